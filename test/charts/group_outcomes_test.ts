import { assert, assertEquals, assertLess, assertStringIncludes } from "@std/assert";
import type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
import { groupOutcomesChart } from "lib/charts/group_outcomes.ts";
import { renderSvg } from "lib/charts/render.ts";
import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";
import { layersOf, valuesOf } from "./picture.ts";
import { OUTCOMES } from "./slate_records.ts";

const TITLE =
  "Promotion changes the clicks per 100 displays of the promoted movie by +17.9, of others of " +
  "its genre by −6.9 and of the rest of its slate by −3.7";
const PANELS = [
  "Simulated clicks per 100 displays",
  "True change by the promotion, per 100 displays",
];

function panelsOf(spec: VegaLiteSpec): readonly VegaLiteSpec[] {
  return spec["vconcat"] as unknown as readonly VegaLiteSpec[];
}

function domainOf(panel: VegaLiteSpec): readonly [number, number] {
  return (layersOf(panel)[0]!.encoding["x"]!["scale"] as { domain: [number, number] }).domain;
}

Deno.test("two panels of bars with a zero line share one order of groups", () => {
  const panels = panelsOf(groupOutcomesChart(OUTCOMES).spec);
  assertEquals(panels.map((panel) => layersOf(panel)[0]!.encoding["x"]!["title"]), PANELS);
  for (const [at, field] of ["clickRate", "meanLift"].entries()) {
    const layers = layersOf(panels[at]!);
    assertEquals(layers.map(({ mark }) => mark["type"]), ["bar", "rule", "text", "text"]);
    const [bars, zero] = layers;
    assertEquals(bars!.encoding["x"]!["field"], field);
    assertEquals(bars!.encoding["y"]!["scale"], { domain: [...EXPOSURE_GROUPS] });
    assertEquals(zero!.encoding["x"]!["datum"], 0);
  }
  const [upper, lower] = panels.map((panel) => layersOf(panel)[0]!.encoding["y"]);
  assertEquals(upper, lower);
  assertEquals(panels[0]!["width"], panels[1]!["width"]);
});

Deno.test("each panel has a scale of its own, which holds zero and every value", () => {
  const [rates, lifts] = panelsOf(groupOutcomesChart(OUTCOMES).spec).map(domainOf);
  assertEquals(rates![0], 0);
  for (const { clickRate, meanLift } of OUTCOMES) {
    assertLess(100 * clickRate, rates![1]);
    assert(lifts![0] < 100 * meanLift && 100 * meanLift < lifts![1]);
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
        "groupInWords",
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
    group: "same_cluster_spillover",
    groupInWords: "same genre as the promoted movie",
    arm: "promote_focal_item",
    rows: 4309,
    clickRate: 100 * 0.1522,
    meanProbability: 100 * 0.1466,
    meanUnchangedProbability: 100 * 0.2153,
    meanLift: 100 * -0.0686,
    meanEngagement: 0.2615,
    clickRateText: "15.2",
    meanLiftText: "−6.9",
  });
});

Deno.test("titles, groups, rows and numbers can be read, exact zeros as such", async () => {
  const svg = await renderSvg(groupOutcomesChart(OUTCOMES).spec);
  for (
    const text of [
      ...PANELS,
      "slate left unchanged",
      "focal movie promoted",
      ...["34.4", "17.2", "21.4", "17.7", "15.2"],
      ...["+17.9", "−3.7", "−6.9", "0"],
    ]
  ) {
    assert(svg.includes(`>${text}</text>`), text);
  }
  for (const label of [">promoted movie (1,505)</text>", ">promoted movie (12,246)</tspan>"]) {
    // Once in each panel.
    assertEquals(svg.split(label).length - 1, 2, label);
  }
});

Deno.test("a group without rows keeps its place and says so", async () => {
  const { spec } = groupOutcomesChart(OUTCOMES.slice(4));
  const svg = await renderSvg(spec);
  assertEquals(svg.split("(none)</t").length - 1, 8);
  assert(!svg.includes("slate left unchanged"));
});

Deno.test("the caption states both numbers of every group in the order of the chart", () => {
  assertEquals(
    groupOutcomesChart(OUTCOMES).caption,
    `${TITLE}. Simulated clicks per 100 displays, and their true change by the promotion: ` +
      "promoted movie 34.4 and 17.9; focal movie, not promoted 17.2 and 0.0; " +
      "same genre as the promoted movie 15.2 and −6.9; other genre than the promoted movie 17.7 and " +
      "−3.7; other movie of an unchanged slate 21.4 and 0.0.",
  );
});

Deno.test("without rows the chart says so, and why", async () => {
  const chart = groupOutcomesChart([], { title: "Outcomes", whenEmpty: "Nothing was drawn." });
  assertEquals(chart.caption, "Outcomes. Nothing was drawn.");
  assertStringIncludes(await renderSvg(chart.spec), "Nothing was drawn.");
  assertStringIncludes(groupOutcomesChart([]).caption, "There is no row.");
});

Deno.test("the title tells the change of those that there are, and that there is none without a promotion", () => {
  const titled = (groups: typeof OUTCOMES) => groupOutcomesChart(groups).caption;
  assertStringIncludes(
    titled(OUTCOMES.filter(({ group }) => !group.startsWith("same"))),
    "of the promoted movie by +17.9 and of the rest of its slate by −3.7.",
  );
  assertStringIncludes(
    titled(OUTCOMES.slice(1, 3)),
    "Without a promotion no movie's clicks change.",
  );
});
