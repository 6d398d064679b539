import { assert, assertEquals, assertLess, assertStringIncludes } from "@std/assert";
import type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
import { groupOutcomesChart } from "lib/charts/group_outcomes.ts";
import { renderSvg } from "lib/charts/render.ts";
import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";
import { layersOf, valuesOf } from "./picture.ts";
import { OUTCOMES } from "./slate_records.ts";

const TITLE = "Simulated Outcomes by Exposure Group";
const PANELS = ["Observed simulated click rate", "Known probability lift vs no promotion"];

function panelsOf(spec: VegaLiteSpec): readonly VegaLiteSpec[] {
  return spec["vconcat"] as unknown as readonly VegaLiteSpec[];
}

function domainOf(panel: VegaLiteSpec): readonly [number, number] {
  return (layersOf(panel)[0]!.encoding["y"]!["scale"] as { domain: [number, number] }).domain;
}

Deno.test("two panels of bars with a zero line share one order of groups", () => {
  const panels = panelsOf(groupOutcomesChart(OUTCOMES).spec);
  assertEquals(panels.map(({ title }) => (title as { text: string }).text), PANELS);
  for (const [at, field] of ["clickRate", "meanLift"].entries()) {
    const layers = layersOf(panels[at]!);
    assertEquals(layers.map(({ mark }) => mark["type"]), ["bar", "rule", "text", "text", "text"]);
    const [bars, zero] = layers;
    assertEquals(bars!.encoding["y"]!["field"], field);
    assertEquals(bars!.encoding["y"]!["title"], "Value");
    assertEquals(bars!.encoding["x"]!["title"], "Exposure group");
    assertEquals(bars!.encoding["x"]!["scale"], { domain: [...EXPOSURE_GROUPS] });
    assertEquals(zero!.encoding["y"]!["datum"], 0);
  }
  const [left, right] = panels.map((panel) => layersOf(panel)[0]!.encoding["x"]);
  assertEquals(left, right);
});

Deno.test("each panel has a scale of its own, which holds zero and every value", () => {
  const [rates, lifts] = panelsOf(groupOutcomesChart(OUTCOMES).spec).map(domainOf);
  assertEquals(rates![0], 0);
  for (const { clickRate, meanLift } of OUTCOMES) {
    assertLess(clickRate, rates![1]);
    assert(lifts![0] < meanLift && meanLift < lifts![1]);
  }
  assert(lifts![0] < 0);
  const noLift = OUTCOMES.filter(({ meanLift }) => meanLift === 0);
  const [from, to] = domainOf(panelsOf(groupOutcomesChart(noLift).spec)[1]!);
  assert(from < 0 && to > 0);
});

Deno.test("pointing at a bar tells rows, rates, probabilities and lift", () => {
  for (const panel of panelsOf(groupOutcomesChart(OUTCOMES).spec)) {
    for (const { mark, encoding } of layersOf(panel)) {
      if (mark["type"] === "rule") continue;
      const fields = (encoding["tooltip"] as unknown as { field: string }[]).map(({ field }) =>
        field
      );
      assertEquals(fields, [
        "group",
        "rows",
        "clickRate",
        "meanProbability",
        "meanUnchangedProbability",
        "meanLift",
        "meanEngagement",
      ]);
    }
  }
  assertEquals<unknown>(valuesOf(groupOutcomesChart(OUTCOMES).spec)[4], {
    ...OUTCOMES[4]!,
    arm: "promote_focal_item",
  });
});

Deno.test("titles, groups, rows and numbers can be read, exact zeros as such", async () => {
  const svg = await renderSvg(groupOutcomesChart(OUTCOMES).spec);
  for (
    const text of [
      TITLE,
      ...PANELS,
      "leave slate unchanged",
      "promote focal item",
      ...["0.344", "0.172", "0.214", "0.177", "0.152"],
      ...["+0.179", "−0.037", "−0.069", "0"],
    ]
  ) {
    assert(svg.includes(`>${text}</text>`), text);
  }
  for (const line of ["direct", "other slate", "non-focal", "12,246 rows"]) {
    // Once in each panel.
    assertEquals(svg.split(`>${line}</tspan>`).length - 1, 2, line);
  }
});

Deno.test("a group without rows keeps its place and says so", async () => {
  const { spec } = groupOutcomesChart(OUTCOMES.slice(4));
  const svg = await renderSvg(spec);
  assertEquals(svg.split(">no rows</tspan>").length - 1, 8);
  assert(!svg.includes("leave slate unchanged"));
});

Deno.test("the caption states both numbers of every group in the order of the chart", () => {
  assertEquals(
    groupOutcomesChart(OUTCOMES).caption,
    `${TITLE}. Observed simulated click rate and known probability lift vs no promotion: ` +
      "direct promoted 0.3435 and 0.1794; focal control 0.1719 and 0.0000; " +
      "same cluster spillover 0.1522 and -0.0686; other slate spillover 0.1770 and -0.0370; " +
      "unchanged non-focal 0.2141 and 0.0000.",
  );
});

Deno.test("without rows the chart says so, and why", async () => {
  const chart = groupOutcomesChart([], { title: "Outcomes", whenEmpty: "Nothing was drawn." });
  assertEquals(chart.caption, "Outcomes. Nothing was drawn.");
  assertStringIncludes(await renderSvg(chart.spec), "Nothing was drawn.");
  assertEquals(groupOutcomesChart([]).caption, `${TITLE}. There is no row.`);
});
