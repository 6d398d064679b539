import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { load } from "cheerio";
import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import { DARK_COLORS, DARK_GROUND } from "lib/charts/dark_colors.ts";
import { emptyChart } from "lib/charts/empty.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { readNotebook } from "../../notebooks/execution/notebook_format.ts";
import { colorsWithoutDark, darkChartStyle } from "../../notebooks/export/dark_charts.ts";
import { compileChart } from "../../notebooks/export/live_charts.ts";
import { completePage } from "../../notebooks/export/page.ts";
import { findTopics } from "../../notebooks/topics.ts";

/** The charts that a notebook shows, as they were saved in it. */
async function chartsOf(path: string): Promise<JsonObject[]> {
  const { cells } = await readNotebook(path);
  return cells.flatMap((cell) => cell.cell_type === "code" ? cell.outputs : [])
    .flatMap((output) =>
      "data" in output ? output.data["application/vnd.vegalite.v5+json"] ?? [] : []
    ) as JsonObject[];
}

/** A bar chart with one colour of its own. */
const bars = (mark: JsonObject, config: JsonObject = {}): JsonObject => ({
  config: { background: "white", axis: noAxis, view: { stroke: null }, ...config },
  data: { values: [{ movie: "Heat #2a2a2a", minutes: 170 }] },
  mark: { type: "bar", ...mark },
  encoding: { x: { field: "minutes", type: "quantitative" } },
});
const noAxis = { domainColor: "#d1d5db", gridColor: "#e5e7eb", tickColor: "#d1d5db" } as const;
const inTheme = { ...noAxis, labelColor: "#374151", titleColor: "#374151" } as const;

Deno.test("every colour of every chart of the notebooks has a dark counterpart", async () => {
  for (const { notebooks } of await findTopics()) {
    for (const notebook of notebooks) {
      const charts = await chartsOf(notebook);
      assert(charts.length >= 5, notebook);
      for (const chart of charts) {
        assertEquals(await colorsWithoutDark(compileChart(chart)), [], JSON.stringify(chart.title));
      }
    }
  }
  assertEquals(
    await colorsWithoutDark(compileChart(emptyChart("There is nothing", "No data.").spec)),
    [],
  );
});

Deno.test("a colour without a dark counterpart is found wherever it comes from, and not in data", async () => {
  const inConfig = (mark: JsonObject) =>
    colorsWithoutDark(compileChart(bars(mark, { axis: inTheme })));
  assertEquals(await inConfig({ color: "#0072b2" }), []);
  assertEquals(await inConfig({ color: "#123456" }), ["#123456"]);
  assertEquals(await inConfig({ color: "#0072B2" }), ["#0072B2"]);
  assertEquals(await inConfig({ color: "tomato" }), ["tomato"]);
  // Vega's own, which no specification names: black labels, and a blue of its own for bars.
  assertEquals(await colorsWithoutDark(compileChart(bars({ color: "#0072b2" }))), ["#000"]);
  assertEquals(await inConfig({}), ["#4c78a8"]);
  // What is drawn only once a mark is pointed at.
  const pointed = bars({ color: "#0072b2" }, { axis: inTheme });
  const hover = { name: "over", select: { type: "point", on: "pointerover" } };
  const fill = { condition: { param: "over", empty: false, value: "#abcdef" }, value: "#0072b2" };
  const spec = {
    ...pointed,
    params: [hover],
    encoding: { ...pointed.encoding as JsonObject, fill },
  };
  assertEquals(await colorsWithoutDark(compileChart(spec)), ["#abcdef"]);
});

Deno.test("the style gives each colour its counterpart, as fill and as stroke", () => {
  const style = darkChartStyle();
  for (const [light, dark] of Object.entries(DARK_COLORS)) {
    for (const attribute of ["fill", "stroke"]) {
      assertStringIncludes(
        style,
        `[${attribute}="${light}"]{${attribute}:light-dark(${light},${dark})}`,
      );
    }
  }
});

Deno.test("a dark chart lies on the ground of the dark page", async () => {
  const theme = await Deno.readTextFile(
    join(cloneFolder, "notebooks/export/template/article/theme.css"),
  );
  assertMatch(theme, new RegExp(`--paper: light-dark\\(#ffffff, ${DARK_GROUND}\\);`));
});

Deno.test("a page marks the charts that can be dark; one with a colour of its own stays light", async () => {
  const figure = (spec: JsonObject) =>
    `<figure class="chart" data-chart><img src="data:," alt="A chart">
     <script type="application/json">${JSON.stringify(spec)}</script></figure>`;
  const $ = load(
    await completePage(
      `<html lang="en"><head></head><body><header class="masthead"></header>
       <nav id="contents"></nav><main>${figure(bars({ color: "#0072b2" }, { axis: inTheme }))}
       ${figure(bars({ color: "#123456" }, { axis: inTheme }))}</main>
       <footer><h2>About this page</h2></footer></body></html>`,
      "Charts",
    ),
  );
  const marked = $("figure[data-chart]").toArray().map((element) => $(element).attr("data-dark"));
  assertEquals(marked, ["", undefined]);
});
