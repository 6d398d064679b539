/**
 * Exposure groups: how many rows each has, where they stand, what becomes of them.
 *
 * @module
 */

import {
  binaryColumn,
  finiteColumn,
  probabilityColumn,
  requireLengths,
  soundColumns,
} from "lib/checks.ts";
import { EXPOSURE_GROUPS, type ExposureGroup } from "lib/interference/exposure.ts";
import type { Exposure } from "lib/interference/exposure_mapping.ts";
import { meansByGroup } from "lib/interference/means.ts";
import type { ClickOutcomes, PotentialClicks } from "lib/interference/outcomes.ts";
import { type Slates, soundSlates } from "lib/interference/slates.ts";
import { engagementColumn, groupColumn, positionColumn } from "lib/interference/sound_columns.ts";

/** What the columns that are averaged may hold. */
const EXPOSURE_CHECKS = {
  group: groupColumn,
  finalPosition: positionColumn,
  visibilityGain: finiteColumn,
  relevance: finiteColumn,
};
const OUTCOME_CHECKS = {
  probability: probabilityColumn,
  lift: finiteColumn,
  click: binaryColumn,
  engagement: engagementColumn,
};

/** An exposure group that has rows. */
interface GroupRows {
  readonly group: ExposureGroup;
  /** From 0, among the groups that have rows in the order of their names. */
  readonly place: number;
  readonly rows: number;
}

/** Size and position of one exposure group. */
export interface GroupExposure extends GroupRows {
  /** Slates that have such a row. */
  readonly slates: number;
  /** Share of all rows, from 0 to 1. */
  readonly rowShare: number;
  /** Share of all slates that have such a row, from 0 to 1. */
  readonly slateShare: number;
  readonly meanSeedPosition: number;
  readonly meanFinalPosition: number;
  readonly meanVisibilityGain: number;
  /** In points of the rating scale. */
  readonly meanRelevance: number;
}

/** Outcomes of one exposure group. */
export interface GroupOutcome extends GroupRows {
  /** Mean probability of a click under the assignment. */
  readonly meanProbability: number;
  /** That of the same rows without promotion. */
  readonly meanUnchangedProbability: number;
  readonly meanLift: number;
  /** Share of the rows that were clicked. */
  readonly clickRate: number;
  readonly meanEngagement: number;
}

/**
 * The size of each exposure group, and where its rows stand.
 *
 * @param slates the slates
 * @param exposure what the assignment means for each row
 * @param relevance per row the user's rating of its item, in points
 * @returns one entry per group that has rows, the largest first, equally large ones by name
 * @throws {InputError} if a column has not one entry per row of the slates, or holds what it cannot
 *
 * @example A promoted comedy reaches two horror movies
 * ```ts
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { mapExposure } from "lib/interference/exposure_mapping.ts";
 * import { summarizeExposure } from "lib/interference/exposure_groups.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0, 0), // Alien, The Thing, Airplane!
 *   seedPosition: Int32Array.of(1, 2, 3),
 *   cluster: Int32Array.of(0, 0, 1), // horror, horror, comedy
 * });
 * const assignment = { focalRow: Int32Array.of(2), promoted: Uint8Array.of(1) };
 * const exposure = mapExposure(slates, assignment);
 * const [largest] = summarizeExposure(slates, exposure, Float64Array.of(5, 4, 3));
 * assertEquals([largest!.group, largest!.rows], ["other_slate_spillover", 2]);
 * assertEquals(largest!.meanRelevance, 4.5);
 * ```
 */
export function summarizeExposure(
  slates: Slates,
  exposure: Exposure,
  relevance: Float64Array,
): GroupExposure[] {
  slates = soundSlates(slates);
  const known = soundColumns({ ...exposure, relevance }, EXPOSURE_CHECKS, slates.rows);
  const { group, finalPosition, visibilityGain } = known;
  const slateCounts = slatesPerGroup(slates, group);
  const meansOf = meansByGroup(group, EXPOSURE_GROUPS.length);
  const [seedMeans, finalMeans] = [meansOf(slates.seedPosition), meansOf(finalPosition)];
  const [gainMeans, relevanceMeans] = [meansOf(visibilityGain), meansOf(known.relevance)];
  return presentGroups(group).map(({ code, ...present }) => ({
    ...present,
    slates: slateCounts[code]!,
    rowShare: present.rows / slates.rows,
    slateShare: slateCounts[code]! / slates.slates,
    meanSeedPosition: seedMeans[code]!,
    meanFinalPosition: finalMeans[code]!,
    meanVisibilityGain: gainMeans[code]!,
    meanRelevance: relevanceMeans[code]!,
  })).sort((a, b) => b.rows - a.rows || a.place - b.place);
}

