import {
  assert,
  assertEquals,
  assertGreater,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import type { Chart } from "lib/charts/chart.ts";
import { renderSvg } from "lib/charts/render.ts";
import { segmentEffectsChart } from "lib/charts/segment_effects.ts";
import type { JudgedSegment } from "lib/effects/judged_segment.ts";
import { ALL_SEGMENTS, CATEGORIES, judged, OVERALL } from "./effects.ts";
import { heightsOfLabels, layersOf } from "./picture.ts";

const titleOf = ({ spec }: Chart) =>
  [(spec["title"] as { text: string | string[] }).text].flat().join(" ");

/** The rows of a layer, by its mark and the field that it shows. */
function rowsOf({ spec }: Chart, mark: string, field: string): readonly Record<string, unknown>[] {
  const layer = layersOf(spec).find(({ mark: { type }, encoding }) =>
    type === mark && [encoding["x"]?.["field"], encoding["text"]?.["field"]].includes(field)
  );
  return (layer!.data as unknown as { values: Record<string, unknown>[] }).values;
}

/** A segment with an estimate and an interval of the given half width. */
function segment(
  [segmentColumn, name]: readonly [string, string],
  [lift, half]: readonly [number, number],
  rest: Partial<Omit<JudgedSegment, "effect">> = {},
): JudgedSegment {
  const effect = { ...CATEGORIES[0]!, segmentColumn, segment: name, lift };
  return {
    effect: { ...effect, lower: lift - half, upper: lift + half },
    standing: "sound",
    truth: undefined,
    ...rest,
  };
}

Deno.test("the chart has a zero line, the overall effect, intervals and estimates per 100", () => {
  const { spec } = segmentEffectsChart(judged(CATEGORIES), { overall: OVERALL });
  assertEquals(spec["$schema"], "https://vega.github.io/schema/vega-lite/v5.json");
  assertEquals(spec["width"], 736);
  const layers = layersOf(spec);
  const shown = layers.map(({ mark, encoding }) =>
    `${mark["type"]} ${encoding["x"]!["field"] ?? encoding["x"]!["datum"] ?? ""}`
  );
  for (const layer of ["rule 0", "rule overall", "rule from", "point lift", "point truth"]) {
    assert(shown.includes(layer), layer);
  }
  const [weather] = rowsOf({ spec } as Chart, "point", "lift");
  assertEquals(weather!["lift"], 100 * 0.0501);
  assertEquals(weather!["treatedClicks"], 54);
});

Deno.test("the title states what is found, in every case", () => {
  const named = (name: string, lift: number, half: number, rest = {}) =>
    segment(["category", name], [lift, half], rest);
  const cases: readonly (readonly [readonly JudgedSegment[], string])[] = [
    [
      [named("tv", 0.05, 0.01), named("weather", 0.04, 0.01), named("autos", 0, 0.01)],
      "The estimated effect is largest for tv and weather; 2 of 3 intervals exclude zero",
    ],
    [
      [named("tv", 0.05, 0.01), named("autos", 0.04, 0.01)],
      "The estimated effect is largest for tv and autos; all 2 intervals exclude zero",
    ],
    [
      [named("tv", -0.05, 0.01), named("autos", -0.01, 0.02)],
      "The estimated effect is lowest for tv; 1 of 2 intervals excludes zero",
    ],
    [
      [named("tv", 0.01, 0.02), named("autos", -0.01, 0.02)],
      "The estimates lie between −1.0 and 1.0 clicks per 100 displays; none of 2 intervals excludes " +
      "zero",
    ],
    [
      [named("tv", 0.01, 0.02)],
      "For tv, the estimated effect is 1.0 clicks per 100 displays; its interval holds zero",
    ],
    [
      [named("tv", 0.3, 0.01, { standing: "no overlap" }), named("autos", 0.02, 0.01)],
      "The estimated effect is largest for autos; the only interval with enough data excludes zero",
    ],
    [
      [
        named("tv", 0.3, 0.01, { standing: "no overlap" }),
        named("autos", 0.02, 0.01, { standing: "few treated clicks" }),
      ],
      "None of the 2 categories has enough to go by",
    ],
    [
      [named("tv", 0.02, 0.01, { truth: 0 }), named("autos", 0, 0.01, { truth: 0 })],
      "The true effect is 0 everywhere; 1 of 2 intervals leaves it out",
    ],
    [
      [named("tv", 0.02, 0.03, { truth: 0 })],
      "The true effect is 0 everywhere; the only interval with enough data holds it",
    ],
  ];
  for (const [segments, title] of cases) {
    const chart = segmentEffectsChart(segments, { plural: "categories" });
    assertEquals(titleOf(chart), title);
    assertStringIncludes(chart.caption, title);
  }
});

Deno.test("a segment that cannot be trusted is never named in the title", () => {
  const chart = segmentEffectsChart([
    segment(["category", "recipes"], [0.9, 0.01], { standing: "few treated clicks" }),
    segment(["category", "tv"], [0.02, 0.01]),
    segment(["category", "news"], [0.01, 0.001]),
  ]);
  assert(!titleOf(chart).includes("recipes"));
});

const HISTORY = { name: "history_bucket", levels: ["0", "1-10", "11-30", "101+"] };

Deno.test("ordered segments stand in their order, all others by estimate", async () => {
  const segments = [
    segment(["history_bucket", "1-10"], [0.05, 0.01]),
    segment(["history_bucket", "missing"], [0.04, 0.01]),
    segment(["history_bucket", "0"], [0.01, 0.02], { standing: "few treated clicks" }),
    segment(["history_bucket", "101+"], [0.001, 0.01]),
    segment(["history_bucket", "11-30"], [0.03, 0.01]),
  ];
  const orderOf = async (chart: Chart) => {
    const heights = heightsOfLabels(await renderSvg(chart.spec));
    return [...heights].filter(([label]) => !/^−?\d+$|^Articles/.test(label))
      .sort(([, a], [, b]) => a - b).map(([label]) => label);
  };
  const ordered = segmentEffectsChart(segments, { ordered: [HISTORY] });
  assertEquals(await orderOf(ordered), [
    "none",
    "1 to 10",
    "11 to 30",
    "101 or more",
    "not recorded",
  ]);
  assertEquals(await orderOf(segmentEffectsChart(segments)), [
    "1 to 10",
    "not recorded",
    "11 to 30",
    "none",
    "101 or more",
  ]);
  const withoutMissing = segments.filter(({ effect }) => effect.segment !== "missing");
  assertEquals(
    titleOf(segmentEffectsChart(withoutMissing, { ordered: [HISTORY] })),
    "The estimated effect falls with articles read before, from 5.0 (1 to 10) to 0.1 (101 or more); " +
      "2 of the 3 intervals with enough data exclude zero",
  );
});

Deno.test("the marks say how far an estimate can be trusted, and the legend just what occurs", () => {
  const legendOf = (segments: readonly JudgedSegment[]) => {
    const layer = layersOf(segmentEffectsChart(segments).spec).find(({ encoding }) =>
      encoding["shape"] !== undefined
    )!;
    return (layer.encoding["shape"]!["scale"] as unknown as { domain: string[] }).domain;
  };
  const [weather, tv, movies, autos] = CATEGORIES.map((effect) => judged([effect])[0]!);
  assertEquals(legendOf([weather!]), ["interval excludes zero"]);
  assertEquals(
    legendOf([
      weather!,
      movies!,
      { ...tv!, standing: "few treated clicks" },
      { ...autos!, standing: "no overlap", truth: 0.01 },
    ]),
    [
      "interval excludes zero",
      "interval holds zero",
      "too few clicks to rely on",
      "no overlap: extrapolated",
      "true effect",
    ],
  );
});

Deno.test("an estimate far beyond all others does not set the scale, and its number is written", async () => {
  const segments = [
    segment(["candidate_set_bucket", "1-10"], [0.2113, 0.03], {
      standing: "no overlap",
      truth: 0.04,
    }),
    segment(["candidate_set_bucket", "11-25"], [0.038, 0.01], { truth: 0.03 }),
    segment(["candidate_set_bucket", "26-50"], [0.027, 0.007], { truth: 0.02 }),
  ];
  for (const first of [segments[0]!, { ...segments[0]!, standing: "sound" as const }]) {
    const chart = segmentEffectsChart([first, ...segments.slice(1)]);
    const scale = layersOf(chart.spec).find(({ encoding }) => encoding["x"]?.["field"] === "lift")!
      .encoding["x"]!["scale"] as unknown as { domain: [number, number] };
    assert(scale.domain[1] < 10, `${scale.domain}`);
    assertEquals(rowsOf(chart, "text", "far").map((row) => row["far"]), ["21.1"]);
    assertEquals(rowsOf(chart, "point", "lift").length, 2);
    assertEquals(rowsOf(chart, "point", "truth").length, 3);
    assertStringIncludes(await renderSvg(chart.spec), ">21.1</text>");
    assertStringIncludes(chart.reading!, "An arrow with a number");
  }
});

Deno.test("of two estimates none is beyond, however far apart they are", () => {
  const chart = segmentEffectsChart([
    segment(["category", "tv"], [0.9, 0.01]),
    segment(["category", "news"], [0.01, 0.01]),
  ]);
  assertEquals(rowsOf(chart, "point", "lift").length, 2);
});

Deno.test("every segment has a line of its own, whatever the segments are called", async () => {
  for (
    const [segments, labels] of [
      [["missing", "missing (no value)"], ["missing", "missing (no value)"]],
      [["news", "news"], ["news", "news"]],
      [["h0000", ""], ["h0000", '""']],
    ] as const
  ) {
    const chart = segmentEffectsChart(
      segments.map((name, at) => segment(["topic", name], [0.03 - at / 100, 0.001])),
    );
    const svg = await renderSvg(chart.spec);
    for (const label of labels) {
      assertStringIncludes(svg, `>${label}</text>`);
    }
    const intervals = rowsOf(chart, "rule", "from");
    assertEquals(new Set(intervals.map((row) => row["key"])).size, 2);
  }
});

Deno.test("only the largest of a long table are drawn, and the reading says of how many", () => {
  const many = Array.from(
    { length: 20 },
    (_, at) => segment(["category", `segment ${at}`], [(at + 1) / 100, 0.001]),
  );
  const chart = segmentEffectsChart(many, { maxSegments: 2 });
  const drawn = rowsOf(chart, "point", "lift").map((row) => row["segment"]);
  assertEquals(drawn, ["segment 19", "segment 18"]);
  assertStringIncludes(chart.reading!, "the first 2 of 20");
  assertEquals(rowsOf(segmentEffectsChart(many), "point", "lift").length, 15);
});

Deno.test("more segments make a higher chart", () => {
  const height = (count: number) =>
    segmentEffectsChart(
      Array.from({ length: count }, (_, at) => segment(["category", String(at)], [0.01, 0.01])),
    ).spec["height"] as number;
  assertGreater(height(15), height(10));
  assertGreater(height(2), 100);
});

Deno.test("the reading explains the marks that occur, and how many intervals cover the truth", () => {
  const plain = segmentEffectsChart(judged(CATEGORIES)).reading!;
  assert(!/hollow|hatched|Diamond|arrow/.test(plain));
  const [first, ...rest] = judged(CATEGORIES, { truth: 0.05 });
  const full = segmentEffectsChart([{ ...first!, standing: "few treated clicks" }, ...rest], {
    overall: OVERALL,
  }).reading!;
  assertMatch(
    full,
    /hollow one.*Diamonds are the true effects; 3 of the 4 intervals cover theirs/,
  );
});

Deno.test("the caption states the range and what the intervals hold", () => {
  assertStringIncludes(
    segmentEffectsChart(judged(CATEGORIES, { truth: 0.03 })).caption,
    "with 95 % intervals: from 5.0 for weather down to −2.7 for autos. Of 4 intervals 2 lie above " +
      "zero and 1 below; 3 cover the true effect.",
  );
});

Deno.test("segments of several divisions stand under a heading that fits all", async () => {
  const svg = await renderSvg(segmentEffectsChart(judged(ALL_SEGMENTS)).spec);
  assertStringIncludes(svg, ">Segment</text>");
  assertEquals(svg.match(/>1 to 10<\/text>/g)?.length, 2);
});

Deno.test("without segments the chart says so, and why", async () => {
  const chart = segmentEffectsChart([], {
    plural: "categories",
    whenEmpty: "No segment has 9 rows.",
  });
  const svg = await renderSvg(chart.spec);
  assertStringIncludes(svg, "There are no estimates for categories");
  assertStringIncludes(svg, "No segment has 9 rows.");
  assertStringIncludes(segmentEffectsChart([], { whenEmpty: "" }).caption, "No segment");
});

Deno.test("a segment without an estimate is left out, a missing rate is not", () => {
  const chart = segmentEffectsChart(judged([
    { ...CATEGORIES[0]!, lower: NaN },
    { ...CATEGORIES[1]!, controlClickRate: NaN, naiveLift: NaN },
  ]));
  const [row, ...rest] = rowsOf(chart, "point", "lift");
  assertEquals([row!["segment"], row!["naiveLift"], rest.length], ["tv", null, 0]);
});
