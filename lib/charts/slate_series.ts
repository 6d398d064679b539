/**
 * Look of arms and exposure groups in all charts of slates: words, order, colors.
 *
 * @module
 */

import type { JsonObject } from "lib/charts/vega_lite.ts";
import { textWidth } from "lib/charts/fonts.ts";
import { category } from "lib/charts/spec.ts";
import { wrapped } from "lib/charts/wrapped.ts";
import { PALETTE } from "lib/charts/theme.ts";
import { EXPOSURE_GROUPS, type ExposureGroup } from "lib/interference/exposure.ts";
import { ASSIGNMENT_ARMS, type AssignmentArm } from "lib/interference/promotion.ts";
import { formatCount } from "lib/text/counts.ts";
import { armInWords, exposureGroupInWords } from "lib/text/exposure_in_words.ts";

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

const ARM_OF_GROUP: Readonly<Record<ExposureGroup, AssignmentArm>> = {
  direct_promoted: "promote_focal_item",
  focal_control: "leave_slate_unchanged",
  same_cluster_spillover: "promote_focal_item",
  other_slate_spillover: "promote_focal_item",
  unchanged_non_focal: "leave_slate_unchanged",
};

/** Size of the groups' names beside the plot, and how wide they may be before they break, in pixels. */
const [LABEL_SIZE, LABEL_WIDTH] = [12, 145];

/** Height of a line of a name, in pixels. */
const LINE_HEIGHT = 14;

/** The arm whose slates a group's rows belong to. */
export function armOfGroup(group: ExposureGroup): AssignmentArm {
  return ARM_OF_GROUP[group];
}

/** The color of an arm's lines and outlines, as `#rrggbb`. */
export function colorOfArm(arm: AssignmentArm): string {
  return LOOK_OF_ARM[arm].color;
}

/** A channel that tells the shown arms apart by the field `arm`; all of them share one legend. */
export function armChannel(
  property: keyof ArmLook,
  shown: Iterable<AssignmentArm>,
): JsonObject {
  const isShown = new Set(shown);
  const arms = ASSIGNMENT_ARMS.filter((arm) => isShown.has(arm));
  const words = Object.fromEntries(arms.map((arm) => [arm, armInWords(arm)]));
  return category("arm", "Arm", {
    scale: {
      domain: arms,
      range: arms.map((arm) => LOOK_OF_ARM[arm][property]),
    },
    legend: {
      title: null,
      orient: "top",
      columnPadding: 18,
      offset: 14,
      symbolType: "square",
      labelLimit: 260,
      labelExpr: `(${JSON.stringify(words)})[datum.value]`,
    },
  });
}

/** The records in the order that all charts of groups have. */
export function inGroupOrder<Grouped extends { readonly group: ExposureGroup }>(
  records: readonly Grouped[],
): readonly Grouped[] {
  return EXPOSURE_GROUPS.flatMap((group) => records.filter((record) => record.group === group));
}

/** How many rows each exposure group has. */
type GroupSizes = readonly { readonly group: ExposureGroup; readonly rows: number }[];

/**
 * The vertical axis of exposure groups, one a line, where those without rows keep their place and say
 * so.
 */
export function groupAxis(groups: GroupSizes): JsonObject {
  const lines = labelsOf(groups);
  const broken = lines.flatMap(([group, label]) => label.length > 1 ? [group] : []);
  return category("group", "Exposure group", {
    scale: { domain: [...EXPOSURE_GROUPS] },
    axis: {
      title: null,
      // A label that is a list of texts is set in as many lines.
      labelExpr: `(${JSON.stringify(Object.fromEntries(lines))})[datum.value]`,
      labelLineHeight: LINE_HEIGHT,
      // The first of two lines stands where the only one would.
      labelOffset: {
        condition: {
          test: `indexof(${JSON.stringify(broken)}, datum.value) >= 0`,
          value: -LINE_HEIGHT / 2,
        },
        value: 0,
      },
      labelLimit: groupLabelRoom(groups),
      grid: false,
      ticks: false,
      domain: false,
    },
  });
}

/** The room that the groups' labels take beside the plot, in pixels. */
export function groupLabelRoom(groups: GroupSizes): number {
  const widths = labelsOf(groups).flatMap(([, lines]) =>
    lines.map((line) => textWidth(line, LABEL_SIZE, 400))
  );
  return Math.ceil(Math.max(...widths)) + 10;
}

function labelsOf(groups: GroupSizes): readonly (readonly [ExposureGroup, readonly string[]])[] {
  const rowsOf = new Map(groups.map(({ group, rows }) => [group, rows]));
  return EXPOSURE_GROUPS.map((group) => {
    const rows = rowsOf.get(group) ?? 0;
    const count = rows === 0 ? "none" : formatCount(rows);
    const label = `${exposureGroupInWords(group)} (${count})`;
    return [group, wrapped(label, LABEL_WIDTH, LABEL_SIZE, 400)];
  });
}
