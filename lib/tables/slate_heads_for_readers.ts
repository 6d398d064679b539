/**
 * The first rows of the wide tables of slates, in the columns that readers look for.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { numberValues, textValues } from "lib/frames/frame_columns.ts";
import {
  countColumn,
  decimalColumn,
  type ReaderColumn,
  secondary,
  wordColumn,
} from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { formatCount } from "lib/text/counts.ts";
import { armInWords } from "lib/text/exposure_in_words.ts";

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
 * import { slateRowsForReaders } from "lib/tables/slate_heads_for_readers.ts";
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
    wordColumn("Movie", textValues(head, "title")),
    wordColumn("Cluster", textValues(head, "spillover_cluster")),
    decimalColumn("Place", numberValues(head, "slate_position_seed"), 0),
    decimalColumn("Rating, in stars", numberValues(head, "observed_relevance"), 1),
    secondary(wordColumn("Slate", textValues(head, "slate_id"))),
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
 * import { focalItemsForReaders } from "lib/tables/slate_heads_for_readers.ts";
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
    wordColumn("Focal movie", textValues(head, "focal_title")),
    wordColumn("Cluster", textValues(head, "focal_spillover_cluster")),
    decimalColumn("Place", numberValues(head, "focal_seed_position"), 0),
    wordColumn("What was drawn", textValues(head, "assignment_arm").map(armOrNone)),
    secondary(decimalColumn("Rating, in stars", numberValues(head, "focal_observed_relevance"), 1)),
    secondary(wordColumn("Slate", textValues(head, "slate_id"))),
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
 * import { slateOutcomesForReaders } from "lib/tables/slate_heads_for_readers.ts";
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
  const lifts = (heading: string, name: string) =>
    decimalColumn(heading, numberValues(head, name), 4);
  return headTable(frame, [
    wordColumn("Focal movie", textValues(head, "focal_title")),
    wordColumn("What was drawn", textValues(head, "assignment_arm").map(armOrNone)),
    countColumn("Clicks", numberValues(head, "total_simulated_clicks")),
    lifts("Lift of the slate", "total_known_probability_lift"),
    secondary(lifts("Of it the focal movie", "direct_expected_lift")),
    secondary(lifts("Of it its cluster", "same_cluster_spillover_expected_lift")),
    secondary(lifts("Of it all others", "other_spillover_expected_lift")),
  ], "slates");
}

/** A head with the number of its table's rows and of the columns that are not shown. */
function headTable(frame: DataFrame, columns: readonly ReaderColumn[], noun: string): ReaderTable {
  const others = frame.width - columns.length;
  const notes = others > 0
    ? [`${formatCount(others)} further column${others === 1 ? "" : "s"}.`]
    : [];
  return readerTable(columns, { of: frame.height, noun, notes });
}

function armOrNone(arm: string | null): string | null {
  return arm === null ? null : armInWords(arm);
}
