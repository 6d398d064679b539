import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { load } from "cheerio";
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
  const boxes = $("[data-html] > [data-table]");
  assertEquals(boxes.length, 2);
  assertEquals($("[data-table] [data-table]").length, 0);
  assertEquals(boxes.toArray().map((box) => $(box).attr("aria-label")), [
    "Table: Effects & lift",
    "Table: Effects & lift (2)",
  ]);
  assertEquals(boxes.find("caption").first().text(), "Effects & lift");
  for (const box of boxes.toArray()) {
    assertEquals($(box).attr("tabindex"), "0");
    assertEquals($(box).attr("style"), undefined);
    // An empty heading would be read as one.
    assertEquals($(box).find("thead").children().children().toArray().map((cell) => cell.tagName), [
      "td",
      "th",
    ]);
    assertEquals($(box).find("thead th").attr("scope"), "col");
  }
});

Deno.test("a chart carries its compiled drawing, and the page draws it without the network", async () => {
  const spec = {
    title: "Lift </script> by <b>",
    data: { values: [{ x: "</script><b>" }] },
    mark: { type: "bar" },
    encoding: { x: { field: "x", type: "nominal" } },
  };
  const escaped = JSON.stringify(spec).replaceAll("<", "\\u003c");
  const figure = `<figure data-chart><img src="data:," alt="Lift">
    <script type="application/json">${escaped}</script></figure>`;
  const html = await completePage(page(section("<h2>Lift</h2>") + figure + figure), "tiny");
  const $ = load(html);
  const figures = $("figure[data-chart]");
  assertEquals(figures.toArray().map((found) => $(found).attr("id")), [
    "lift-script-by-b",
    "lift-script-by-b-2",
  ]);
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
  assertEquals($("[onerror], [onload], main [href], body meta, base").length, 0);
  assertEquals($("main img").length, 2);
  assertEquals($("#contents a").text(), "BC");
});
