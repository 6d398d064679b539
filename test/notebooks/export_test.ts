import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { load } from "cheerio";
import pl from "nodejs-polars";
import { join } from "node:path";
import { formatTable } from "lib/frames/format_table.ts";
import { code, markdown } from "lib/text/markdown.ts";
import { CommandError, silentReport } from "lib/command/mod.ts";
import { prepareEnvironment } from "../../notebooks/environment/prepare.ts";
import {
  type Cell,
  type MimeBundle,
  writeNotebook,
} from "../../notebooks/execution/notebook_format.ts";
import { exportHtml } from "../../notebooks/export/export.ts";
import { loadedFromElsewhere } from "./loaded.ts";
import { inFolder } from "../files/in_folder.ts";

const jupyter = await prepareEnvironment("execute", silentReport);

// One transparent pixel.
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E" +
  "rkJggg==";

const prose = (source: string): Cell => ({
  cell_type: "markdown",
  id: "prose",
  metadata: {},
  source,
});

const shown = (data: MimeBundle, metadata = {}, source = ""): Cell => ({
  cell_type: "code",
  id: "code",
  metadata: {},
  source,
  execution_count: 1,
  outputs: [{ output_type: "display_data", data, metadata }],
});

/** Exports cells as `tiny.html` into the folder of their notebook, and returns the page. */
async function exportCells(
  folder: string,
  cells: readonly Cell[],
  ranOn?: Date,
): Promise<string> {
  const notebook = join(folder, "tiny.ipynb");
  await writeNotebook(notebook, {
    cells: cells.map((cell, index) => ({ ...cell, id: `${cell.id}-${index}` })),
    metadata: { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  });
  const page = join(folder, "tiny.html");
  await exportHtml(notebook, page, jupyter, ranOn === undefined ? {} : { ranOn });
  return await Deno.readTextFile(page);
}

/** What the notebook itself becomes: no scripts, no footer. */
const bodyOf = (html: string) =>
  html.slice(html.indexOf("<main"), html.indexOf("</main>")).replace(/<script.*?<\/script>/gs, "");

Deno.test("the page stands alone: title, code, captions and nothing from the network", () =>
  inFolder(async (folder) => {
    await Deno.writeFile(join(folder, "pixel.png"), Uint8Array.fromBase64(PNG));
    const html = await exportCells(folder, [
      prose("# Lift & *rank*\n\n[a](https://example.org)\n\n![beside](pixel.png)"),
      shown(
        { "image/png": PNG, "text/plain": `Lift by "segment" <b>` },
        { "image/png": { width: 30, height: 20 } },
        "const answer = 42;",
      ),
    ]);
    const body = bodyOf(html);
    assertStringIncludes(html, "<title>Lift &amp; rank</title>");
    assertStringIncludes(body, "answer");
    assertStringIncludes(body, `<a href="https://example.org"`);
    const images = body.match(/<img(?:"[^"]*"|[^">])*>/g) ?? [];
    assertEquals(images.length, 2);
    for (const image of images) assertStringIncludes(image, `src="data:image/png;base64,${PNG}"`);
    const [beside = "", image = ""] = images;
    assertStringIncludes(beside, `alt="beside"`);
    assertStringIncludes(image, `alt="Lift by &quot;segment&quot; <b>"`);
    assertStringIncludes(image, `width="30"`);
    assertStringIncludes(image, `height="20"`);
    assertEquals(loadedFromElsewhere(html), []);
    assert(!html.includes("KaTeX"), "a page without formulas needs no style for them");
    assertEquals([...Deno.readDirSync(folder)].map((entry) => entry.name).sort(), [
      "pixel.png",
      "tiny.html",
      "tiny.ipynb",
    ]);
  }));

/** What a reader of the page sees. */
function visible(html: string): string {
  const forTheEye = html.replace(/<span class="katex-mathml">.*?<\/math><\/span>/gs, "");
  return forTheEye.replace(/<[^>]*>|\u200b/g, "");
}

