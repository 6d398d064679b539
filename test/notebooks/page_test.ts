import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { load } from "cheerio";
import { join } from "node:path";
import type { OutputNote } from "lib/notebook/output_note.ts";
import { inFolder } from "../files/in_folder.ts";
import { completePage } from "../../notebooks/export/page.ts";

/** A page as the template leaves it. */
const page = (cells: string) =>
  `<html lang="en"><head></head><body><header class="masthead"></header><nav id="contents"></nav>
   <main>${cells}</main><footer><h2>About this page</h2></footer></body></html>`;

const section = (html: string) => `<section class="prose">${html}</section>`;
const CODE = `<details data-code><summary>Code</summary>
  <div class="highlight"><pre>const a = 1;</pre></div></details>`;

Deno.test("the first heading becomes the title, the others the contents", async () => {
  const $ = load(
    await completePage(
      page(
        section('<h1 id="T">Title<a class="anchor-link" href="#T">¶</a></h1>') +
          section('<h2 id="One">One</h2>') + section('<h3 id="Plot">Plot</h3>') +
          section("<h2>Two</h2>") + section('<h3 id="Plot">Plot</h3>'),
      ),
      "unused",
    ),
  );
  assertEquals($("h1").text(), "Title");
  assertEquals($("header.masthead > h1").length, 1);
  const links = $("#contents a").toArray();
  assertEquals(links.map((link) => [$(link).attr("href"), $(link).text()]), [
    ["#One", "One"],
    ["#Plot", "Plot"],
    ["#two", "Two"],
    ["#Plot-2", "Plot"],
  ]);
  for (const link of links) assertEquals($($(link).attr("href")!).length, 1);
  assertEquals($("#contents > details > ol > li > ol > li").length, 2);
});

Deno.test("a page without headings has a title and no contents", async () => {
  const $ = load(await completePage(page(section("<p>Text</p>")), "tiny"));
  assertEquals($("h1").text(), "tiny");
  assertEquals($("#contents").length, 0);
  assertEquals($("script").length, 1);
});

Deno.test("code and tables are named after the section they stand in", async () => {
  const table = (box: string) =>
    `<div data-html>${box}<table border="1"><thead><tr><th></th><th>dr_lift</th></tr></thead>
     <tbody><tr><th scope="row">0</th><td>1</td></tr></tbody></table>${box && "</div>"}</div>`;
  const $ = load(
    await completePage(
      page(
        section("<h2>Effects & <em>lift</em></h2>") + CODE +
          table('<div style="overflow:auto" aria-label="Table">') + table(""),
      ),
      "tiny",
    ),
  );
  assertEquals($("summary .unseen").text(), " of: Effects & lift");
  assertEquals($(".highlight pre").attr("tabindex"), "0");
  const boxes = $("[data-html] > figure.tabular > [data-table]");
  assertEquals(boxes.length, 2);
  assertEquals($("[data-table] [data-table]").length, 0);
  const captions = $("figure.tabular > figcaption").toArray().map((caption) => $(caption).text());
  assertEquals(captions, ["Table 1. Effects & lift", "Table 2. Effects & lift: 2"]);
  for (const [at, box] of boxes.toArray().entries()) {
    assertEquals($(box).parent().attr("id"), `table-${at + 1}`);
    assertEquals($(box).attr("tabindex"), "0");
    assertEquals($(box).attr("style"), undefined);
    for (const named of [$(box), $(box).children("table")]) {
      assertEquals($(`[id="${named.attr("aria-labelledby")}"]`).text(), captions[at]);
    }
    // An empty heading would be read as one.
    assertEquals($(box).find("thead").children().children().toArray().map((cell) => cell.tagName), [
      "td",
      "th",
    ]);
    assertEquals($(box).find("thead th").attr("scope"), "col");
  }
});

/** An output as the template leaves it, with what it is to the page. */
const noted = (note: unknown, html: string, attributes = 'class="output"') =>
  `<div ${attributes} data-note='${JSON.stringify(note)}'>${html}</div>`;
const chart = (note: unknown, alt: string) =>
  `<figure class="output chart" data-note='${JSON.stringify(note)}'><img src="data:," alt="${alt}">
   </figure>`;

