import { assertEquals, assertLess, assertNotEquals } from "@std/assert";
import { textWidth } from "lib/charts/fonts.ts";
import {
  armChannel,
  armOfGroup,
  groupAxis,
  groupLabelRoom,
  inGroupOrder,
} from "lib/charts/slate_series.ts";
import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";
import { ASSIGNMENT_ARMS, type AssignmentArm } from "lib/interference/promotion.ts";

/** As many rows in every group. */
const evenly = (rows: number) => EXPOSURE_GROUPS.map((group) => ({ group, rows }));

/** The lines of each group's label, as the expression holds them. */
function labelsOf(rows: number): Readonly<Record<string, readonly string[]>> {
  const { labelExpr } = groupAxis(evenly(rows))["axis"] as { labelExpr: string };
  return JSON.parse(/^\((.*)\)\[datum\.value\]$/.exec(labelExpr)![1]!);
}

Deno.test("the arms differ in colour, in fill and in dashes, and keep them alone", () => {
  for (const property of ["color", "fill", "tint", "dash"] as const) {
    const rangeOf = (arms: readonly AssignmentArm[]) =>
      armChannel(property, arms)["scale"] as { domain: string[]; range: unknown[] };
    const { domain, range } = rangeOf(ASSIGNMENT_ARMS.toReversed());
    assertEquals(domain, [...ASSIGNMENT_ARMS]);
    assertNotEquals(range[0], range[1]);
    const repeated = rangeOf(["promote_focal_item", "promote_focal_item"]);
    assertEquals(repeated, { domain: ["promote_focal_item"], range: [range[1]] });
  }
});

Deno.test("all channels of the arms share one legend", () => {
  const legends = (["color", "fill", "tint", "dash"] as const).map((property) => {
    const { field, title, legend } = armChannel(property, ASSIGNMENT_ARMS);
    return { field: field!, title: title!, legend: legend! };
  });
  assertEquals(legends, legends.map(() => legends[0]!));
});

Deno.test("a group belongs to the arm of its slates", () => {
  assertEquals(
    EXPOSURE_GROUPS.filter((group) => armOfGroup(group) === "leave_slate_unchanged"),
    ["focal_control", "unchanged_non_focal"],
  );
});

Deno.test("records stand in the order of the groups, whatever theirs was", () => {
  const records = EXPOSURE_GROUPS.toReversed().slice(1).map((group) => ({ group }));
  assertEquals(inGroupOrder(records), EXPOSURE_GROUPS.slice(0, -1).map((group) => ({ group })));
});

Deno.test("the rows of a group are counted in its label", () => {
  const label = (rows: number) => labelsOf(rows)["direct_promoted"]!.join(" ");
  assertEquals([0, 1, 1505, 5_481_667].map(label), [
    "promoted movie (none)",
    "promoted movie (1)",
    "promoted movie (1,505)",
    "promoted movie (5,481,667)",
  ]);
});

Deno.test("labels have the room that they need, and leave the plot most of the chart", () => {
  for (const rows of [0, 999_999, 999_990_000]) {
    const room = groupLabelRoom(evenly(rows));
    for (const line of Object.values(labelsOf(rows)).flat()) {
      assertLess(textWidth(line, 12, 400), room);
    }
    assertLess(room, 170);
  }
});
