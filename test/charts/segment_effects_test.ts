import { assert, assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import { renderSvg } from "lib/charts/render.ts";
import { segmentEffectsChart } from "lib/charts/segment_effects.ts";
import { ALL_SEGMENTS, CATEGORIES } from "./effects.ts";
import { heightsOfLabels, layersOf, valuesOf } from "./picture.ts";

const TITLE = "Doubly Robust Top-3 Lift By Category";

Deno.test("the chart has a zero line, intervals with caps at both ends, and points", () => {
  const { spec } = segmentEffectsChart(CATEGORIES, { title: TITLE });
  assertEquals(spec["$schema"], "https://vega.github.io/schema/vega-lite/v5.json");
  assertEquals(spec["title"], TITLE);
  const layers = layersOf(spec);
  assertEquals(
    layers.map(({ mark, encoding }) => [
      mark["type"],
      encoding["x"]!["field"] ?? encoding["x"]!["datum"],
      encoding["x2"]?.["field"],
    ]),
    [
      ["rule", 0, undefined],
      ["rule", "lower", "upper"],
      ["tick", "lower", undefined],
      ["tick", "upper", undefined],
      ["point", "lift", undefined],
    ],
  );
  for (const { encoding } of layers.slice(1)) {
    assertEquals(encoding["x"]!["title"], "Doubly robust lift in click probability");
    assertEquals(encoding["y"]!["title"], "Segment");
  }
});

Deno.test("pointing at a segment tells rows, arms, lift and interval", () => {
  const { spec } = segmentEffectsChart(CATEGORIES, { title: TITLE });
  for (const { encoding } of layersOf(spec).slice(1)) {
    const fields = (encoding["tooltip"] as unknown as { field: string }[]).map(({ field }) =>
      field
    );
    for (
      const field of ["segment", "rows", "treatedRows", "controlRows", "lift", "lower", "upper"]
    ) {
      assert(fields.includes(field), field);
    }
  }
});

Deno.test("the largest lift is on top, whatever the order within the first segments", async () => {
  const shuffled = [CATEGORIES[2]!, CATEGORIES[0]!, CATEGORIES[3]!, CATEGORIES[1]!];
  for (const effects of [CATEGORIES, shuffled]) {
    const chart = segmentEffectsChart(effects, { title: TITLE });
    const heights = heightsOfLabels(await renderSvg(chart.spec));
    const order = CATEGORIES.map(({ segment }) => heights.get(segment)!);
    assertEquals(order, [...order].sort((a, b) => a - b));
    assertEquals(new Set(order).size, CATEGORIES.length);
  }
});

Deno.test("every segment has a line of its own, whatever the segments are called", async () => {
  const called = (...segments: [column: string, segment: string][]) =>
    segments.map(([segmentColumn, segment], at) => ({
      ...CATEGORIES[at]!,
      segmentColumn,
      segment,
    }));
  for (
    const [effects, labels] of [
      [
        called(["topic", "missing"], ["topic", "missing (no value)"]),
        ["missing", "missing (no value)"],
      ],
      [called(["topic", "news"], ["hour", "news"]), ["news (topic)", "news (hour)"]],
      [called(["topic", "news"], ["topic", "news"]), ["news (topic)", "news (topic) (2)"]],
    ] as const
  ) {
    const heights = heightsOfLabels(
      await renderSvg(segmentEffectsChart(effects, { title: TITLE }).spec),
    );
    assertEquals(new Set(labels.map((label) => heights.get(label))).size, 2);
    assert(labels.every((label) => heights.has(label)));
  }
});

Deno.test("only the first segments of a long table are drawn, fifteen by default", () => {
  const many = Array.from({ length: 20 }, (_, at) => ({
    ...CATEGORIES[0]!,
    segment: `segment ${at}`,
    lift: 1 - at / 20,
  }));
  const drawn = (maxSegments?: number) =>
    valuesOf(
      segmentEffectsChart(many, {
        title: TITLE,
        ...(maxSegments === undefined ? {} : { maxSegments }),
      }).spec,
    ).map((row) => row["segment"]);
  assertEquals(drawn(), many.slice(0, 15).map(({ segment }) => segment));
  assertEquals(drawn(2), ["segment 0", "segment 1"]);
});

Deno.test("more segments make a higher chart", () => {
  const height = (count: number) => {
    const effects = Array.from({ length: count }, (_, at) => ({
      ...CATEGORIES[0]!,
      segment: String(at),
    }));
    return segmentEffectsChart(effects, { title: TITLE }).spec["height"] as number;
  };
  assertGreater(height(15), height(10));
  assertGreater(height(2), 100);
});

Deno.test("the spec holds the numbers at full precision", () => {
  const [row] = valuesOf(segmentEffectsChart(CATEGORIES, { title: TITLE }).spec);
  assertEquals(row, { ...CATEGORIES[0]!, label: "weather" });
});

Deno.test("segments of one name in two columns keep a line each", async () => {
  const chart = segmentEffectsChart(ALL_SEGMENTS, { title: TITLE });
  const heights = heightsOfLabels(await renderSvg(chart.spec));
  assert(heights.has("1-10 (history_bucket)"));
  assert(heights.has("1-10 (candidate_set_bucket)"));
});

Deno.test("the caption states the range and how many intervals exclude zero", () => {
  assertEquals(
    segmentEffectsChart(CATEGORIES, { title: TITLE }).caption,
    `${TITLE}. Doubly robust lift in click probability with 95 % intervals for 4 segments, from ` +
      "0.0501 (weather) down to -0.0274 (autos). " +
      "Intervals entirely above zero: 2, entirely below: 1, of 4.",
  );
  const one = segmentEffectsChart(CATEGORIES.slice(0, 1), { title: TITLE });
  assertStringIncludes(one.caption, "for one segment: 0.0501 (weather)");
});

Deno.test("without segments the chart says so, and why", async () => {
  const chart = segmentEffectsChart([], { title: TITLE, whenEmpty: "No segment has 9 rows." });
  const svg = await renderSvg(chart.spec);
  assertStringIncludes(svg, TITLE);
  assertStringIncludes(svg, "No segment has 9 rows.");
  assertStringIncludes(
    segmentEffectsChart([], { title: TITLE, whenEmpty: "" }).caption,
    "No segment",
  );
});

Deno.test("a segment without an estimate is left out, a missing rate is not", () => {
  const effects = [
    { ...CATEGORIES[0]!, lower: NaN },
    { ...CATEGORIES[1]!, controlClickRate: NaN, naiveLift: NaN },
  ];
  const [row, ...rest] = valuesOf(segmentEffectsChart(effects, { title: TITLE }).spec);
  assertEquals([row!["segment"], row!["naiveLift"], rest.length], ["tv", null, 0]);
});