Deno.test("the conclusion stands first, and its old place leads to it", async () => {
  const conclusion = (summary: string) =>
    '<div class="cell">' + CODE +
    noted({ part: "summary", data: "**Simulated**", seed: 1 }, `<p>${summary}</p>`) +
    chart({ part: "key figure", name: "key_figure" }, "Lift.") +
    noted({ part: "reading" }, "<p>Right is <em>more</em>.</p>") +
    noted({ part: "grounds" }, "<ul><li>Overlap</li></ul>") +
    "<div class='output'>later</div></div>";
  const $ = load(
    await completePage(
      page(
        section("<h1>Title</h1><p>Question</p>") + conclusion("Earlier") +
          section('<h2 id="End">End</h2>') + conclusion("Up <b>3</b>"),
      ),
      "unused",
    ),
  );
  const opening = $("main > :first-child");
  assertEquals(opening.is("section[data-opening]"), true);
  assertEquals(opening.children("[data-summary]").html(), "<p>Up <b>3</b></p>");
  assertEquals($("[data-summary]").length, 1);
  assertEquals(
    opening.find("figure > figcaption").text(),
    "Figure 1. Right is more.",
  );
  assertEquals(opening.find("figure").attr("data-name"), "key_figure");
  assertEquals(opening.find("ul").text(), "Overlap");
  assertEquals(opening.text().includes("later"), false);
  // Nothing of the notebook is lost: what was concluded before stays, and so does what follows.
  const rest = opening.nextAll().text();
  for (const kept of ["Question", "Earlier", "later"]) assertStringIncludes(rest, kept);
  assertEquals($("main .cell").last().find("a[href='#answer']").length, 1);
  assertEquals($("#contents a").first().attr("href"), "#answer");
});

Deno.test("a notebook without a conclusion has no opening", async () => {
  const $ = load(
    await completePage(
      page(
        section("<h1>Title</h1><h2>Lift</h2>") +
          noted({ part: "nonsense" }, "<p>A</p>") + noted("text", "<p>B</p>") +
          `<div class="output" data-note="{">C</div>`,
      ),
      "x",
    ),
  );
  assertEquals($("[data-opening], [data-part], [data-note]").length, 0);
  assertEquals($("main .output").text(), "ABC");
});

const folded = (html: string) => `<section class="prose celltag_folded">${html}</section>`;

Deno.test("a section that is marked is one line, up to the next heading of its level", async () => {
  const table = "<div data-html class='output'><table><tr><td>1</td></tr></table></div>";
  const $ = load(
    await completePage(
      page(
        folded('<h2 id="Setup">Setup</h2><p>Imports</p>') + `<div class="cell">${CODE}</div>` +
          folded('<h3 id="Models">Models</h3>') + `<div class="cell">${table}${table}</div>` +
          section(
            '<h3 id="Metrics">Metrics</h3><p>Loss</p><h2 id="Effects">Effects</h2><p>Up</p>',
          ) +
          folded('<h3 id="Estimate">Estimate</h3><p>Rows</p>') + section('<h3 id="Plot">Plot</h3>'),
      ),
      "x",
    ),
  );
  const folds = $("main > details[data-fold]");
  assertEquals(folds.toArray().map((fold) => $(fold).find("> summary > :is(h2, h3)").text()), [
    "Setup",
    "Estimate",
  ]);
  assertEquals($("main > section > :is(h2, h3)").text(), "EffectsPlot");
  const setup = folds.first();
  for (const held of ["Imports", "const a", "Models", "Metrics", "Loss"]) {
    assertStringIncludes(setup.text(), held);
  }
  assertEquals(setup.text().includes("Up"), false);
  assertEquals(setup.find(".holds").first().text(), "text, code, 2 tables");
  assertEquals(setup.find("details[data-fold] > summary > h3").text(), "Models");
  assertEquals(setup.find("details[data-fold]").text().includes("Metrics"), false);
  assertEquals($("details[open]").not("#contents > details").length, 0);
  // Folded or not, each section is in the contents, and its link leads to its heading.
  const links = $("#contents a").toArray().map((link) => $(link).attr("href") ?? "");
  assertEquals(links, ["#Setup", "#Models", "#Metrics", "#Effects", "#Estimate", "#Plot"]);
  for (const link of links) assertEquals($(`main ${link}`).length, 1);
});

