/**
 * The balance of two arms as the table that readers see.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { numberValues, textValues } from "lib/frames/frame_columns.ts";
import { valueColumn, wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { decimalText, per100Text } from "lib/text/reader_numbers.ts";

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
 * Table of balance for readers.
 *
 * @param frame the features' means by arm, as `balanceTable` lays them out
 * @returns one row per feature: its mean over the focal movies of either arm, and the difference;
 *   shares in percent
 *
 * @example The promoted movies stood two places higher
 * ```ts
 * import pl from "nodejs-polars";
 * import { balanceForReaders } from "lib/tables/balance_for_readers.ts";
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
  const features = textValues(frame, "feature").map((feature) => feature ?? "");
  const means = (heading: string, name: string) => {
    const values = numberValues(frame, name);
    return valueColumn(heading, features.map((feature, row) => meanText(feature, values[row]!)));
  };
  return readerTable([
    wordColumn("Mean", features.map((feature) => featureOf(feature)[0])),
    means("Slates left unchanged", "leave_slate_unchanged"),
    means("Slates promoted", "promote_focal_item"),
    means("Difference", "promoted_minus_control"),
  ], { noun: "features" });
}

function featureOf(feature: string): readonly [words: string, isShare: boolean] {
  return Object.hasOwn(FEATURES, feature)
    ? FEATURES[feature]!
    : [feature.replaceAll("_", " "), false];
}

function meanText(feature: string, mean: number): string {
  return featureOf(feature)[1] ? per100Text(mean) : decimalText(mean, 4);
}
