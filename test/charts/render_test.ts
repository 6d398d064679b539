import { Resvg } from "@resvg/resvg-js";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreaterOrEqual,
  assertLessOrEqual,
  assertRejects,
} from "@std/assert";
import { Chart } from "lib/charts/chart.ts";
import { FONT_FAMILY, FONT_FILES, textWidth } from "lib/charts/fonts.ts";
import { naiveVersusDoublyRobustChart } from "lib/charts/naive_versus_doubly_robust.ts";
import { drawChart, renderPng, renderSvg } from "lib/charts/render.ts";
import { segmentEffectsChart } from "lib/charts/segment_effects.ts";
import { ALL_SEGMENTS, CATEGORIES } from "./effects.ts";

const LONG = "a segment whose name is about as long as such names get";

const CHARTS: readonly Chart[] = [
  segmentEffectsChart(CATEGORIES, { title: "Doubly Robust Top-3 Lift By Category" }),
  segmentEffectsChart([{ ...CATEGORIES[0]!, segment: LONG }], {
    title: "A Title That Is Not Short, As Titles Of Charts In Writeups Tend To Be, But Longer",
  }),
  segmentEffectsChart([], { title: "Doubly Robust Top-3 Lift By Category" }),
  naiveVersusDoublyRobustChart(ALL_SEGMENTS),
  naiveVersusDoublyRobustChart([{ ...CATEGORIES[0]!, segmentColumn: LONG }]),
];

Deno.test("a drawing says everything in words: title, axes, segments, caption", async () => {
  const chart = CHARTS[0]!;
  const { svg } = await drawChart(chart);
  for (
    const text of [
      "Doubly Robust Top-3 Lift By Category",
      "Doubly robust lift in click probability",
      "Segment",
      ...CATEGORIES.map(({ segment }) => segment),
    ]
  ) {
    assert(svg.includes(`>${text}</text>`), text);
  }
  assert(svg.includes(`<desc>${chart.caption}</desc>`));
  assert(svg.includes("Arial, sans-serif"));
});

Deno.test("the picture has twice the drawing's size", async () => {
  for (const chart of CHARTS) {
    const { svg, png, width, height } = await drawChart(chart);
    const view = new DataView(png.buffer);
    assertEquals([view.getUint32(16), view.getUint32(20)], [2 * width, 2 * height]);
    assert(svg.includes(`width="${width}" height="${height}"`));
    assertEquals(renderPng(svg, { scale: 2 }), png);
  }
});

Deno.test("two drawings of one chart are the same bytes", async () => {
  for (const chart of CHARTS) {
    const [first, second] = [await drawChart(chart), await drawChart(chart)];
    assertEquals(first.svg, second.svg);
    assertEquals(first.png, second.png);
  }
});

Deno.test("no text is cut off at the edge of a drawing", async () => {
  for (const chart of CHARTS) {
    const { svg, width, height } = await drawChart(chart);
    // The white ground would hide what lies on it: only what it covers matters here.
    const ink = resvg(svg.replace(/<rect[^>]*fill="white"[^>]*\/?>/, "")).getBBox()!;
    assertGreaterOrEqual(ink.x, 4, chart.caption);
    assertGreaterOrEqual(ink.y, 4, chart.caption);
    assertLessOrEqual(ink.x + ink.width, width - 4, chart.caption);
    assertLessOrEqual(ink.y + ink.height, height - 4, chart.caption);
  }
});

Deno.test("texts are as wide as the layout takes them to be", () => {
  for (const weight of [400, 600]) {
    for (const text of ["Doubly robust lift in click probability", "finance-companies 0.08 WAVE"]) {
      const svg =
        `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><text x="0" y="40" ` +
        `font-family='${
          FONT_FAMILY.replaceAll('"', "")
        }' font-size="20" font-weight="${weight}">${text}</text></svg>`;
      const drawn = resvg(svg).getBBox()!.width;
      assertAlmostEquals(textWidth(text, 20, weight), drawn, 0.03 * drawn);
    }
  }
  assert(textWidth("lift", 12, "bold") > textWidth("lift", 12, "normal"));
  assertEquals(textWidth("", 12, 400), 0);
});

Deno.test("what Vega would only warn of is an error", async () => {
  const mistaken = {
    data: { values: [{ a: 1 }] },
    mark: "point",
    encoding: { x: { field: "a", type: "quantitative", scale: { type: "band" } } },
  };
  await assertRejects(() => renderSvg(mistaken), Error, "Vega objects");
  await assertRejects(() => drawChart(new Chart({ mark: "nonsense" }, "")), Error);
});

function resvg(svg: string): Resvg {
  const fontFiles = Object.values(FONT_FILES);
  return new Resvg(svg, { font: { loadSystemFonts: false, fontFiles } });
}