Deno.test("figures are numbered, and what tells how to read one is its caption", async () => {
  const $ = load(
    await completePage(
      page(
        section("<h2>Effects</h2>") + chart({ part: "figure", name: "10_plot" }, "Lift. Up.") +
          noted({ part: "reading" }, "<p>One.</p><ul><li>Two</li></ul>") +
          section('<p><img src="data:," alt="Causes" title="What causes what."></p><p>Text</p>') +
          chart("none", "A & B. Nothing.") + noted({ part: "reading" }, "<p>Last</p>") +
          noted({ part: "reading" }, "<p>Of nothing</p>"),
      ),
      "x",
    ),
  );
  const figures = $("figure").toArray().map((element) => $(element));
  assertEquals(figures.map((figure) => figure.children("figcaption").text()), [
    "Figure 1. One.Two",
    "Figure 2. What causes what.",
    "Figure 3. Last",
  ]);
  assertEquals(figures.map((figure) => figure.attr("id")), ["figure-1", "figure-2", "figure-3"]);
  assertEquals(figures.map((figure) => figure.attr("data-name")), [
    "10_plot",
    "causes",
    "a-b-nothing",
  ]);
  assertEquals(figures[1]!.children("img").attr("title"), undefined);
  assertStringIncludes($("main").text(), "Of nothing");
});

Deno.test("what prose calls by name or number is a link, if the page has it", async () => {
  const $ = load(
    await completePage(
      page(
        section('<h2 id="1.-Design">1. Design</h2><h2 id="Causal">Causal Setup</h2>') +
          "<div data-html class='output'><table><tr><td>Table 1</td></tr></table></div>" +
          section(
            "<p>In section 1 &lt;b&gt;, sections 12 and section 2, <em>Causal\nSetup</em>, " +
              "<em>elsewhere</em>; Table 1, Table 11, Figure 1, <code>section 1</code>, " +
              '<a href="#x">section 1</a>.</p>',
          ),
      ),
      "x",
    ),
  );
  const links = $("main p a").toArray().map((link) => [$(link).attr("href"), $(link).text()]);
  assertEquals(links, [
    ["#1.-Design", "section 1"],
    ["#Causal", "Causal\nSetup"],
    ["#table-1", "Table 1"],
    ["#x", "section 1"],
  ]);
  assertStringIncludes($("main p").text(), "In section 1 <b>, sections 12 and section 2");
});

/** The bytes of a file that a link carries. */
async function carried(href: string): Promise<string> {
  const bytes = Uint8Array.fromBase64(href.slice(href.indexOf(",") + 1));
  if (!href.startsWith("data:application/gzip")) return new TextDecoder().decode(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).text();
}

Deno.test("each saved table carries its file, or the rows shown where that is another", () =>
  inFolder(async (folder) => {
    const saved = async (name: string, csv: string, place = "tables"): Promise<OutputNote> => {
      await Deno.mkdir(join(folder, place), { recursive: true });
      await Deno.writeTextFile(join(folder, place, `${name}.csv`), csv);
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(csv));
      return { part: "table", name, sha256: new Uint8Array(digest).toHex() };
    };
    const rows = (cells: string) => `<table><tr><th>lift</th></tr>${cells}</table>`;
    const small = await saved("01_small", "lift\n0.123456789\n");
    const large = await saved("02_large", "lift\n" + "0.25\n".repeat(30_000), "draft/tables");
    const changed = { ...await saved("03_changed", "lift\n1\n"), sha256: "00" };
    const random = crypto.getRandomValues(new Uint8Array(60_000)).toHex();
    const huge = await saved(
      "04_huge",
      random.repeat(1) + "\n" + Array.from(
        { length: 20 },
        () => crypto.getRandomValues(new Uint8Array(60_000)).toHex(),
      ).join("\n"),
    );
    const $ = load(
      await completePage(
        page(
          section("<h2>Lift</h2>") +
            [small, large, changed, huge].map((note) =>
              noted(
                note,
                rows('<tr><td>0.12, "a"</td></tr><tr><td>⋮</td></tr>'),
                "class='output' data-html",
              )
            ).join("") + noted(small, "<p>A sentence</p>") +
            noted({ part: "table", name: "../../etc/passwd", sha256: "" }, "<p>Hostile</p>"),
        ),
        "x",
        { folder },
      ),
    );
    const links = $("a.file").toArray().map((link) => ({
      file: $(link).attr("download"),
      href: $(link).attr("href") ?? "",
      text: $(link).contents().first().text(),
    }));
    assertEquals(links.map(({ file, text }) => [file, text]), [
      ["01_small.csv", "CSV"],
      ["02_large.csv.gz", "CSV, compressed"],
      ["03_changed_as_shown.csv", "CSV of the rows shown"],
      ["04_huge_as_shown.csv", "CSV of the rows shown"],
      ["01_small.csv", "CSV"],
    ]);
    const files = await Promise.all(links.map(({ href }) => carried(href)));
    assertEquals(files[0], "lift\n0.123456789\n");
    assertEquals(files[1], "lift\n" + "0.25\n".repeat(30_000));
    assertEquals(files[2], 'lift\n"0.12, ""a"""\n');
    assertEquals(files[3], files[2]);
  }));