Deno.test("formulas are set in the page, which needs neither network nor script for them", () =>
  inFolder(async (folder) => {
    const html = await exportCells(folder, [
      prose(
        "# Click model\n\n$$\n\\operatorname{logit} p = -2.75 + 0.78\\,(r - 3.5)\n$$\n\n" +
          "Here $a_1 < b_2$ & $c_i$ _stands_.\n\n" +
          "\\begin{align} x &= 1 \\\\ y &= 2 \\end{align}",
      ),
      shown({ "text/markdown": "Shown: $q^2$", "text/plain": "Shown: q" }),
    ]);
    const body = bodyOf(html);
    assert(!/\$|<tex-math/.test(body), "no source of a formula is left to be read by a script");
    assertEquals(body.match(/<math /g)?.length, 5);
    assertEquals(body.match(/class="katex-display"/g)?.length, 2);
    const sources = [...body.matchAll(/<annotation encoding="application\/x-tex">(.*?)<\/ann/gs)];
    assertEquals(sources.map(([, source]) => source), [
      "\\operatorname{logit} p = -2.75 + 0.78\\,(r - 3.5)",
      "a_1 &lt; b_2",
      "c_i",
      "\\begin{align} x &amp;= 1 \\\\ y &amp;= 2 \\end{align}",
      "q^2",
    ]);
    // Once for the ear, once for the eye.
    assertStringIncludes(body, "<mn>0.78</mn>");
    assertStringIncludes(visible(body), "logitp=−2.75+0.78(r−3.5)");
    assertStringIncludes(visible(body), "a1&lt;b2");
    assertStringIncludes(body, "<em>stands</em>");
    assertEquals(loadedFromElsewhere(html), []);
    // The fonts are part of the page, and no other format of them is referred to.
    assertEquals(
      html.match(/@font-face/g)?.length,
      html.match(/src:url\(data:font\/woff2/g)?.length,
    );
  }));

Deno.test("a dollar sign is no formula in a table, in code, behind a backslash or inserted", () =>
  inFolder(async (folder) => {
    const html = await exportCells(folder, [
      prose("# Prices\n\nFrom \\$5 to \\$6, `$HOME and $PATH`\n\n```sh\necho $A $B\n```"),
      shown(
        {
          "text/html": formatTable(pl.DataFrame({ title: ["$5 or $6 $$x$$"] })).html,
          "text/plain": "title",
        },
        {},
        "const price = `$${1} to $${2}`;",
      ),
      shown({ "text/markdown": markdown`From ${"$7 to $8"}`.source, "text/plain": "From" }),
      shown({ "text/plain": "$9 and $10" }),
    ]);
    const body = bodyOf(html);
    assert(!/<math|katex|<tex-math/.test(body), "nothing is set as a formula");
    const text = body.replace(/<[^>]*>/g, "");
    for (
      const literal of [
        "From $5 to $6",
        "$HOME and $PATH",
        "echo $A $B",
        "$5 or $6 $$x$$",
        "From $7 to $8",
        "$9 and $10",
      ]
    ) assertStringIncludes(text, literal);
  }));

Deno.test("a faulty formula is shown with its fault, and no page is written", () =>
  inFolder(async (folder) => {
    const error = await assertRejects(
      () => exportCells(folder, [prose("# Title\n\n$a$ and $\\nosuch{x} < 1$")]),
      CommandError,
    );
    for (
      const part of [
        "tiny.ipynb",
        "\\nosuch{x} < 1\n",
        "Undefined control sequence",
        "backslash: \\$.",
      ]
    ) assertStringIncludes(error.message, part);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["tiny.ipynb"]);
  }));

Deno.test("the page says what was concluded, from which data, when and with what", () =>
  inFolder(async (folder) => {
    const note = {
      part: "summary",
      data: "**Simulated data:** `a_b.parquet`",
      seed: 20_260_428,
    };
    const html = await exportCells(folder, [
      prose("# Lift"),
      shown({ "text/html": "<table></table>", "text/plain": "" }, {}, "const a = 1;\nconst b = 2;"),
      shown({ "text/markdown": "Earlier" }, { writeup: { ...note, seed: 1 } }),
      shown(
        { "text/markdown": "Lift **0.31** for $x_1$ & all", "text/plain": "Lift" },
        { writeup: note },
      ),
    ], new Date("2026-04-28T23:30:00Z"));
    const summary = html.slice(html.indexOf("data-opening"), html.indexOf("</section>"));
    assertStringIncludes(summary, "<strong>0.31</strong>");
    assertStringIncludes(summary, "<math ");
    const facts = html.slice(html.indexOf("data-facts"), html.indexOf("data-cite"));
    for (
      const fact of [
        "<strong>Simulated data:</strong> <code>a_b.parquet</code>",
        "20260428",
        '<time datetime="2026-04-28">28 April 2026</time>',
        `Deno ${Deno.version.deno}`,
        "nodejs-polars ",
        '<dd data-fact="author">the authors</dd>',
        '<dd data-fact="license">MIT License</dd>',
      ]
    ) assertStringIncludes(facts, fact);
    const $ = load(html);
    assertMatch($("[data-facts] > summary").text(), /^Simulated data · run on 28 April 2026 · ©/);
    assertEquals($('meta[name="description"]').attr("content"), $("[data-summary]").text().trim());
    assertEquals($('meta[property="og:title"]').attr("content"), "Lift");
    assertMatch($("pre[data-copy]").text(), /^@misc\{lift-2026,\n[^]*title = \{Lift\},\n[^]*\}$/);
    // Folded: what is open has an attribute that says so.
    assertStringIncludes(html, '<details class="code" data-code="">');
    assertStringIncludes(html, "2 lines");
  }));

