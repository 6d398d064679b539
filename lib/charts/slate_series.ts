/**
 * How charts of slates show arms and exposure groups: in words, in one order, in one look.
 *
 * @module
 */

import type { Json } from "lib/charts/chart.ts";
import { PALETTE } from "lib/charts/theme.ts";
import { EXPOSURE_GROUPS, type ExposureGroup } from "lib/interference/exposure.ts";
import { ASSIGNMENT_ARMS, type AssignmentArm } from "lib/interference/promotion.ts";

interface ArmLook {
  readonly color: string;
  readonly fill: string;
  readonly tint: string;
  readonly dash: readonly number[];
}

/** Filled against hollow, drawn through against dashed: the arms differ without colour as well. */
const LOOK_OF_ARM: Readonly<Record<AssignmentArm, ArmLook>> = {
  leave_slate_unchanged: {
    color: PALETTE[4]!,
    fill: "#fbe6d8",
    tint: "#fbe6d8",
    dash: [5, 3],
  },
  promote_focal_item: {
    color: PALETTE[0]!,
    fill: PALETTE[0]!,
    tint: "#cce3f0",
    dash: [1, 0],
  },
};

/** The arm of each group's slates, and the group's name in two lines. */
const GROUPS: Readonly<
  Record<ExposureGroup, { readonly arm: AssignmentArm; readonly lines: readonly string[] }>
> = {
  direct_promoted: { arm: "promote_focal_item", lines: ["direct", "promoted"] },
  focal_control: { arm: "leave_slate_unchanged", lines: ["focal", "control"] },
  same_cluster_spillover: { arm: "promote_focal_item", lines: ["same cluster", "spillover"] },
  other_slate_spillover: { arm: "promote_focal_item", lines: ["other slate", "spillover"] },
  unchanged_non_focal: { arm: "leave_slate_unchanged", lines: ["unchanged", "non-focal"] },
};

/**
 * The arm whose slates a group's rows belong to.
 *
 * @param group the exposure group
 * @returns its arm
 *
 * @example
 * ```ts
 * import { armOfGroup } from "lib/charts/slate_series.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(armOfGroup("focal_control"), "leave_slate_unchanged");
 * ```
 */
export function armOfGroup(group: ExposureGroup): AssignmentArm {
  return GROUPS[group].arm;
}

/**
 * The colour of an arm's lines and outlines.
 *
 * @param arm the arm
 * @returns the colour, as `#rrggbb`
 *
 * @example
 * ```ts
 * import { colorOfArm } from "lib/charts/slate_series.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(colorOfArm("promote_focal_item"), "#0072b2");
 * ```
 */
export function colorOfArm(arm: AssignmentArm): string {
  return LOOK_OF_ARM[arm].color;
}

/**
 * The name of an arm or group as a reader reads it.
 *
 * @param name the name that it has in tables
 * @returns the same words without underscores
 *
 * @example
 * ```ts
 * import { wordsOf } from "lib/charts/slate_series.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(wordsOf("same_cluster_spillover"), "same cluster spillover");
 * ```
 */
export function wordsOf(name: AssignmentArm | ExposureGroup): string {
  return name in GROUPS ? GROUPS[name as ExposureGroup].lines.join(" ") : name.replaceAll("_", " ");
}

/**
 * A channel that tells the arms apart, with the legend that all such channels share.
 *
 * @param property what the channel sets: the colour of a line, the fill of an area, or the dashes
 * @param shown the arms that the chart shows, in any order
 * @returns the channel's definition; the data's field is `arm`
 *
 * @example
 * ```ts
 * import { armChannel } from "lib/charts/slate_series.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { field } = armChannel("color", ["promote_focal_item"]) as { field: string };
 * assertEquals(field, "arm");
 * ```
 */
export function armChannel(
  property: keyof ArmLook,
  shown: Iterable<AssignmentArm>,
): { readonly [key: string]: Json } {
  const isShown = new Set(shown);
  const arms = ASSIGNMENT_ARMS.filter((arm) => isShown.has(arm));
  return {
    field: "arm",
    type: "nominal",
    title: "Assignment arm",
    scale: {
      domain: arms,
      range: arms.map((arm) => LOOK_OF_ARM[arm][property]),
    },
    legend: {
      orient: "top",
      titleOrient: "left",
      titlePadding: 10,
      columnPadding: 18,
      offset: 14,
      symbolType: "square",
      labelLimit: 260,
      labelExpr: "replace(datum.label, /_/g, ' ')",
    },
  };
}

/**
 * The horizontal axis of exposure groups, each in its place and with its rows counted.
 *
 * @param groups the groups that have rows; the others keep their place and say so
 * @returns the channel's definition; the data's field is `group`
 *
 * @example
 * ```ts
 * import { groupAxis } from "lib/charts/slate_series.ts";
 * import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { scale } = groupAxis([]) as { scale: { domain: string[] } };
 * assertEquals(scale.domain, [...EXPOSURE_GROUPS]);
 * ```
 */
export function groupAxis(
  groups: readonly { readonly group: ExposureGroup; readonly rows: number }[],
): { readonly [key: string]: Json } {
  const rowsOf = new Map(groups.map(({ group, rows }) => [group, rows]));
  const lines = EXPOSURE_GROUPS.map((group) => {
    const rows = rowsOf.get(group) ?? 0;
    return [group, [...GROUPS[group].lines, countOfRows(rows)]];
  });
  return {
    field: "group",
    type: "nominal",
    title: "Exposure group",
    scale: { domain: [...EXPOSURE_GROUPS] },
    axis: {
      labelAngle: 0,
      // A label that is a list of texts is set in as many lines.
      labelExpr: `(${JSON.stringify(Object.fromEntries(lines))})[datum.value]`,
      labelLineHeight: 15,
      ticks: false,
      domain: false,
    },
  };
}

function countOfRows(rows: number): string {
  if (rows === 0) return "no rows";
  if (rows === 1) return "1 row";
  // Millions in full would run into the neighbour's.
  const isLong = rows >= 1e6;
  return `${
    rows.toLocaleString("en-US", isLong ? { notation: "compact", maximumFractionDigits: 2 } : {})
  } rows`;
}
