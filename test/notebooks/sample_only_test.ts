import { assert, assertEquals } from "@std/assert";
import { load } from "cheerio";
import { DISPLAY } from "lib/display.ts";
import { OtherResults } from "lib/notebook/other_results.ts";
import { leaveOutSampleOnly } from "../../notebooks/export/sample_only.ts";

const PROSE = `<section class="prose">
<p>Low prices sell.<span class="sample-only"> By .0123.</span> So they say.</p>
<p><span class="sample-only">All of it.</span></p>
<div class="sample-only"><p>A <em>block</em>.</p></div>
<blockquote><p><span class="sample-only">Quoted.</span></p></blockquote>
<ul><li>Stays</li><li><span class="sample-only">Goes</span></li></ul>
<p><span class="sample-only">Beside </span><img alt="a picture"></p>
<p><strong>Try it.</strong> Set <code>EPS</code> to 0.05.</p>
<details><summary>What happens</summary><p><span class="sample-only">It falls to .0018.</span></p></details>
</section>`;

async function page(others: boolean) {
  const told = await new OtherResults({ kind: "settings", table: "<06>" })[DISPLAY]();
  const $ = load(
    `<main>${PROSE}<div class="output" data-html>${
      others ? told["text/html"] : "<p>1</p>"
    }</div></main>`,
  );
  leaveOutSampleOnly($);
  return $;
}

Deno.test("sentences about the built-in sample leave a page of other results, and nothing empty", async () => {
  const $ = await page(true);
  assertEquals(
    $("section").text().replace(/\s+/g, " ").trim(),
    "Low prices sell. So they say. Stays Try it. Set EPS to 0.05.",
  );
  for (const emptied of [".sample-only", "details", "blockquote", "style", "template"]) {
    assertEquals($(emptied).length, 0, emptied);
  }
  assertEquals($("p").length, 4);
  assertEquals($("img").length, 1);
  assert($("[data-other-results]").text().includes("from table <06> on"));
});

Deno.test("a page of the built-in sample keeps every sentence", async () => {
  const $ = await page(false);
  assertEquals($("section").html(), load(PROSE)("section").html());
});