/**
 * The outcomes of each exposure group: click probabilities, clicks and engagement.
 *
 * @param exposure what the assignment means for each row
 * @param potential both click probabilities of each row
 * @param outcomes what was drawn under the assignment
 * @returns one entry per group that has rows, the largest mean lift first, equal ones by name
 * @throws {InputError} if the columns differ in length, or one holds what it cannot
 *
 * @example The second of two comedies is promoted
 * ```ts
 * import { mapExposure } from "lib/interference/exposure_mapping.ts";
 * import { summarizeOutcomes } from "lib/interference/exposure_groups.ts";
 * import { drawClicks, ORIGINAL_CLICK_DRAW } from "lib/interference/outcomes.ts";
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0), // Airplane!, Top Secret!
 *   seedPosition: Int32Array.of(1, 2),
 *   cluster: Int32Array.of(0, 0),
 * });
 * const assignment = { focalRow: Int32Array.of(1), promoted: Uint8Array.of(1) };
 * const potential = { unchanged: Float64Array.of(0.5, 0.25), promoted: Float64Array.of(0.25, 1) };
 * const stars = Float64Array.of(5, 5);
 * const outcomes = drawClicks(slates, assignment, potential, stars, ORIGINAL_CLICK_DRAW);
 * const summary = summarizeOutcomes(mapExposure(slates, assignment), potential, outcomes);
 * assertEquals(summary.map(({ group, meanLift }) => [group, meanLift]), [
 *   ["direct_promoted", 0.75],
 *   ["same_cluster_spillover", -0.25],
 * ]);
 * ```
 */
export function summarizeOutcomes(
  exposure: Exposure,
  potential: PotentialClicks,
  outcomes: ClickOutcomes,
): GroupOutcome[] {
  const group = groupColumn(exposure.group, "group");
  requireLengths({ unchanged: potential.unchanged }, group.length);
  const unchanged = probabilityColumn(potential.unchanged, "unchanged");
  const drawn = soundColumns(outcomes, OUTCOME_CHECKS, group.length);
  const { probability, lift, click, engagement } = drawn;
  const meansOf = meansByGroup(group, EXPOSURE_GROUPS.length);
  const [probabilityMeans, unchangedMeans] = [meansOf(probability), meansOf(unchanged)];
  const [liftMeans, clickMeans] = [meansOf(lift), meansOf(click)];
  const engagementMeans = meansOf(engagement);
  return presentGroups(group).map(({ code, ...present }) => ({
    ...present,
    meanProbability: probabilityMeans[code]!,
    meanUnchangedProbability: unchangedMeans[code]!,
    meanLift: liftMeans[code]!,
    clickRate: clickMeans[code]!,
    meanEngagement: engagementMeans[code]!,
  })).sort((a, b) => b.meanLift - a.meanLift || a.place - b.place);
}

/** The groups that have rows, in the order of their names, which is not that of their codes. */
function presentGroups(group: Uint8Array): (GroupRows & { readonly code: number })[] {
  const rows = new Float64Array(EXPOSURE_GROUPS.length);
  for (let row = 0; row < group.length; row++) rows[group[row]!]!++;
  return EXPOSURE_GROUPS
    .map((name, code) => ({ group: name, code, rows: rows[code]! }))
    .filter((candidate) => candidate.rows > 0)
    .sort((a, b) => a.group < b.group ? -1 : 1)
    .map((present, place) => ({ ...present, place }));
}

function slatesPerGroup({ slates, slateOfRow }: Slates, group: Uint8Array): Float64Array {
  const seen = new Uint8Array(slates);
  for (let row = 0; row < group.length; row++) seen[slateOfRow[row]!]! |= 1 << group[row]!;
  return Float64Array.from(EXPOSURE_GROUPS, (_, code) => {
    let count = 0;
    for (let slate = 0; slate < slates; slate++) count += (seen[slate]! >> code) & 1;
    return count;
  });
}
