/**
 * The three tables that the interference analysis starts from.
 *
 * @module
 */

import { requireFolder } from "lib/argument_checks.ts";
import { column, type ColumnDescription } from "lib/frames/columns.ts";

/** Worst and best rating that a release can hold, in points. */
export const RATING_SCALE = { worst: 0.5, best: 5 } as const;

/** Candidate movies of slates, a movie of a slate a row; twelve columns in file order. */
export const SLATE_SEED_COLUMNS: readonly ColumnDescription[] = [
  column("slate_id", "string", false, "name of the slate"),
  column("userId", "integer", false, "whose slate it is"),
  column("movieId", "integer", false, "the movie"),
  column("title", "string", true, "title of the movie, usually with its year"),
  column("genres", "string", true, "genres of the movie, joined by |"),
  column("primary_genre", "string", true, "the genre listed first"),
  column("spillover_cluster", "string", false, "movies of one cluster compete with each other"),
  column("slate_position_seed", "integer", false, "place in the slate before promotion, from 1"),
  column("observed_relevance", "real", false, "the user's rating of the movie, 0.5 to 5 points"),
  column("high_relevance", "binary", false, "1 where the rating is 4 or more, else 0"),
  column("rating_datetime", "timestamp", true, "when the movie was rated"),
  column("rating_year", "integer", true, "the year in which the movie was rated"),
];

/** Movies that the sample's users rated, a movie a row; nine columns in file order. */
export const ITEM_COLUMNS: readonly ColumnDescription[] = [
  column("movieId", "integer", false, "the movie"),
  column("title", "string", true, "title of the movie, usually with its year"),
  column("genres", "string", true, "genres of the movie, joined by |"),
  column("primary_genre", "string", true, "the genre listed first"),
  column("release_year", "integer", true, "the year in the title"),
  column("sample_rating_count", "integer", true, "ratings of the movie in the sample"),
  column("sample_mean_rating", "real", true, "mean of these ratings, in points"),
  column("sample_liked_rate", "real", true, "share of these ratings that are 4 or more"),
  column("popularity_bucket", "string", true, "quarter of the movies by number of ratings"),
];

/** Users of the sample, a user a row; nine columns in file order. */
export const USER_FEATURE_COLUMNS: readonly ColumnDescription[] = [
  column("userId", "integer", false, "the user"),
  column("n_ratings", "integer", true, "ratings of the user"),
  column("mean_rating", "real", true, "mean of these ratings, in points"),
  column("liked_rate", "real", true, "share of these ratings that are 4 or more"),
  column("active_years", "integer", true, "calendar years with a rating"),
  column("unique_primary_genres", "integer", true, "different primary genres rated"),
  column("first_rating_datetime", "timestamp", true, "time of the first rating"),
  column("last_rating_datetime", "timestamp", true, "time of the last rating"),
  column("activity_span_days", "integer", true, "whole days from the first rating to the last"),
];

/** Columns that every row takes over from its slate's focal item and assignment. */
export const ASSIGNMENT_COLUMNS: readonly string[] = [
  "focal_movieId",
  "focal_title",
  "focal_spillover_cluster",
  "focal_seed_position",
  "promotion_probability",
  "promotion_applied",
  "assignment_arm",
];

/** Columns that the analysis adds to the slates' rows, besides the features of movies and users. */
export const ADDED_COLUMNS: readonly string[] = [
  ...ASSIGNMENT_COLUMNS,
  "is_focal_item",
  "direct_treatment",
  "same_slate_spillover",
  "same_cluster_spillover",
  "displaced_by_promotion",
  "final_position",
  "baseline_visibility",
  "final_visibility",
  "visibility_gain",
  "position_change",
  "exposure_group",
  "log_item_popularity",
  "log_item_popularity_z",
  "p_no_promotion",
  "p_observed",
  "known_probability_lift",
  "simulated_click",
  "simulated_engagement_score",
];

/** Paths of the three tables. */
export interface SlatePaths {
  /** {@linkcode SLATE_SEED_COLUMNS} */
  readonly slateSeed: string;
  /** {@linkcode ITEM_COLUMNS} */
  readonly items: string;
  /** {@linkcode USER_FEATURE_COLUMNS} */
  readonly userFeatures: string;
}

/**
 * Paths of the three tables in a folder.
 *
 * @param folder the folder that holds them
 * @returns their paths; no file need be there
 * @throws {InputError} if the folder is no text, or an empty one
 *
 * @example
 * ```ts
 * import { slatePaths } from "lib/slates/schema.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { items } = slatePaths("data/sample");
 * assertEquals(items, "data/sample/movielens_interference_items.parquet");
 * ```
 */
export function slatePaths(folder: string): SlatePaths {
  requireFolder(folder);
  const path = (table: string) =>
    `${folder.replace(/\/+$/, "")}/movielens_interference_${table}.parquet`;
  return {
    slateSeed: path("slate_seed"),
    items: path("items"),
    userFeatures: path("user_features"),
  };
}
