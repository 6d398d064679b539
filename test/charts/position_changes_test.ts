import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { positionChangesChart } from "lib/charts/position_changes.ts";
import { renderSvg } from "lib/charts/render.ts";
import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";
import { layersOf, valuesOf } from "./picture.ts";
import { BOXES } from "./slate_records.ts";

const TITLE = "Position Change After Simulated Promotion";

Deno.test("the chart has a zero line, whiskers with caps, boxes and medians", () => {
  const { spec } = positionChangesChart(BOXES);
  assertEquals(spec["title"], TITLE);
  const layers = layersOf(spec);
  assertEquals(
    layers.map(({ mark, encoding }) => [
      mark["type"],
      encoding["y"]!["field"] ?? encoding["y"]!["datum"],
      encoding["y2"]?.["field"],
    ]),
    [
      ["rule", 0, undefined],
      ["rule", "lowerWhisker", "lowerQuartile"],
      ["rule", "upperQuartile", "upperWhisker"],
      ["tick", "lowerWhisker", undefined],
      ["tick", "upperWhisker", undefined],
      ["bar", "lowerQuartile", "upperQuartile"],
      ["tick", "median", undefined],
      ["text", "upperWhisker", undefined],
    ],
  );
  for (const { encoding } of layers.slice(1)) {
    assertEquals(encoding["x"]!["title"], "Exposure group");
    assertEquals(encoding["y"]!["title"], "Final position minus seed position");
    assertEquals(encoding["x"]!["scale"], { domain: [...EXPOSURE_GROUPS] });
  }
});

Deno.test("widths are pixels, which ticks of every version of Vega-Lite understand", () => {
  for (const { mark } of layersOf(positionChangesChart(BOXES).spec)) {
    if (mark["type"] === "tick") assertEquals(typeof mark["size"], "number");
    if (mark["type"] === "bar") assertEquals(typeof mark["width"], "number");
  }
});

Deno.test("pointing at a box tells its rows and five numbers", () => {
  for (const { encoding } of layersOf(positionChangesChart(BOXES).spec).slice(1)) {
    const fields = (encoding["tooltip"] as unknown as { field: string }[]).map(({ field }) =>
      field
    );
    assertEquals(fields, [
      "group",
      "rows",
      "lowerWhisker",
      "lowerQuartile",
      "median",
      "upperQuartile",
      "upperWhisker",
    ]);
  }
});

Deno.test("the spec holds the five numbers of each box, and the arm it belongs to", () => {
  const rows = valuesOf(positionChangesChart(BOXES).spec);
  BOXES.forEach((box, at) => {
    for (const [name, value] of Object.entries(box)) assertEquals(rows[at]![name], value);
  });
  assertEquals(rows.map((row) => row["arm"]), [
    "promote_focal_item",
    "leave_slate_unchanged",
    "promote_focal_item",
    "promote_focal_item",
    "leave_slate_unchanged",
  ]);
});

Deno.test("groups stand in one order, with their rows and medians in words", async () => {
  const svg = await renderSvg(positionChangesChart(BOXES.toReversed()).spec);
  const places = ["1,505 rows", "1,495 rows", "4,309 rows", "12,246 rows", "16,445 rows"].map(
    (text) => svg.indexOf(`>${text}</tspan>`),
  );
  assert(places.every((place) => place > 0));
  assertEquals(places, [...places].sort((a, b) => a - b));
  for (const word of ["direct", "promoted", "same cluster", "spillover", "unchanged"]) {
    assert(svg.includes(`>${word}</tspan>`), word);
  }
  for (
    const text of [TITLE, "Exposure group", "median −8", "median 0", "promote focal item"]
  ) {
    assert(svg.includes(`>${text}</text>`), text);
  }
});

Deno.test("a group without rows keeps its place and says so", async () => {
  const { spec } = positionChangesChart(BOXES.slice(2, 3));
  assertEquals(valuesOf(spec).length, 1);
  const svg = await renderSvg(spec);
  assertEquals(svg.split(">no rows</tspan>").length - 1, 4);
  assert(svg.includes(">4,309 rows</tspan>"));
  assert(!svg.includes("leave slate unchanged"));
});

Deno.test("the scale holds zero, every whisker, and room above for a line of text", () => {
  const domain = (boxes: typeof BOXES) =>
    (layersOf(positionChangesChart(boxes).spec)[1]!.encoding["y"]!["scale"] as {
      domain: number[];
    }).domain;
  assertEquals(domain(BOXES), [-12, 2]);
  assertEquals(domain(BOXES.slice(1, 2)), [-1, 1]);
  assertEquals(domain([{ ...BOXES[0]!, lowerWhisker: -49 }]), [-53, 4]);
});

Deno.test("medians between two positions keep their fraction, and zero has no sign", () => {
  const words = (median: number) =>
    valuesOf(positionChangesChart([{ ...BOXES[0]!, median }]).spec)[0]!["medianInWords"];
  assertEquals([-7.5, -7.25, -0, 1].map(words), [
    "median −7.5",
    "median −7.25",
    "median 0",
    "median 1",
  ]);
});

Deno.test("the caption states every median in the order of the chart", () => {
  assertEquals(
    positionChangesChart(BOXES.toReversed()).caption,
    `${TITLE}. Final position minus seed position, negative is upward; medians: ` +
      "direct promoted -8 (quartiles -9 to -6), focal control 0 (quartiles 0 to 0), " +
      "same cluster spillover 1 (quartiles 0 to 1), other slate spillover 1 (quartiles 0 to 1), " +
      "unchanged non-focal 0 (quartiles 0 to 0).",
  );
});

Deno.test("without rows the chart says so, and why", async () => {
  const chart = positionChangesChart([], { title: "Moves", whenEmpty: "No slate was drawn." });
  assertEquals(chart.caption, "Moves. No slate was drawn.");
  assertStringIncludes(await renderSvg(chart.spec), "No slate was drawn.");
  assertEquals(positionChangesChart([]).caption, `${TITLE}. There is no row.`);
});