Deno.test("a folded answer stays in its fold, whatever Markdown it holds", () =>
  inFolder(async (folder) => {
    const html = await exportCells(folder, [
      prose(
        "# Q\n\n<details>\n<summary>Answer</summary>\n\nBecause **not** $x$.\n\n</details>\n\nOn.",
      ),
    ]);
    const start = html.indexOf("<summary>Answer");
    const end = html.indexOf("</details>", start);
    const fold = html.slice(start, end);
    assertStringIncludes(fold, "<strong>not</strong>");
    assertStringIncludes(fold, "<math ");
    assert(end < html.indexOf("<p>On.</p>"));
  }));

Deno.test("terms lead to their definitions in the page itself, which is sent on alone", () =>
  inFolder(async (folder) => {
    const link = (text: string, slug: string) => `[${text}](../glossary.md${slug} "In short.")`;
    const source = `The ${link("score", "#aipw-score")}, ${link("balance", "#balance")}; all: ` +
      `[glossary](../glossary.md).`;
    const html = await exportCells(folder, [prose(source)]);
    assertEquals(html.includes("glossary.md"), false);
    for (const slug of ["aipw-score", "balance"]) {
      assertStringIncludes(html, `href="#glossary-${slug}"`);
      assertStringIncludes(html, `id="glossary-${slug}"`);
    }
    assertStringIncludes(html, 'href="#Glossary"');
    assertStringIncludes(html, 'id="Glossary"');
    assertStringIncludes(visible(html), "AIPW score. The AIPW score is one number per row");
    // Only the terms that are linked are explained.
    assertEquals(html.includes('id="glossary-spillover"'), false);

    const without = await exportCells(folder, [prose("No term.")]);
    assertEquals(without.includes("Glossary"), false);
  }));

Deno.test("a chart's picture stands in the page, and beside it what the script draws", () =>
  inFolder(async (folder) => {
    const spec = { title: "Lift", data: { values: [{ x: "<b>" }] }, mark: "bar", encoding: {} };
    const html = await exportCells(folder, [
      prose("# Lift"),
      shown({
        "application/vnd.vegalite.v5+json": spec,
        "image/png": PNG,
        "text/plain": "Lift. It is high.",
      }),
    ]);
    const body = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
    assertStringIncludes(body, '<figure class="output chart" data-chart="" data-title="Lift"');
    assertStringIncludes(
      body,
      '<figcaption><span class="number">Figure 1.</span> <span>It is high.</span></figcaption>',
    );
    assertStringIncludes(body, `<img alt="Lift. It is high." src="data:image/png;base64,${PNG}"`);
    assertStringIncludes(body, "schema/vega/");
    assert(!body.includes("<b>"));
  }));

Deno.test("what a page would load from elsewhere is found", () => {
  assertEquals(
    loadedFromElsewhere(
      `<script src="https://a.example/x.js"></script><link rel="stylesheet" href='//b.example/x.css'>
       <img src=figures/x.png><style>@import "https://c.example/x.css"; p { background: url(http://d.example/x.png) }</style>
       <a href="https://fine.example">fine</a><img src="data:image/png;base64,AA"><a href="#fine">fine</a>
       <script>import("https://e.example/x.js")</script>`,
    ),
    [
      "https://a.example/x.js",
      "//b.example/x.css",
      "figures/x.png",
      "https://c.example/x.css",
      "http://d.example/x.png",
      "https://e.example/x.js",
    ],
  );
});

Deno.test("what a cell inserts is text in the page, whatever it holds", () =>
  inFolder(async (folder) => {
    const hostile = [
      "a`<img src=x onerror=alert(1)>`b",
      "``</code></p><script>alert(1)</script>",
      "[a](javascript:alert(1)) ![b](c) <https://a.b> https://a.b www.a.b a@b.c",
      "$x$ $$y$$ \\(z\\) \\begin{align}w\\end{align}",
      "\\` * _ ~~s~~ | # & &amp; &#60;b&#62; {{ 1 }} {% x %}",
      "- l",
      "1. l",
      "# h",
      "> q",
      "    c",
      "```",
      "---",
      "===",
      "=1+1 新闻 أخبار 😀",
    ];
    for (const text of hostile) {
      const prose = markdown`Code ${code(text)} and text: ${text}.`;
      const first = markdown`${text} stands first.`;
      const html = await exportCells(folder, [
        shown({ "text/markdown": prose.source, "text/plain": prose.text }),
        shown({ "text/markdown": first.source, "text/plain": first.text }),
      ]);
      const $ = load(html);
      assertEquals($("main code").text(), text);
      const said = $("main .prose").toArray().map((part) => $(part).text().trim());
      // Blanks at a line's beginning are not seen.
      assertEquals(said, [`Code ${text} and text: ${text}.`, `${text} stands first.`.trim()]);
      const elements = $("main .prose *").toArray().map((element) => element.tagName);
      assertEquals(elements, ["p", "code", "p"], text);
    }
  }));
