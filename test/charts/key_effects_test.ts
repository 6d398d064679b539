import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Chart } from "lib/charts/chart.ts";
import { keyEffectsChart } from "lib/charts/key_effects.ts";
import { renderSvg } from "lib/charts/render.ts";
import { ALL_SEGMENTS, CATEGORIES, judged, OVERALL } from "./effects.ts";
import { heightsOfLabels, layersOf } from "./picture.ts";

const SEGMENTS = judged(ALL_SEGMENTS);

const titleOf = ({ spec }: Chart) =>
  [(spec["title"] as { text: string | string[] }).text].flat().join(" ");

const drawnIn = ({ spec }: Chart, field = "lift") =>
  layersOf(spec).filter(({ mark, encoding }) =>
    mark["type"] === "point" && encoding["x"]?.["field"] === field
  ).flatMap(({ data }) => (data as unknown as { values: { segment: string }[] }).values)
    .map(({ segment }) => segment);

Deno.test("the overall effect comes first, then every division under its heading", async () => {
  const chart = keyEffectsChart(OVERALL, SEGMENTS.slice(0, 5));
  const heights = heightsOfLabels(await renderSvg(chart.spec));
  const lines = [...heights].filter(([label]) => !/^−?\d+$/.test(label))
    .sort(([, a], [, b]) => a - b).map(([label]) => label);
  assertEquals(lines, [
    "all displays",
    "Category",
    "weather",
    "tv",
    "movies",
    "autos",
    "Articles read before",
    "1 to 10",
  ]);
});

Deno.test("segments that cannot be trusted are left out and counted", () => {
  const chart = keyEffectsChart(OVERALL, [
    SEGMENTS[0]!,
    { ...SEGMENTS[1]!, standing: "few treated clicks" },
    { ...SEGMENTS[5]!, standing: "no overlap" },
  ]);
  assertEquals(drawnIn(chart), ["all displays", "weather"]);
  assertStringIncludes(
    chart.reading!,
    "2 segments without overlap or with too few clicks are left out",
  );
});

Deno.test("a long division is drawn by its clicks, not by its estimates", () => {
  const many = CATEGORIES.map((effect, at) => ({
    ...effect,
    treatedRows: 1_000 * (at + 1),
    treatedClickRate: 0.1,
  }));
  const chart = keyEffectsChart(OVERALL, judged(many), { maxOfDivision: 2 });
  assertEquals(drawnIn(chart), ["all displays", "movies", "autos"]);
  assertStringIncludes(chart.reading!, "Of the segments by category 2 of 4 are drawn");
});

Deno.test("ordered divisions are drawn whole and in their order", () => {
  const levels = ["overnight", "morning", "afternoon", "evening", "late_evening"];
  const segments = levels.map((segment, at) => ({
    ...CATEGORIES[at % 3]!,
    segmentColumn: "time_of_day",
    segment,
  })).reverse();
  const chart = keyEffectsChart(OVERALL, judged(segments), {
    ordered: [{ name: "time_of_day", levels }],
  });
  assertEquals(drawnIn(chart).slice(1), [
    "overnight",
    "morning",
    "afternoon",
    "evening",
    "late evening",
  ]);
});

Deno.test("the truth is a mark of its own where it is known", () => {
  assertEquals(drawnIn(keyEffectsChart(OVERALL, SEGMENTS), "truth"), []);
  const chart = keyEffectsChart(OVERALL, judged(CATEGORIES, { truth: 0.01 }), { truth: 0.02 });
  assertEquals(drawnIn(chart, "truth").length, 5);
  assertStringIncludes(chart.reading!, "Diamonds are the true effects");
});

Deno.test("the title answers the question, in every case", () => {
  const sound = SEGMENTS.slice(0, 2);
  const cases: readonly (readonly [string, Chart])[] = [
    [
      "A top place adds an estimated 1.5 clicks to every 100 displays",
      keyEffectsChart(OVERALL, sound),
    ],
    [
      "A top place adds an estimated 1.5 clicks to every 100 displays, where 1.1 is true",
      keyEffectsChart(OVERALL, [], { truth: 0.011 }),
    ],
    [
      "A top place takes an estimated 1.5 clicks from every 100 displays",
      keyEffectsChart({ ...OVERALL, lift: -0.0146, lower: -0.02, upper: -0.01 }, []),
    ],
    [
      "Whether a top place changes clicks cannot be told: 1.5 per 100 displays, and the interval " +
      "holds zero",
      keyEffectsChart({ ...OVERALL, lower: -0.01 }, []),
    ],
    [
      "A top place has no effect here: the estimate of 1.5 clicks per 100 displays is the error of the " +
      "method",
      keyEffectsChart(OVERALL, sound, { effect: "zero", truth: 0 }),
    ],
    [
      "If a place has an effect here at all, it is an estimated 1.5 clicks per 100 displays",
      keyEffectsChart(OVERALL, [], { effect: "possibly zero" }),
    ],
  ];
  for (const [title, chart] of cases) {
    assertEquals(titleOf(chart), title);
    assert(chart.caption.startsWith(`${title}.`));
  }
});

Deno.test("without segments, and with names of any kind, there is a chart", async () => {
  assertStringIncludes(await renderSvg(keyEffectsChart(OVERALL, []).spec), ">all displays</text>");
  const hostile = { ...CATEGORIES[0]!, segmentColumn: "<b>", segment: "h0001</script>' + 1" };
  const svg = await renderSvg(keyEffectsChart(OVERALL, judged([hostile, hostile])).spec);
  assertStringIncludes(svg, ">h0001&lt;/script&gt;' + 1</text>");
  assert(!svg.includes("</script"));
});
