/**
 * The processed impression table: one displayed item per row, twenty columns.
 *
 * @module
 */

import { column, type ColumnDescription } from "lib/frames/columns.ts";

/**
 * The twenty columns in file order.
 *
 * Covariates may be missing (the nuisance models impute them); treatment, outcome and identifiers
 * may not.
 */
export const IMPRESSION_COLUMNS: readonly ColumnDescription[] = [
  column("impression_id", "integer", false, "number of the impression, from 1 in logged order"),
  column("user_id", "string", false, "who saw the list"),
  column("timestamp", "timestamp", true, "when the list was shown"),
  column("news_id", "string", false, "the displayed article"),
  column("position", "integer", false, "place in the list as logged, from 1"),
  column("category", "string", true, "topic of the article"),
  column("subcategory", "string", true, "finer topic of the article"),
  column("title", "string", true, "headline"),
  column("title_length", "integer", true, "length of the headline in characters"),
  column("abstract_length", "integer", true, "length of the abstract in characters, 0 if empty"),
  column("history_len", "integer", true, "number of articles the user had clicked before"),
  column("candidate_set_size", "integer", true, "number of articles in the list"),
  column("hour", "integer", true, "hour of the day, 0 to 23"),
  column("day_of_week", "integer", true, "day of the week, 0 for Monday to 6 for Sunday"),
  column("relative_position", "real", true, "position divided by candidate_set_size"),
  column("item_exposures", "integer", true, "times this table displays the article"),
  column("item_clicks", "integer", true, "times this table's users clicked the article"),
  column("item_ctr", "real", true, "item_clicks divided by item_exposures"),
  column("is_top_3", "binary", false, "1 where position is 3 or less, else 0"),
  column("clicked", "binary", false, "1 where the user clicked the article, else 0"),
];

/** The file, in `data/processed`, of the table that is prepared from the genuine logs. */
export const PROCESSED_IMPRESSIONS = "mind_small_impressions_train_sample.parquet";
