import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import type { Chart } from "lib/charts/chart.ts";
import type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
import { renderSvg } from "lib/charts/render.ts";
import { slateWaterfallChart } from "lib/charts/slate_waterfall.ts";
import type { SlatePart } from "lib/interference/slate_parts.ts";
import { type Layer, layersOf, valuesOf } from "./picture.ts";
import { PARTS } from "./slate_records.ts";

const withTruths = (...truths: readonly number[]): readonly SlatePart[] =>
  PARTS.map((part, at) => ({ ...part, truth: truths[at]! }));

Deno.test("each bar begins where the one above ends, and the last is the whole from zero", () => {
  const rows = valuesOf(slateWaterfallChart(PARTS).spec);
  assertEquals(rows.map(({ part }) => part), PARTS.map(({ part }) => part));
  assertEquals(rows[0]!["start"], 0);
  assertEquals(rows[1]!["start"], rows[0]!["end"]);
  assertEquals(rows[2]!["start"], rows[1]!["end"]);
  assertEquals([rows[3]!["start"], rows[3]!["end"]], [0, -0.31]);
  // Two additions of numbers below 1.
  assertAlmostEquals(rows[2]!["end"] as number, rows[3]!["end"] as number, 1e-15);
  assertEquals(rows.map(({ next }) => next), [
    "same_cluster_items",
    "other_items",
    "whole_slate",
    null,
  ]);
});

const panelsOf = (chart: Chart) =>
  (chart.spec["vconcat"] as unknown as readonly VegaLiteSpec[]).map(layersOf);

Deno.test("what the experiment shows is drawn from zero, beside the truth, on one scale with it", () => {
  const chart = slateWaterfallChart(PARTS);
  const rows = valuesOf(chart.spec);
  rows.forEach((row, at) => {
    const { difference, lower, upper } = PARTS[at]!.shown!;
    assertEquals([row["shown"], row["lower"], row["upper"]], [difference, lower, upper]);
  });
  assertEquals(rows.map(({ label, side }) => [label, side]), [
    ["+0.18", "right"],
    ["−0.20", "left"],
    ["−0.29", "left"],
    ["−0.31", "left"],
  ]);
  const [above, below] = panelsOf(chart);
  assertEquals(above!.map(({ mark }) => mark["type"]), ["rule", "bar", "rule", "text", "text"]);
  assertEquals(below!.map(({ mark }) => mark["type"]), ["rule", "rule", "point", "point"]);
  assertEquals(below!.slice(1).map(({ encoding }) => encoding["x"]!["field"]), [
    "lower",
    "shown",
    "truth",
  ]);
  const scaleOf = (layer: Layer) => layer.encoding["x"]!["scale"] as { domain: [number, number] };
  const { domain: [from, to] } = scaleOf(above![1]!);
  assertEquals(scaleOf(below![1]!).domain, [from, to]);
  for (const row of rows) {
    for (const name of ["start", "end", "shown", "lower", "upper", "truth"]) {
      assert(from < (row[name] as number) && (row[name] as number) < to, name);
    }
  }
});

Deno.test("parts, numbers and axes can be read", async () => {
  const svg = await renderSvg(slateWaterfallChart(PARTS).spec);
  for (
    const text of [
      ...["Promoted movie", "Others of its genre", "All other movies", "Whole slate"],
      ...["+0.18", "−0.31", "True change in the clicks of a slate, on average"],
      "What one experiment's clicks show, with 95 % intervals",
    ]
  ) {
    assert(svg.includes(`>${text}</text>`), text);
  }
});

Deno.test("the title is the finding, whatever the signs", () => {
  const titled = (...truths: readonly number[]) =>
    slateWaterfallChart(withTruths(...truths)).caption;
  assertStringIncludes(
    slateWaterfallChart(PARTS).caption,
    "Promotion wins the movie 0.18 clicks and costs the others of its slate 0.49: the slate loses 0.31.",
  );
  assertStringIncludes(
    titled(0.5, 0.25, 0, 0.75),
    "wins the movie 0.50 clicks and wins the others of its slate 0.25: the slate gains 0.75.",
  );
  assertStringIncludes(
    titled(-0.5, -0.25, 0.75, 0),
    "costs the movie 0.50 clicks and wins the others of its slate 0.50: the slate neither gains nor loses.",
  );
});

Deno.test("the reading counts the intervals that reach the truth", () => {
  assertStringIncludes(
    slateWaterfallChart(PARTS).reading!,
    "3 of the 4 intervals cover it.",
  );
  assertStringIncludes(
    slateWaterfallChart(withTruths(0.19, 5, 5, 5)).reading!,
    "1 of the 4 intervals covers it.",
  );
  const alone = PARTS.map((part) => ({ ...part, shown: undefined }));
  const { spec, reading, caption } = slateWaterfallChart(alone);
  assertStringIncludes(reading!, "fewer than two slates");
  assertEquals((spec["vconcat"] as unknown as unknown[]).length, 1);
  assert(!caption.includes("shown"));
});

Deno.test("the caption says truth and experiment of every part", () => {
  assertStringIncludes(
    slateWaterfallChart(PARTS).caption,
    "Promoted movie 0.18 (shown 0.19, 0.15 to 0.23); Others of its genre −0.20 (shown −0.10, −0.16 to " +
      "−0.04);",
  );
});

Deno.test("without parts the chart says so, and why", () => {
  assertStringIncludes(slateWaterfallChart([]).caption, "There is no slate.");
  assertEquals(
    slateWaterfallChart([], { title: "Parts", whenEmpty: "None." }).caption,
    "Parts. None.",
  );
});
