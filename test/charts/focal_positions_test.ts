import { assert, assertEquals, assertLessOrEqual, assertStringIncludes } from "@std/assert";
import { focalPositionsChart } from "lib/charts/focal_positions.ts";
import { textWidth } from "lib/charts/fonts.ts";
import { renderSvg } from "lib/charts/render.ts";
import type { FocalPositionCount } from "lib/interference/focal_positions.ts";
import { ASSIGNMENT_ARMS } from "lib/interference/promotion.ts";
import { layersOf, valuesOf } from "./picture.ts";
import { FOCAL_POSITIONS } from "./slate_records.ts";

const TITLE = "The focal movies' mean place is 5.51 where promoted, 5.00 where not";

/** As many slates in every arm at every position. */
function evenly(positions: number, slates: number): FocalPositionCount[] {
  return Array.from({ length: positions }, (_, at) => at + 5).flatMap((position) =>
    ASSIGNMENT_ARMS.map((arm) => ({ position, arm, slates }))
  );
}

Deno.test("two bars a position stand side by side and bear their numbers", () => {
  const { spec } = focalPositionsChart(FOCAL_POSITIONS);
  assertEquals(spec["$schema"], "https://vega.github.io/schema/vega-lite/v5.json");
  assertEquals(spec["title"], { text: TITLE, frame: "bounds" });
  const [bars, numbers] = layersOf(spec);
  assertEquals([bars!.mark["type"], numbers!.mark["type"]], ["bar", "text"]);
  assertEquals(numbers!.encoding["text"]!["field"], "slates");
  for (const { encoding } of [bars!, numbers!]) {
    assertEquals(encoding["x"]!["title"], "Place of the focal movie before any promotion");
    assertEquals(encoding["y"]!["title"], "Slates");
    assertEquals([encoding["x"]!["field"], encoding["y"]!["field"]], ["position", "slates"]);
    assertEquals(encoding["xOffset"]!["field"], "arm");
    assertEquals(encoding["xOffset"]!["scale"], { domain: [...ASSIGNMENT_ARMS] });
    assertEquals(
      (encoding["tooltip"] as unknown as { field: string }[]).map(({ field }) => field),
      [
        "position",
        "armInWords",
        "slates",
        "share",
      ],
    );
  }
});

Deno.test("the spec holds every count and its share of the arm", () => {
  const shares = [100, 100 * 181 / 368, 0, 100 * 187 / 368];
  assertEquals<unknown>(
    valuesOf(focalPositionsChart(FOCAL_POSITIONS).spec),
    FOCAL_POSITIONS.map((count, at) => ({
      ...count,
      armInWords: count.arm === "promote_focal_item"
        ? "focal movie promoted"
        : "slate left unchanged",
      share: shares[at]!,
    })),
  );
});

Deno.test("title, axes, legend, positions and numbers can be read", async () => {
  const svg = await renderSvg(focalPositionsChart(FOCAL_POSITIONS).spec);
  for (
    const text of [
      TITLE,
      "Place of the focal movie before any promotion",
      "Slates",
      "slate left unchanged",
      "focal movie promoted",
      "5",
      "6",
      "1,185",
      "181",
      "0",
      "187",
    ]
  ) {
    assert(svg.includes(`>${text}</text>`), text);
  }
});

Deno.test("the caption states totals and ranges", () => {
  assertEquals(
    focalPositionsChart(FOCAL_POSITIONS, { title: "Focal Items" }).caption,
    "Focal Items. Slates by arm: " +
      "1,185 (slate left unchanged), from 0 to 1,185 a place; " +
      "368 (focal movie promoted), from 181 to 187 a place.",
  );
});

Deno.test("numbers are left out where they would run into each other, and lines come in", () => {
  for (const [positions, slates] of [[1, 3], [8, 187], [8, 62500], [14, 9], [46, 30]] as const) {
    const { spec } = focalPositionsChart(evenly(positions, slates));
    const layers = layersOf(spec);
    const width = spec["width"] as number;
    assertEquals(width, 736);
    const hasGrid = (layers[0]!.encoding["y"]!["axis"] as { grid: boolean }).grid;
    assertEquals(hasGrid, layers.length === 1);
    assertEquals(layers.length, positions === 46 || slates === 62500 ? 1 : 2);
    if (layers.length === 2) {
      const number = textWidth(slates.toLocaleString("en-US"), 11, 400);
      assertLessOrEqual(number, 0.75 * width / positions / 2);
    }
  }
});

Deno.test("an arm without slates keeps its place", async () => {
  const counts = FOCAL_POSITIONS.map((count) => ({
    ...count,
    slates: count.arm === "promote_focal_item" ? count.slates : 0,
  }));
  const { spec, caption } = focalPositionsChart(counts);
  assertEquals(valuesOf(spec).map((row) => row["share"]), [
    null,
    100 * 181 / 368,
    null,
    100 * 187 / 368,
  ]);
  assertStringIncludes(
    caption,
    "All slates are promoted. The focal movies' mean place is 5.51. Slates by arm: 0 (slate left unchanged); 368",
  );
  assertStringIncludes(await renderSvg(spec), ">slate left unchanged</text>");
});

Deno.test("without slates the chart says so, and why", async () => {
  for (const counts of [[], evenly(8, 0)]) {
    const chart = focalPositionsChart(counts, { whenEmpty: "No slate is long enough." });
    const svg = await renderSvg(chart.spec);
    assertStringIncludes(svg, "No slate is long enough.");
    assertStringIncludes(focalPositionsChart(counts).caption, "No slate has a focal item.");
  }
});