Deno.test("a chart carries its compiled drawing, and the page draws it without the network", async () => {
  const spec = {
    title: "Lift </script> by <b>",
    data: { values: [{ x: "</script><b>" }] },
    mark: { type: "bar" },
    encoding: { x: { field: "x", type: "nominal" } },
  };
  const escaped = JSON.stringify(spec).replaceAll("<", "\\u003c");
  const figure = `<figure class="chart" data-chart><img src="data:," alt="Lift">
    <script type="application/json">${escaped}</script></figure>`;
  const html = await completePage(page(section("<h2>Lift</h2>") + figure + figure), "tiny");
  const $ = load(html);
  const figures = $("figure[data-chart]");
  assertEquals(figures.toArray().map((found) => $(found).attr("data-name")), [
    "lift-script-by-b",
    "lift-script-by-b-2",
  ]);
  assertEquals(figures.first().attr("data-title"), spec.title);
  const compiled = JSON.parse(figures.first().children("script").text());
  assertStringIncludes(compiled.$schema, "/vega/");
  assertEquals(compiled.data[0].values, spec.data.values);
  // Two drawings, the runtime once, and the page's own two scripts.
  assertEquals($("script").length, 5);
  assertEquals(html.match(/\.vega=\{\}/g)?.length, 1);
  assert(!/<script[^>]*\bsrc=/.test(html));
});

/** The policy's hash of a script, as a browser computes it. */
async function hashOf(script: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script));
  return `'sha256-${new Uint8Array(digest).toBase64()}'`;
}

Deno.test("the page allows its own scripts, and nothing that is fetched", async () => {
  const html = await completePage(page(section("<h2>Lift</h2>")), "tiny");
  const $ = load(html);
  const policy = $('head > meta[http-equiv="Content-Security-Policy"]').attr("content") ?? "";
  const rules = new Map(policy.split("; ").map((rule) => rule.split(/ (.*)/) as [string, string]));
  assertEquals(rules.get("default-src"), "'none'");
  assertEquals(rules.get("img-src"), "data:");
  assertEquals(rules.get("base-uri"), "'none'");
  assertEquals(rules.get("script-src"), await hashOf($("script").text()));
});

Deno.test("what would run in prose or results is taken out, and gets no hash", async () => {
  const armed = '<script>alert(1)</script><img src="x" onerror="alert(2)" alt="A">' +
    '<a href=" javascript:alert(3)">B</a><meta http-equiv="refresh" content="0;url=x">' +
    '<base href="https://example.org/"><svg onload="alert(4)"></svg>';
  const $ = load(await completePage(page(section(`<h2>${armed}C</h2>`) + armed), "tiny"));
  assertEquals($("script").length, 1);
  assert(!$("script").text().includes("alert"));
  assertEquals($("[onerror], [onload], main [href]:not(.anchor), body meta, base").length, 0);
  assertEquals($("main img").length, 2);
  assertEquals($("#contents a").text(), "BC");
});

