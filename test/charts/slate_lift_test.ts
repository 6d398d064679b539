import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertStringIncludes,
} from "@std/assert";
import type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
import { renderSvg } from "lib/charts/render.ts";
import { slateLiftChart } from "lib/charts/slate_lift.ts";
import type { ArmDensity } from "lib/interference/lift_densities.ts";
import { layersOf, valuesOf } from "./picture.ts";
import { DENSITIES, densitiesOf, PROMOTED_LIFTS } from "./slate_records.ts";

const TITLE = "All 1,505 promoted slates lose: −0.32 clicks a slate on average";

function layerOf(spec: VegaLiteSpec, type: string) {
  return layersOf(spec).find(({ mark }) => mark["type"] === type)!;
}

function topOf(spec: VegaLiteSpec): number {
  return (layerOf(spec, "line").encoding["y"]!["scale"] as { domain: [number, number] }).domain[1];
}

/** The highest share of an arm's slates in a bin, in percent. */
function peakOf({ bins, slates }: ArmDensity): number {
  return Math.max(...bins.map(({ count }) => 100 * count / slates));
}

/** The lines of text inside the chart. */
function textsOf(spec: VegaLiteSpec): readonly (readonly string[])[] {
  return layersOf(spec)
    .filter(({ mark }) => mark["type"] === "text")
    .map(({ mark }) => mark["text"] as readonly string[]);
}

Deno.test("the chart has areas, step lines and a vertical zero line", () => {
  const { spec } = slateLiftChart(DENSITIES);
  assertEquals(spec["title"], { text: TITLE, frame: "bounds" });
  assertEquals(layersOf(spec).map(({ mark }) => mark["type"]), [
    "area",
    "line",
    "rule",
    "rect",
    "point",
    "text",
  ]);
  const { mark, encoding } = layerOf(spec, "line");
  assertEquals([mark["interpolate"], mark["clip"]], ["step-after", true]);
  assertEquals(encoding["x"]!["title"], "Change in the expected clicks of a slate");
  assertEquals(encoding["y"]!["title"], "Slates of the arm, in %");
  assertEquals(layerOf(spec, "rule").encoding["x"]!["datum"], 0);
  const [from, to] = (encoding["x"]!["scale"] as { domain: [number, number] }).domain;
  assert(from < Math.min(...PROMOTED_LIFTS) && 0 < to);
});

Deno.test("the steps of each arm are its slates' shares, which add up to all of them", () => {
  for (const arm of ["leave_slate_unchanged", "promote_focal_item"]) {
    const corners = valuesOf(slateLiftChart(DENSITIES).spec).filter((row) => row["arm"] === arm);
    assertEquals(corners.map((row) => row["step"]), corners.map((_, at) => at));
    assertEquals([corners[0]!["share"], corners.at(-1)!["share"]], [0, 0]);
    const all = corners.reduce((sum, { share }) => sum + (share as number), 0);
    assertAlmostEquals(all, 100, 1e-10);
  }
});

Deno.test("pointing at a bin tells its edges, slates and their share in both arms", () => {
  const { data, encoding } = layerOf(slateLiftChart(DENSITIES).spec, "rect");
  const fields = (encoding["tooltip"] as unknown as { field: string }[]).map(({ field }) => field);
  assertEquals(fields, [
    "lower",
    "upper",
    "leave_slate_unchanged_slates",
    "leave_slate_unchanged_share",
    "promote_focal_item_slates",
    "promote_focal_item_share",
  ]);
  const rows = valuesOf({ data: data! });
  const [unchanged, promoted] = DENSITIES;
  assertEquals(rows.length, 60);
  rows.forEach((row, at) => {
    const [a, b] = [unchanged!.bins[at]!, promoted!.bins[at]!];
    assertEquals(fields.map((field) => row[field]), [
      ...[a.lower, a.upper],
      ...[a.count, 100 * a.count / unchanged!.slates],
      ...[b.count, 100 * b.count / promoted!.slates],
    ]);
  });
});

Deno.test("the promoted arm sets the scale; the other's spike is cut off, marked and named", async () => {
  const { spec } = slateLiftChart(DENSITIES);
  const [unchanged, promoted] = DENSITIES;
  assertGreater(topOf(spec), peakOf(promoted!));
  assertLess(topOf(spec), 2 * peakOf(promoted!));
  assertLess(topOf(spec), peakOf(unchanged!));
  const spike = unchanged!.bins.find(({ count }) => count > 0)!;
  assertEquals(valuesOf({ data: layerOf(spec, "point").data! }), [
    { centre: (spike.lower + spike.upper) / 2 },
  ]);
  assertEquals(textsOf(spec), [[
    "Slate left unchanged: all 1,495 slates",
    "in the bin at 0 (100 %, cut off)",
  ]]);
  const svg = await renderSvg(spec);
  for (const line of textsOf(spec)[0]!) assert(svg.includes(`>${line}</tspan>`), line);
  for (
    const text of [
      TITLE,
      "Slates of the arm, in %",
      "slate left unchanged",
      "focal movie promoted",
    ]
  ) {
    assert(svg.includes(`>${text}</text>`), text);
  }
});

