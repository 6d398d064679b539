/**
 * Look of arms and exposure groups in all charts of slates: words, order, colors.
 *
 * @module
 */

import type { JsonObject } from "lib/charts/vega_lite.ts";
import { category } from "lib/charts/spec.ts";
import { PALETTE } from "lib/charts/theme.ts";
import { EXPOSURE_GROUPS, type ExposureGroup } from "lib/interference/exposure.ts";
import { ASSIGNMENT_ARMS, type AssignmentArm } from "lib/interference/promotion.ts";

interface ArmLook {
  readonly color: string;
  readonly fill: string;
  readonly tint: string;
  readonly dash: readonly number[];
}

/** Look of each arm: filled or hollow, drawn through or dashed, to differ without color too. */
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

/** The arm whose slates a group's rows belong to. */
export function armOfGroup(group: ExposureGroup): AssignmentArm {
  return GROUPS[group].arm;
}

/** The color of an arm's lines and outlines, as `#rrggbb`. */
export function colorOfArm(arm: AssignmentArm): string {
  return LOOK_OF_ARM[arm].color;
}

/** The name of an arm or group as a reader reads it, without underscores. */
export function wordsOf(name: AssignmentArm | ExposureGroup): string {
  return name in GROUPS ? GROUPS[name as ExposureGroup].lines.join(" ") : name.replaceAll("_", " ");
}

/** A channel that tells the shown arms apart by the field `arm`; all of them share one legend. */
export function armChannel(
  property: keyof ArmLook,
  shown: Iterable<AssignmentArm>,
): JsonObject {
  const isShown = new Set(shown);
  const arms = ASSIGNMENT_ARMS.filter((arm) => isShown.has(arm));
  return category("arm", "Assignment arm", {
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
  });
}

/** The records in the order that all charts of groups have. */
export function inGroupOrder<Grouped extends { readonly group: ExposureGroup }>(
  records: readonly Grouped[],
): readonly Grouped[] {
  return EXPOSURE_GROUPS.flatMap((group) => records.filter((record) => record.group === group));
}

/** The horizontal axis of exposure groups, where those without rows keep their place and say so. */
export function groupAxis(
  groups: readonly { readonly group: ExposureGroup; readonly rows: number }[],
): JsonObject {
  const rowsOf = new Map(groups.map(({ group, rows }) => [group, rows]));
  const lines = EXPOSURE_GROUPS.map((group) => {
    const rows = rowsOf.get(group) ?? 0;
    return [group, [...GROUPS[group].lines, countOfRows(rows)]];
  });
  return category("group", "Exposure group", {
    scale: { domain: [...EXPOSURE_GROUPS] },
    axis: {
      labelAngle: 0,
      // A label that is a list of texts is set in as many lines.
      labelExpr: `(${JSON.stringify(Object.fromEntries(lines))})[datum.value]`,
      labelLineHeight: 15,
      ticks: false,
      domain: false,
    },
  });
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
