/**
 * Slates, their exposures and their outcomes as the tables that readers see.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { numericColumn } from "lib/frames/frame_columns.ts";
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
import { formatCount } from "lib/text/counts.ts";
import { armInWords, exposureGroupInWords } from "lib/text/exposure_in_words.ts";
import { countText, decimalText, per100Text } from "lib/text/reader_numbers.ts";

/** What the features are that both arms are compared in, and whether each is a share from 0 to 1. */
const FEATURES: Readonly<Record<string, readonly [words: string, isShare: boolean]>> = {
  focal_seed_position: ["place of the focal movie", false],
  focal_observed_relevance: ["rating of the focal movie, in stars", false],
  focal_high_relevance: ["focal movies rated high, %", true],
  sample_rating_count: ["ratings of the focal movie, by all users", false],
  sample_mean_rating: ["mean rating of the focal movie, in stars", false],
  sample_liked_rate: ["ratings of the focal movie of 4 or more, %", true],
  n_ratings: ["ratings by the user", false],
  mean_rating: ["mean rating by the user, in stars", false],
  liked_rate: ["ratings by the user of 4 or more, %", true],
  unique_primary_genres: ["different first genres that the user rated", false],
};

/**
 * Head of a table of slates for readers: the columns that matter, and how many others there are.
 *
 * @param frame the slates, one movie a row, with their features
 * @param rows how many first rows to show, a positive whole number
 * @returns movie, genre, place and rating of these rows
 *
 * @example "Alien" heads the list of user 50
 * ```ts
 * import pl from "nodejs-polars";
 * import { slateRowsForReaders } from "lib/tables/slates_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const frame = pl.DataFrame({
 *   ...{ slate_id: ["user_50_seed"], title: ["Alien (1979)"], spillover_cluster: ["Horror"] },
 *   ...{ slate_position_seed: [1], observed_relevance: [5], movieId: [1214] },
 * });
 * const { columns, notes } = slateRowsForReaders(frame, 5);
 * assertEquals(columns[0]!.cells, ["Alien (1979)"]);
 * assertEquals(notes, ["1 further column."]);
 * ```
 */
export function slateRowsForReaders(frame: DataFrame, rows: number): ReaderTable {
  const head = frame.head(rows);
  return headTable(frame, [
    wordColumn("Movie", textsOf(head, "title")),
    wordColumn("Cluster", textsOf(head, "spillover_cluster")),
    decimalColumn("Place", numbersOf(head, "slate_position_seed"), 0),
    decimalColumn("Rating, in stars", numbersOf(head, "observed_relevance"), 1),
    secondary(wordColumn("Slate", textsOf(head, "slate_id"))),
  ], "rows");
}

/**
 * Head of the table of focal items for readers.
 *
 * @param frame the focal items, as `focalItemTable` lays them out
 * @param rows how many first rows to show, a positive whole number
 * @returns focal movie, genre, place, rating and arm of these slates
 *
 * @example "Alien", fifth in its list, is promoted
 * ```ts
 * import pl from "nodejs-polars";
 * import { focalItemsForReaders } from "lib/tables/slates_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const frame = pl.DataFrame({
 *   ...{ slate_id: ["user_50_seed"], focal_title: ["Alien (1979)"] },
 *   ...{ focal_spillover_cluster: ["Horror"], focal_seed_position: [5] },
 *   ...{ focal_observed_relevance: [4.5], assignment_arm: ["promote_focal_item"] },
 * });
 * const { columns } = focalItemsForReaders(frame, 5);
 * assertEquals(columns[3]!.cells, ["focal movie promoted"]);
 * ```
 */
export function focalItemsForReaders(frame: DataFrame, rows: number): ReaderTable {
  const head = frame.head(rows);
  return headTable(frame, [
    wordColumn("Focal movie", textsOf(head, "focal_title")),
    wordColumn("Cluster", textsOf(head, "focal_spillover_cluster")),
    decimalColumn("Place", numbersOf(head, "focal_seed_position"), 0),
    wordColumn("What was drawn", textsOf(head, "assignment_arm").map(armOrNone)),
    secondary(decimalColumn("Rating, in stars", numbersOf(head, "focal_observed_relevance"), 1)),
    secondary(wordColumn("Slate", textsOf(head, "slate_id"))),
  ], "slates");
}