Deno.test("the words stand on the side of the spike that has room", () => {
  const sides = [PROMOTED_LIFTS, PROMOTED_LIFTS.map((lift) => -lift)].map((lifts) => {
    const { mark, data } = layerOf(slateLiftChart(densitiesOf([0, 0, 0], lifts)).spec, "text");
    return [mark["align"], Number(valuesOf({ data: data! })[0]!["edge"]) < 0];
  });
  assertEquals(sides, [["right", true], ["left", false]]);
});

Deno.test("one arm alone is drawn in full", async () => {
  for (
    const [at, absent] of [[0, ">focal movie promoted<"], [1, ">slate left unchanged<"]] as const
  ) {
    const alone = DENSITIES.slice(at, at + 1);
    const { spec } = slateLiftChart(alone);
    assertGreater(topOf(spec), peakOf(alone[0]!));
    assertEquals(textsOf(spec), []);
    assert(!(await renderSvg(spec)).includes(absent));
  }
});

Deno.test("an unchanged arm that is about as high as the promoted one is drawn in full", () => {
  const densities = densitiesOf(PROMOTED_LIFTS.map((lift) => lift + 0.3), PROMOTED_LIFTS);
  const { spec } = slateLiftChart(densities);
  assertGreater(topOf(spec), Math.max(...densities.map(peakOf)));
  assertEquals(textsOf(spec), []);
});

Deno.test("several cut bins are counted, and one away from zero is named by its edges", () => {
  const evenly = Array.from({ length: 101 }, (_, at) => -1 + at / 50);
  const textOf = (unchanged: readonly number[]) =>
    textsOf(slateLiftChart(densitiesOf(unchanged, evenly, 20)).spec);
  assertEquals(textOf([-0.95, -0.75, -0.75]), [[
    "Slate left unchanged: all 3 slates",
    "in 2 bins (up to 66.7 %, cut off)",
  ]]);
  assertEquals(textOf([...Array.from({ length: 19 }, () => 0.55), -0.55]), [[
    "Slate left unchanged: 19 of 20 slates",
    "from 0.500 to 0.600 (95.0 %, cut off)",
  ]]);
});

Deno.test("an arrowhead marks every bin that is cut off", () => {
  const evenly = Array.from({ length: 101 }, (_, at) => -1 + at / 50);
  const { spec } = slateLiftChart(densitiesOf([-0.95, -0.75, -0.75], evenly, 20));
  const [first, second] = valuesOf({ data: layerOf(spec, "point").data! });
  assertAlmostEquals(first!["centre"] as number, -0.95, 1e-12);
  assertAlmostEquals(second!["centre"] as number, -0.75, 1e-12);
});

Deno.test("slates that all have no lift at all have a chart", async () => {
  const chart = slateLiftChart(densitiesOf([0, 0], [0, 0, 0]));
  assertEquals(textsOf(chart.spec), []);
  assertStringIncludes(await renderSvg(chart.spec), ">focal movie promoted</text>");
  assertEquals(
    chart.caption,
    "All 3 promoted slates stay as they are: 0.00 clicks a slate on average. Change in the expected " +
      "clicks of a slate, over 60 common bins; slate left unchanged: all 2 slates in the bin at 0; " +
      "focal movie promoted: all 3 slates in the bin at 0.",
  );
});

Deno.test("the caption states where each arm's slates are", () => {
  const { caption } = slateLiftChart(densitiesOf([0, 0], [-1, -0.75, -0.7, 0.5], 6));
  assertEquals(
    caption,
    "75.0 % of the promoted slates lose, 25.0 % gain: −0.49 clicks a slate on average. Change in the " +
      "expected clicks of a slate, over 6 common bins; slate left unchanged: all 2 slates in the bin at " +
      "0; focal movie promoted: 4 slates from −1.00 to 0.50, most (50.0 %) between −0.750 and −0.500.",
  );
});

Deno.test("without slates the chart says so, and why", async () => {
  const chart = slateLiftChart([], { title: "Lift", whenEmpty: "Nothing was promoted." });
  assertEquals(chart.caption, "Lift. Nothing was promoted.");
  assertStringIncludes(await renderSvg(chart.spec), "Nothing was promoted.");
  assertStringIncludes(slateLiftChart([]).caption, "There is no slate.");
});

Deno.test("the title counts gains and losses of the promoted slates themselves, not of bins", () => {
  const titled = (lifts: readonly number[]) =>
    slateLiftChart(densitiesOf([0, 0], lifts, 1)).caption;
  assertStringIncludes(titled([0.5, 0.25]), "All 2 promoted slates gain: +0.38 clicks a slate");
  assertStringIncludes(titled([-0.5]), "The only promoted slate changes by −0.50 clicks.");
  assertStringIncludes(
    titled([-0.001, 0, 0.002, 0.002]),
    "25.0 % of the promoted slates lose, 50.0 % gain: 0.00",
  );
  assertStringIncludes(
    slateLiftChart(densitiesOf([0, 0], [])).caption,
    "No slate is promoted, so none gains or loses.",
  );
});
