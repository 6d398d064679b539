import { Resvg } from "@resvg/resvg-js";
import { assert, assertEquals, assertGreaterOrEqual, assertLessOrEqual } from "@std/assert";
import type { Chart } from "lib/charts/chart.ts";
import { clusterSpilloverChart } from "lib/charts/cluster_spillover.ts";
import { focalPositionsChart } from "lib/charts/focal_positions.ts";
import { FONT_FILES } from "lib/charts/fonts.ts";
import { groupOutcomesChart } from "lib/charts/group_outcomes.ts";
import { positionChangesChart } from "lib/charts/position_changes.ts";
import { drawChart } from "lib/charts/render.ts";
import { slateLiftChart } from "lib/charts/slate_lift.ts";
import { escapeHtml } from "lib/text/escape_html.ts";
import { slateWaterfallChart } from "lib/charts/slate_waterfall.ts";
import { CLUSTERS, DENSITIES, FOCAL_POSITIONS, MOVES, OUTCOMES, PARTS } from "./slate_records.ts";

const CHARTS: readonly Chart[] = [
  focalPositionsChart(FOCAL_POSITIONS),
  positionChangesChart(MOVES),
  positionChangesChart(MOVES.slice(1, 2)),
  clusterSpilloverChart(CLUSTERS),
  clusterSpilloverChart(CLUSTERS.slice(13)),
  groupOutcomesChart(OUTCOMES),
  groupOutcomesChart(OUTCOMES.slice(4)),
  slateWaterfallChart(PARTS),
  slateWaterfallChart(PARTS.map((part) => ({ ...part, truth: -part.truth }))),
  slateWaterfallChart(PARTS.map((part) => ({ ...part, shown: undefined }))),
  slateLiftChart(DENSITIES),
  slateLiftChart(DENSITIES.slice(1)),
];

Deno.test("no text of a slate chart is cut off at its edge", async () => {
  for (const chart of CHARTS) {
    const { svg, width, height } = await drawChart(chart);
    // The white ground would hide what lies on it, and marks cut off on purpose are no text.
    const inked = svg
      .replace(/<rect[^>]*fill="white"[^>]*\/?>/, "")
      .replaceAll(/<g [^>]*clip-path=[^>]*>(<path[^>]*>)*<\/g>/g, "");
    const fontFiles = Object.values(FONT_FILES);
    const ink = new Resvg(inked, { font: { loadSystemFonts: false, fontFiles } }).getBBox()!;
    assertGreaterOrEqual(ink.x, 4, chart.caption);
    assertGreaterOrEqual(ink.y, 4, chart.caption);
    assertLessOrEqual(ink.x + ink.width, width - 4, chart.caption);
    assertLessOrEqual(ink.y + ink.height, height - 4, chart.caption);
  }
});

Deno.test("no text of a slate chart is shortened, and its caption is in the drawing", async () => {
  for (const chart of CHARTS) {
    const { svg } = await drawChart(chart);
    assert(!svg.includes("…"), chart.caption);
    assert(svg.includes(`<desc>${escapeHtml(chart.caption)}</desc>`));
    assertEquals(chart.spec["description"], chart.caption);
  }
});

Deno.test("slate charts embed no more than some hundred rows", () => {
  for (const { spec, caption } of CHARTS) {
    assertLessOrEqual(JSON.stringify(spec).length, 40_000, caption);
  }
});