/**
 * Head of the table of slates' outcomes for readers.
 *
 * @param frame the slates, as `slateOutcomeTable` lays them out
 * @param rows how many first rows to show, a positive whole number
 * @returns focal movie, arm, clicks, and the lift with its parts in expected clicks
 *
 * @example A slate that gains a quarter of a click and loses a half
 * ```ts
 * import pl from "nodejs-polars";
 * import { slateOutcomesForReaders } from "lib/tables/slates_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const frame = pl.DataFrame({
 *   ...{ slate_id: ["user_50_seed"], focal_title: ["Alien (1979)"] },
 *   ...{ assignment_arm: ["promote_focal_item"], total_simulated_clicks: [3] },
 *   ...{ total_known_probability_lift: [-0.25], direct_expected_lift: [0.25] },
 *   ...{ same_cluster_spillover_expected_lift: [-0.25], other_spillover_expected_lift: [-0.25] },
 * });
 * assertEquals(slateOutcomesForReaders(frame, 5).columns[3]!.cells, ["−0.2500"]);
 * ```
 */
export function slateOutcomesForReaders(frame: DataFrame, rows: number): ReaderTable {
  const head = frame.head(rows);
  const lifts = (heading: string, name: string) => decimalColumn(heading, numbersOf(head, name), 4);
  return headTable(frame, [
    wordColumn("Focal movie", textsOf(head, "focal_title")),
    wordColumn("What was drawn", textsOf(head, "assignment_arm").map(armOrNone)),
    countColumn("Clicks", numbersOf(head, "total_simulated_clicks")),
    lifts("Lift of the slate", "total_known_probability_lift"),
    lifts("Of it the focal movie", "direct_expected_lift"),
    secondary(lifts("Of it its cluster", "same_cluster_spillover_expected_lift")),
    secondary(lifts("Of it all others", "other_spillover_expected_lift")),
  ], "slates");
}

/**
 * Table of balance for readers.
 *
 * @param frame the features' means by arm, as `balanceTable` lays them out
 * @returns one row per feature: its mean over the focal movies of either arm, and the difference;
 *   shares in percent
 *
 * @example The promoted movies stood two places higher
 * ```ts
 * import pl from "nodejs-polars";
 * import { balanceForReaders } from "lib/tables/slates_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const frame = pl.DataFrame({
 *   ...{ feature: ["focal_seed_position"], leave_slate_unchanged: [7], promote_focal_item: [5] },
 *   promoted_minus_control: [-2],
 * });
 * assertEquals(balanceForReaders(frame).columns[3]!.cells, ["−2.0000"]);
 * ```
 */
export function balanceForReaders(frame: DataFrame): ReaderTable {
  const features = textsOf(frame, "feature").map((feature) => feature ?? "");
  const means = (heading: string, name: string) => {
    const values = numbersOf(frame, name);
    return valueColumn(heading, features.map((feature, row) => meanText(feature, values[row]!)));
  };
  return readerTable([
    wordColumn("Mean", features.map((feature) => featureOf(feature)[0])),
    means("Slates left unchanged", "leave_slate_unchanged"),
    means("Slates promoted", "promote_focal_item"),
    means("Difference", "promoted_minus_control"),
  ], { noun: "features" });
}

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

/** A head with the number of its table's rows and of the columns that are not shown. */
function headTable(frame: DataFrame, columns: readonly ReaderColumn[], noun: string): ReaderTable {
  const others = frame.width - columns.length;
  const notes = others > 0
    ? [`${formatCount(others)} further column${others === 1 ? "" : "s"}.`]
    : [];
  return readerTable(columns, { of: frame.height, noun, notes });
}

function groupColumn(
  groups: readonly { readonly group: GroupExposure["group"] }[],
): ReaderColumn {
  return wordColumn("Exposure group", groups.map(({ group }) => exposureGroupInWords(group)));
}

function featureOf(feature: string): readonly [words: string, isShare: boolean] {
  return Object.hasOwn(FEATURES, feature)
    ? FEATURES[feature]!
    : [feature.replaceAll("_", " "), false];
}

function meanText(feature: string, mean: number): string {
  return featureOf(feature)[1] ? per100Text(mean) : decimalText(mean, 4);
}

function armOrNone(arm: string | null): string | null {
  return arm === null ? null : armInWords(arm);
}

function textsOf(frame: DataFrame, name: string): (string | null)[] {
  return frame.getColumn(name).toArray().map((text) => text === null ? null : String(text));
}

function numbersOf(frame: DataFrame, name: string): number[] {
  return Array.from(numericColumn(frame, name));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
