import { assert, assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import type { Chart } from "lib/charts/chart.ts";
import { naiveVersusDoublyRobustChart } from "lib/charts/naive_versus_doubly_robust.ts";
import { renderSvg } from "lib/charts/render.ts";
import { ALL_SEGMENTS, judged } from "./effects.ts";
import { layersOf } from "./picture.ts";

const SEGMENTS = judged(ALL_SEGMENTS);
const DIVISIONS = ["Category", "Articles read before", "Articles in the list"];

const titleOf = ({ spec }: Chart) =>
  [(spec["title"] as { text: string | string[] }).text].flat().join(" ");

/** The layer of the segments within the axes. */
const pointsOf = ({ spec }: Chart) => layersOf(spec).find(({ params }) => params !== undefined)!;

/** The texts that a chart sets beside its marks. */
const namesOf = ({ spec }: Chart) =>
  layersOf(spec).filter(({ encoding }) => encoding["text"]?.["field"] === "name")
    .flatMap(({ data }) => (data as unknown as { values: { name: string }[] }).values)
    .map(({ name }) => name);

Deno.test("the chart has both zero lines, the diagonal over both axes, and all segments", () => {
  const chart = naiveVersusDoublyRobustChart(SEGMENTS);
  const [vertical, horizontal, diagonal] = layersOf(chart.spec);
  assertEquals([vertical!.mark["type"], vertical!.encoding["x"]!["datum"]], ["rule", 0]);
  assertEquals([horizontal!.mark["type"], horizontal!.encoding["y"]!["datum"]], ["rule", 0]);
  const { x, y } = pointsOf(chart).encoding;
  assertEquals(x!["scale"], y!["scale"]);
  const { domain } = x!["scale"] as unknown as { domain: [number, number] };
  assertEquals<unknown>(diagonal!.data, { values: domain.map((limit) => ({ limit })) });
  assertEquals(diagonal!.mark["strokeDash"], [5, 4]);
});

Deno.test("every segment stands within the axes, or at their edge with both its numbers", async () => {
  const chart = naiveVersusDoublyRobustChart([
    ...SEGMENTS.slice(0, 5),
    { ...SEGMENTS[5]!, standing: "no overlap" },
  ]);
  const { encoding, data } = pointsOf(chart);
  const { domain: [from, to] } = encoding["x"]!["scale"] as unknown as { domain: [number, number] };
  const rows = (data as unknown as { values: { naiveLift: number; lift: number }[] }).values;
  assertEquals(rows.length, 5);
  for (const { naiveLift, lift } of rows) {
    for (const value of [naiveLift, lift, 0]) assert(from < value && value < to);
  }
  assertStringIncludes(
    await renderSvg(chart.spec),
    ">lists of 1 to 10 articles (12.5 → 22.8)</text>",
  );
  assertStringIncludes(chart.reading!, "An arrow at the edge");
});

Deno.test("the largest estimate that can be trusted is named, and no two names overlap", () => {
  const names = namesOf(naiveVersusDoublyRobustChart(SEGMENTS.slice(0, 4)));
  assert(names.includes("weather"));
  const same = Array.from({ length: 9 }, () => SEGMENTS[0]!);
  assertEquals(namesOf(naiveVersusDoublyRobustChart(same)).length, 1);
});

Deno.test("colour and shape tell the divisions apart, in words and in the order of the data", async () => {
  const chart = naiveVersusDoublyRobustChart(SEGMENTS);
  const { fill, stroke, shape } = pointsOf(chart).encoding;
  for (const channel of [fill!, stroke!, shape!]) {
    assertEquals(channel["field"], "segmentation");
    const { domain, range } = channel["scale"] as { domain: string[]; range: string[] };
    assertEquals(domain, DIVISIONS);
    assertEquals(new Set(range).size, DIVISIONS.length);
  }
  const svg = await renderSvg(chart.spec);
  const places = DIVISIONS.map((division) => svg.indexOf(`>${division}</text>`));
  assertEquals(places, [...places].sort((a, b) => a - b));
  assertGreater(places[0]!, 0);
});

Deno.test("a mark that cannot be trusted is hollow", () => {
  const chart = naiveVersusDoublyRobustChart([
    SEGMENTS[0]!,
    { ...SEGMENTS[1]!, standing: "few treated clicks" },
  ]);
  const { data, encoding } = pointsOf(chart);
  const { values } = data as unknown as { values: { isSound: boolean }[] };
  assertEquals(values.map(({ isSound }) => isSound), [true, false]);
  assertEquals(encoding["fillOpacity"]!["value"], 0);
  assertStringIncludes(chart.reading!, "hollow");
});

Deno.test("a click on the legend fades the other divisions", () => {
  const { params, encoding } = pointsOf(naiveVersusDoublyRobustChart(SEGMENTS));
  const [param] = params!;
  assertEquals([param!["bind"], param!["select"]], [
    "legend",
    { type: "point", fields: ["segmentation"] },
  ]);
  assertEquals((encoding["opacity"]!["condition"] as { param: string }).param, param!["name"]);
});

Deno.test("the title says which way adjustment moves the estimates, and how far", () => {
  const moved = (...steps: readonly number[]) =>
    titleOf(naiveVersusDoublyRobustChart(
      judged(steps.map((step) => ({ ...ALL_SEGMENTS[0]!, naiveLift: 0.05, lift: 0.05 + step }))),
    ));
  assertEquals(
    moved(-0.01, -0.02, -0.03, 0.01),
    "Adjustment lowers the estimate in 3 of 4 segments, at the median by 2.0 clicks per 100 displays",
  );
  assertEquals(
    moved(0.01, 0.02, -0.03),
    "Adjustment raises the estimate in 2 of 3 segments, at the median by 1.5 clicks per 100 displays",
  );
  assertEquals(
    moved(-0.02),
    "Adjustment lowers the estimate in the only segment, by 2.0 clicks per 100 displays",
  );
  assertEquals(moved(0, 0), "Adjustment changes no estimate");
});

Deno.test("the caption states both ranges, the reading how many came closer to the truth", () => {
  const { caption, reading } = naiveVersusDoublyRobustChart(judged(ALL_SEGMENTS, { truth: 0.02 }));
  assertStringIncludes(
    caption,
    "Segments: 6, of 3 divisions. Additional clicks per 100 displays: naive from 0.7 to 15.4, " +
      "doubly robust from −2.7 to 22.8. Adjustment moves category weather most, from 15.4 to 5.0.",
  );
  assertStringIncludes(reading!, "Adjustment has brought 4 of 6 estimates closer");
});

Deno.test("nothing, a single segment, equal segments and NaN have a chart", async () => {
  const empty = naiveVersusDoublyRobustChart([], { whenEmpty: "No segment has 9 rows." });
  assertStringIncludes(await renderSvg(empty.spec), "No segment has 9 rows.");
  const zero = { ...ALL_SEGMENTS[0]!, naiveLift: 0, lift: 0 };
  for (
    const effects of [[ALL_SEGMENTS[0]!], [zero], [zero, zero], [zero, { ...zero, naiveLift: NaN }]]
  ) {
    const { spec } = naiveVersusDoublyRobustChart(judged(effects));
    assertStringIncludes(await renderSvg(spec), ">Category</text>");
  }
});
