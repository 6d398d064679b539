import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { positionChangesChart } from "lib/charts/position_changes.ts";
import { renderSvg } from "lib/charts/render.ts";
import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";
import type { PositionMoves } from "lib/interference/position_moves.ts";
import { layersOf, valuesOf } from "./picture.ts";
import { MOVES } from "./slate_records.ts";

const TITLE =
  "The promoted movie moves up by 7.7 places on average; 66.4 % of its slate's other movies " +
  "move down by 1 place";

const titleOf = (groups: readonly PositionMoves[]) =>
  /^([^.]*(?:\.\d[^.]*)*)\. /.exec(positionChangesChart(groups).caption)![1];

Deno.test("a group is a bar whose parts fill it from 0 to 100 %, in the order up, stay, down", () => {
  const { spec } = positionChangesChart(MOVES);
  const [bars, labels] = layersOf(spec);
  assertEquals([bars!.mark["type"], labels!.mark["type"]], ["bar", "text"]);
  assertEquals([bars!.encoding["x"]!["field"], bars!.encoding["x2"]!["field"]], ["from", "to"]);
  assertEquals(bars!.encoding["y"]!["scale"], { domain: [...EXPOSURE_GROUPS] });
  const rows = valuesOf(spec);
  for (const { group, rows: all } of MOVES) {
    const parts = rows.filter((row) => row["group"] === group);
    assertEquals(parts[0]!["from"], 0);
    assertEquals(parts.at(-1)!["to"], 100);
    assertEquals(
      parts.slice(1).map((row) => row["from"]),
      parts.slice(0, -1).map((row) => row["to"]),
    );
    for (const { from, to, rows } of parts) {
      assertAlmostEquals((to as number) - (from as number), 100 * (rows as number) / all, 1e-12);
    }
  }
  assertEquals(rows.map(({ way, rows }) => [way, rows]), [
    ["up", 1505],
    ["stay", 1495],
    ["stay", 1309],
    ["down", 3000],
    ["stay", 4246],
    ["down", 8000],
    ["stay", 16445],
  ]);
});

Deno.test("pointing at a part tells the group, what its movies do and how many they are", () => {
  const fields = layersOf(positionChangesChart(MOVES).spec)[0]!.encoding["tooltip"];
  assertEquals(
    (fields as unknown as { field: string }[]).map(({ field }) => field),
    ["groupInWords", "words", "rows", "all"],
  );
});

Deno.test("groups stand in one order with their rows, and parts bear their words", async () => {
  const svg = await renderSvg(positionChangesChart(MOVES.toReversed()).spec);
  const places = [
    "promoted movie (1,505)",
    "(1,495)",
    "promoted movie (4,309)",
    "promoted movie (12,246)",
    "unchanged slate (16,445)",
  ].map((text) => svg.indexOf(`${text}</t`));
  assert(places.every((place) => place > 0));
  assertEquals(places, [...places].sort((a, b) => a - b));
  for (
    const text of ["100 % move up by 4 to 11 places", "30.4 % stay", "69.6 % move down by 1 place"]
  ) {
    assert(svg.includes(`>${text}</text>`), text);
  }
});

Deno.test("a part without room bears its share alone, or nothing", () => {
  const group = "other_slate_spillover";
  const labelsOf = (stay: number, down: number) =>
    valuesOf(
      positionChangesChart([{
        group,
        rows: stay + down,
        moves: [{ change: 0, rows: stay }, { change: 2, rows: down }],
      }]).spec,
    ).map((row) => row["label"]);
  assertEquals(labelsOf(85, 15), ["85.0 % stay", "15.0 %"]);
  assertEquals(labelsOf(98, 2), ["98.0 % stay", ""]);
  assertEquals(labelsOf(1, 99_999), ["", "over 99.9 % move down by 2 places"]);
});

Deno.test("a group without rows keeps its place and says so", async () => {
  const { spec } = positionChangesChart(MOVES.slice(2, 3));
  const svg = await renderSvg(spec);
  assertEquals(svg.split("(none)</t").length - 1, 4);
  assert(svg.includes("promoted movie (4,309)</tspan>"));
});

Deno.test("the title is the finding, whatever the rule does with the movies", () => {
  assertEquals(titleOf(MOVES), TITLE);
  assertEquals(titleOf(MOVES.slice(1, 2)), "Without a promotion no movie moves");
  const trading = [
    { group: "direct_promoted", rows: 1, moves: [{ change: -5, rows: 1 }] },
    {
      group: "same_cluster_spillover",
      rows: 4,
      moves: [{ change: 0, rows: 3 }, { change: 5, rows: 1 }],
    },
  ] as const;
  assertEquals(
    titleOf(trading),
    "The promoted movie moves up by 5.0 places on average; 25.0 % of its slate's other movies move " +
      "down by 5 places",
  );
  const demoted = [
    { group: "direct_promoted", rows: 1, moves: [{ change: 2, rows: 1 }] },
    { group: "other_slate_spillover", rows: 2, moves: [{ change: -1, rows: 2 }] },
  ] as const;
  assertEquals(
    titleOf(demoted),
    "The promoted movie moves down by 2.0 places on average; 100 % of its slate's other movies move up " +
      "by 1 place",
  );
  const still = [
    { group: "direct_promoted", rows: 1, moves: [{ change: 0, rows: 1 }] },
    { group: "other_slate_spillover", rows: 2, moves: [{ change: 0, rows: 2 }] },
  ] as const;
  assertEquals(
    titleOf(still),
    "The promoted movie stays where it is on average; 100 % of its slate's other movies stay",
  );
});

Deno.test("the caption states every group's parts in the order of the chart", () => {
  assertEquals(
    positionChangesChart(MOVES.toReversed(), { title: "Moves" }).caption,
    "Moves. promoted movie: 100 % move up by 4 to 11 places; focal movie, not promoted: 100 % stay; " +
      "same genre as the promoted movie: 30.4 % stay, 69.6 % move down by 1 place; " +
      "other genre than the promoted movie: 34.7 % stay, 65.3 % move down by 1 place; " +
      "other movie of an unchanged slate: 100 % stay.",
  );
});

Deno.test("without rows the chart says so, and why", async () => {
  const chart = positionChangesChart([], { title: "Moves", whenEmpty: "No slate was drawn." });
  assertEquals(chart.caption, "Moves. No slate was drawn.");
  assertStringIncludes(await renderSvg(chart.spec), "No slate was drawn.");
  assertStringIncludes(positionChangesChart([]).caption, "There is no row.");
});
