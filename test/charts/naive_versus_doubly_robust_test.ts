import { assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import { naiveVersusDoublyRobustChart } from "lib/charts/naive_versus_doubly_robust.ts";
import { renderSvg } from "lib/charts/render.ts";
import { ALL_SEGMENTS } from "./effects.ts";
import { layersOf } from "./picture.ts";

const COLUMNS = ["category", "history_bucket", "candidate_set_bucket"];

Deno.test("the chart has both zero lines, the diagonal over the joint limits, and all segments", () => {
  const { spec } = naiveVersusDoublyRobustChart(ALL_SEGMENTS);
  assertEquals(spec["title"], "Naive Versus Doubly Robust Segment Lift");
  const [vertical, horizontal, diagonal, points] = layersOf(spec);
  assertEquals([vertical!.mark["type"], vertical!.encoding["x"]!["datum"]], ["rule", 0]);
  assertEquals([horizontal!.mark["type"], horizontal!.encoding["y"]!["datum"]], ["rule", 0]);
  assertEquals(diagonal!.data, { values: [{ limit: -0.0274 }, { limit: 0.2275 }] });
  assertEquals(diagonal!.mark["strokeDash"], [5, 4]);
  assertEquals([points!.encoding["x"]!["field"], points!.encoding["y"]!["field"]], [
    "naiveLift",
    "lift",
  ]);
  assertEquals(points!.encoding["x"]!["title"], "Naive lift");
  assertEquals(points!.encoding["y"]!["title"], "Doubly robust lift");
  assertEquals<unknown>(points!.data, { values: ALL_SEGMENTS });
});

Deno.test("both axes have one scale, on which every point lies inside", () => {
  const { spec } = naiveVersusDoublyRobustChart(ALL_SEGMENTS);
  assertEquals(spec["width"], spec["height"]);
  const { x, y } = layersOf(spec)[3]!.encoding;
  assertEquals(x!["scale"], y!["scale"]);
  const [from, to] = (x!["scale"] as { domain: [number, number] }).domain;
  for (const { naiveLift, lift } of ALL_SEGMENTS) {
    for (const value of [naiveLift, lift, 0]) assertEquals(from < value && value < to, true);
  }
});

Deno.test("colour and shape tell the columns apart, in the order of the data", async () => {
  const { spec } = naiveVersusDoublyRobustChart(ALL_SEGMENTS);
  const { color, shape } = layersOf(spec)[3]!.encoding;
  for (const channel of [color!, shape!]) {
    assertEquals([channel["field"], channel["title"]], ["segmentColumn", "segment_col"]);
    const { domain, range } = channel["scale"] as { domain: string[]; range: string[] };
    assertEquals(domain, COLUMNS);
    assertEquals(new Set(range).size, COLUMNS.length);
  }
  const svg = await renderSvg(spec);
  const places = COLUMNS.map((column) => svg.indexOf(`>${column}</text>`));
  assertEquals(places, [...places].sort((a, b) => a - b));
  assertGreater(places[0]!, 0);
});

Deno.test("a click on the legend fades the other columns", () => {
  const { params, encoding } = layersOf(naiveVersusDoublyRobustChart(ALL_SEGMENTS).spec)[3]!;
  const [param] = params!;
  assertEquals([param!["bind"], param!["select"]], [
    "legend",
    { type: "point", fields: ["segmentColumn"] },
  ]);
  assertEquals((encoding["opacity"]!["condition"] as { param: string }).param, param!["name"]);
});

Deno.test("the caption states both ranges", () => {
  assertEquals(
    naiveVersusDoublyRobustChart(ALL_SEGMENTS).caption,
    "Naive Versus Doubly Robust Segment Lift. 6 segments of 3 segment columns: " +
      "naive lift from 0.0069 to 0.1545, doubly robust lift from -0.0274 to 0.2275; " +
      "adjustment lowers the lift in 5 of 6.",
  );
});

Deno.test("nothing, a single segment and equal segments have a chart", async () => {
  const empty = naiveVersusDoublyRobustChart([], { whenEmpty: "No segment has 9 rows." });
  assertStringIncludes(await renderSvg(empty.spec), "No segment has 9 rows.");
  const zero = { ...ALL_SEGMENTS[0]!, naiveLift: 0, lift: 0 };
  for (const effects of [[ALL_SEGMENTS[0]!], [zero], [zero, zero]]) {
    assertStringIncludes(await renderSvg(naiveVersusDoublyRobustChart(effects).spec), "category");
  }
});
