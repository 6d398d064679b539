/**
 * Exposures of slates, their clusters and their outcomes as the tables that readers see.
 *
 * @module
 */

import {
  countColumn,
  decimalColumn,
  per100Column,
  type ReaderColumn,
  secondary,
  valueColumn,
  wordColumn,
} from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import type { ClusterExposure } from "lib/interference/clusters.ts";
import type { GroupExposure, GroupOutcome } from "lib/interference/exposure_groups.ts";
import type { ArmOutcome } from "lib/interference/slate_outcomes.ts";
import { armInWords, exposureGroupInWords } from "lib/text/exposure_in_words.ts";
import { countText, decimalText } from "lib/text/reader_numbers.ts";

/**
 * Table of the exposure groups for readers: how large they are and where they stand.
 *
 * @param groups the groups, in the order to list
 * @returns rows, slates, places before and after, visibility gained and rating of each group
 *
 * @example Four promoted movies came up by six places
 * ```ts
 * import { exposureForReaders } from "lib/tables/slates_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = exposureForReaders([
 *   { group: "direct_promoted", place: 0, rows: 4, slates: 4, rowShare: 1 / 24, slateShare: 0.5,
 *     meanSeedPosition: 7, meanFinalPosition: 1, meanVisibilityGain: 2 / 3, meanRelevance: 3.5 },
 * ]);
 * assertEquals(columns.map(({ cells }) => cells[0]).slice(0, 3), ["promoted movie", "4", "7.00"]);
 * ```
 */
export function exposureForReaders(groups: readonly GroupExposure[]): ReaderTable {
  return readerTable([
    groupColumn(groups),
    secondary(countColumn("Movies", groups.map(({ rows }) => rows))),
    decimalColumn("Mean place before", groups.map((each) => each.meanSeedPosition), 2),
    decimalColumn("Mean place after", groups.map((each) => each.meanFinalPosition), 2),
    decimalColumn("Mean gain of visibility", groups.map((each) => each.meanVisibilityGain), 4),
    secondary(decimalColumn("Mean rating, in stars", groups.map((e) => e.meanRelevance), 2)),
    secondary(countColumn("Slates", groups.map(({ slates }) => slates))),
  ], { noun: "groups" });
}

/**
 * Table of the exposure groups' shares for readers.
 *
 * @param groups the groups, in the order to list
 * @returns rows and slates of each group, and their shares of all rows and slates in percent
 *
 * @example One of twelve movies is promoted in every other slate
 * ```ts
 * import { exposureSharesForReaders } from "lib/tables/slates_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = exposureSharesForReaders([
 *   { group: "direct_promoted", place: 0, rows: 4, slates: 4, rowShare: 1 / 24, slateShare: 0.5,
 *     meanSeedPosition: 7, meanFinalPosition: 1, meanVisibilityGain: 2 / 3, meanRelevance: 3.5 },
 * ]);
 * assertEquals(columns[2]!.cells, ["4.17"]);
 * ```
 */
export function exposureSharesForReaders(groups: readonly GroupExposure[]): ReaderTable {
  return readerTable([
    groupColumn(groups),
    countColumn("Movies", groups.map(({ rows }) => rows)),
    per100Column("Share of all movies, %", groups.map(({ rowShare }) => rowShare)),
    countColumn("Slates with one", groups.map(({ slates }) => slates)),
    per100Column("Share of all slates, %", groups.map(({ slateShare }) => slateShare)),
  ], { noun: "groups" });
}

/**
 * Table of the clusters for readers: the right figures first, then two of the original's that are not
 * what their names say.
 *
 * @param clusters the clusters, in the order to list
 * @returns slates, promoted slates and exposed movies of each cluster
 *
 * @example Two of three focal comedies are promoted, in slates of twelve movies
 * ```ts
 * import { clustersForReaders } from "lib/tables/slates_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = clustersForReaders([
 *   { cluster: "Comedy", place: 0, randomizedSlates: 3, promotedSlates: 2,
 *     rowsOfPromotedSlates: 24, directRows: 2, sameClusterRows: 11, sameSlateRows: 22,
 *     meanFocalRelevance: 3.5, meanSlateRelevance: 4, sameClusterShare: 0.5 },
 * ]);
 * assertEquals(columns[2]!.cells, ["2"]);
 * ```
 */