Deno.test("questions, things to try, cautions and margin notes are told by their kind", async () => {
  const answer = (name: string) => `<details><summary>${name}</summary><p>Because.</p></details>`;
  const $ = load(
    await completePage(
      page(section(
        "<h2>Lift</h2><p><strong>Question.</strong> Why <em>this</em>?</p><ul><li>A</li></ul>" +
          answer("Answer") +
          `<p><strong>Try it.</strong> Change it.</p>${answer("What happens")}` +
          "<p><strong>Question.</strong> Whose answer is the page?</p><p>Text.</p>" +
          "<blockquote><p><strong>Margin note.</strong> By <b>the</b> way.</p></blockquote>" +
          "<blockquote><p><strong>Caution.</strong> No.</p></blockquote>" +
          "<blockquote><p>Someone said.</p></blockquote>",
      )),
      "tiny",
    ),
  );
  const [question, trial] = $("details[data-callout]").toArray().map((fold) => $(fold));
  assertEquals($("details[data-callout]").length, 2);
  assertEquals(question!.children("summary").text(), "Question. Why this?");
  assertEquals(question!.children().toArray().map(({ tagName }) => tagName), [
    "summary",
    "ul",
    "details",
  ]);
  assertEquals(question!.children("[data-answer]").text(), "AnswerBecause.");
  assertEquals(trial!.attr("data-callout"), "try-it");
  assertEquals(trial!.children("[data-answer]").length, 1);
  // Nothing is lost, and what is none of these stays what it was.
  assert($("main").text().includes("Question. Whose answer is the page?"));
  assertEquals($(".margin-note").attr("role"), "note");
  assertEquals($(".margin-note").text(), "Margin note. By the way.");
  assertEquals($(".caution").text(), "Caution. No.");
  assertEquals($("blockquote").text(), "Someone said.");
});

Deno.test("displayed equations are numbered, headings link to themselves", async () => {
  const formula = '<p><span class="katex-display">x</span></p>';
  const $ = load(
    await completePage(page(section(`<h2>Lift</h2>${formula}<p>Text</p>${formula}`)), "tiny"),
  );
  assertEquals($(".equation").toArray().map((row) => [$(row).attr("id"), $(row).text()]), [
    ["equation-1", "x(1)"],
    ["equation-2", "x(2)"],
  ]);
  assertEquals($("h2 > .anchor").attr("href"), "#lift");
  assertEquals($("main h2").text(), "Lift");
});

Deno.test("a page leads back to the page of all pages only where there is one", async () => {
  const cells = page(section("<h2>Lift</h2>"));
  const alone = load(await completePage(cells, "tiny"));
  assertEquals(alone("[data-home]").length, 0);
  const among = load(await completePage(cells, "tiny", { index: "../a%20b/index.html" }));
  assertEquals(among("[data-bar] > [data-home]").attr("href"), "../a%20b/index.html");
  assertEquals(among("[data-bar] > #contents a").length, 1);
});

Deno.test("a page carries its typeface, with the signs that stand in it", async () => {
  const weightOf = async (text: string) => {
    const $ = load(await completePage(page(section(`<p>${text}</p>`)), "tiny"));
    const style = $("style[data-face]").text();
    assertEquals(style.match(/src:url\(data:font\/woff2;base64,/g)?.length, 3);
    return style.length;
  };
  const latin = await weightOf("Text");
  assert(latin < 150_000, String(latin));
  assert(await weightOf("Ελλάδα, Россия") > latin);
  // Other scripts are left to the reader's own fonts.
  assert(await weightOf("日本語 עברית \ud800 \u0000") < latin + 2000);
});

Deno.test("a citation holds the title as BibTeX reads it", async () => {
  const facts = `<dd data-fact="author">A & B</dd>
    <dd data-fact="date"><time datetime="2026-04-28">28 April 2026</time></dd><div data-cite></div>`;
  const cells = page(section("<h1>50 % of {x}_y &lt;b&gt;</h1>"))
    .replace('<header class="masthead">', (header) => header + facts);
  const $ = load(await completePage(cells, "unused"));
  const bibtex = $("pre[data-copy]").text();
  assertStringIncludes(bibtex, "author = {{A \\& B}},");
  assertStringIncludes(bibtex, "title = {50 \\% of \\{x\\}\\_y <b>},");
  assertStringIncludes(
    $("p[data-copy]").text(),
    "A & B (2026). 50 % of {x}_y <b>. Run on 28 April",
  );
});
