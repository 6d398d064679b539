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
  assertEquals($("script").length, 0);
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
  // Two drawings, the runtime once, and the page's own script.
  assertEquals($("script").length, 4);
  assertEquals(html.match(/\.vega=\{\}/g)?.length, 1);
  assert(!/<script[^>]*\bsrc=/.test(html));
});