export function clustersForReaders(clusters: readonly ClusterExposure[]): ReaderTable {
  return readerTable([
    wordColumn("Cluster of the focal movie", clusters.map(({ cluster }) => cluster)),
    secondary(countColumn("Slates", clusters.map((each) => each.randomizedSlates))),
    countColumn("Slates promoted", clusters.map((each) => each.promotedSlates)),
    secondary(countColumn("Movies exposed", clusters.map((each) => each.sameSlateRows))),
    countColumn("Of the focal movie's cluster", clusters.map((each) => each.sameClusterRows)),
    per100Column("Their share, %", clusters.map((each) => each.sameClusterShare)),
    secondary(
      decimalColumn("Mean rating of focal movies", clusters.map((e) => e.meanFocalRelevance), 2),
    ),
    secondary(
      countColumn("promoted_slates (original)", clusters.map((e) => e.rowsOfPromotedSlates)),
    ),
    secondary(
      decimalColumn(
        "mean_focal_relevance (original)",
        clusters.map((each) => each.meanSlateRelevance),
        2,
      ),
    ),
  ], { noun: "clusters", rows: 20 });
}

/**
 * Table of the exposure groups' outcomes for readers.
 *
 * @param groups the groups, in the order to list
 * @returns true click probabilities with and without the promotion, their difference, and the clicks
 *   that were simulated, all per 100 movies shown
 *
 * @example Four promoted movies, three of them clicked
 * ```ts
 * import { outcomesForReaders } from "lib/tables/slates_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = outcomesForReaders([
 *   { group: "direct_promoted", place: 0, rows: 4, meanProbability: 0.625,
 *     meanUnchangedProbability: 0.375, meanLift: 0.25, clickRate: 0.75, meanEngagement: 1.2 },
 * ]);
 * assertEquals(columns[1]!.cells, ["25.00"]);
 * ```
 */
export function outcomesForReaders(groups: readonly GroupOutcome[]): ReaderTable {
  return readerTable([
    groupColumn(groups),
    per100Column("True lift", groups.map(({ meanLift }) => meanLift)),
    per100Column("Expected clicks", groups.map((each) => each.meanProbability)),
    secondary(
      per100Column(
        "Expected without promotion",
        groups.map((each) => each.meanUnchangedProbability),
      ),
    ),
    per100Column("Simulated clicks", groups.map(({ clickRate }) => clickRate)),
    secondary(decimalColumn("Mean engagement", groups.map((e) => e.meanEngagement), 4)),
    secondary(countColumn("Movies", groups.map(({ rows }) => rows))),
  ], {
    noun: "groups",
    notes: ["Lift and clicks are per 100 movies shown, the engagement per movie."],
  });
}

/** The rows of the table of arms: what each is, and how it is written. */
const ARM_LINES: readonly (readonly [words: string, text: (arm: ArmOutcome) => string])[] = [
  ["Slates", (arm) => countText(arm.slates)],
  ["Simulated clicks", (arm) => decimalText(arm.meanClicks, 4)],
  ["Expected clicks", (arm) => decimalText(arm.meanExpectedClicks, 4)],
  ["Expected clicks without promotion", (arm) => decimalText(arm.meanExpectedClicksUnchanged, 4)],
  ["Lift of the whole slate", (arm) => decimalText(arm.meanLift, 4)],
  ["of it the focal movie", (arm) => decimalText(arm.meanDirectLift, 4)],
  ["of it other movies of its cluster", (arm) => decimalText(arm.meanSameClusterLift, 4)],
  ["of it all other movies", (arm) => decimalText(arm.meanOtherLift, 4)],
];

/**
 * Table of the arms' outcomes for readers, one arm a column.
 *
 * @param arms the arms, in the order to list
 * @returns slates, clicks, expected clicks and lifts, the clicks and lifts as means per slate
 *
 * @example A promotion gains a quarter of a click and costs the other movies half of that
 * ```ts
 * import { armsForReaders } from "lib/tables/slates_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = armsForReaders([
 *   { arm: "promote_focal_item", slates: 4, meanClicks: 5, meanExpectedClicks: 5.125,
 *     meanExpectedClicksUnchanged: 5, meanLift: 0.125, meanDirectLift: 0.25,
 *     meanSameClusterLift: -0.0625, meanOtherLift: -0.0625 },
 * ]);
 * assertEquals(columns[1]!.heading, "Focal movie promoted");
 * ```
 */
export function armsForReaders(arms: readonly ArmOutcome[]): ReaderTable {
  return readerTable([
    wordColumn("Mean per slate", arms.length === 0 ? [] : ARM_LINES.map(([words]) => words)),
    ...arms.map((arm) =>
      valueColumn(capital(armInWords(arm.arm)), ARM_LINES.map(([, text]) => text(arm)))
    ),
  ], { whenEmpty: "There are no slates." });
}

function groupColumn(
  groups: readonly { readonly group: GroupExposure["group"] }[],
): ReaderColumn {
  return wordColumn("Exposure group", groups.map(({ group }) => exposureGroupInWords(group)));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
