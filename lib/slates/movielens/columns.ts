/**
 * The three prepared tables: their names and columns.
 *
 * @module
 */

import { column, type ColumnDescription } from "lib/columns.ts";

/** The tables that are made of a MovieLens release. */
export type MovieLensTable = "slateSeed" | "items" | "userFeatures";

/** The file in which each table stands. */
export const MOVIELENS_FILES: Readonly<Record<MovieLensTable, string>> = {
  slateSeed: "movielens_interference_slate_seed.parquet",
  items: "movielens_interference_items.parquet",
  userFeatures: "movielens_interference_user_features.parquet",
};

/** The columns of each table, in file order. */
export const MOVIELENS_COLUMNS: Readonly<Record<MovieLensTable, readonly ColumnDescription[]>> = {
  slateSeed: [
    column("slate_id", "string", false, "the slate: user_<userId>_seed"),
    column("userId", "integer", false, "whose slate it is"),
    column("movieId", "integer", false, "the movie in this place"),
    column("title", "string", false, "the movie's title as released"),
    column("genres", "string", false, "the movie's genres, joined by |"),
    column("primary_genre", "string", false, "the genre listed first"),
    column("spillover_cluster", "string", false, "movies that compete: the primary genre"),
    column("slate_position_seed", "integer", false, "place in the slate, from 1"),
    column("observed_relevance", "real", false, "the user's rating of the movie, 0.5 to 5 stars"),
    column("high_relevance", "binary", false, "1 where the rating is at least 4 stars, else 0"),
    column("rating_datetime", "timestamp", false, "when the user rated the movie, in UTC"),
    column("rating_year", "integer", false, "calendar year of the rating"),
  ],
  items: [
    column("movieId", "integer", false, "the movie"),
    column("title", "string", false, "its title as released"),
    column("genres", "string", false, "its genres, joined by |"),
    column("primary_genre", "string", false, "the genre listed first"),
    column("release_year", "integer", true, "year in parentheses at the title's end"),
    column("sample_rating_count", "integer", false, "how many kept users rate it"),
    column("sample_mean_rating", "real", false, "their mean rating in stars"),
    column("sample_liked_rate", "real", false, "share of their ratings of at least 4 stars"),
    column("popularity_bucket", "string", false, "quarter of the movies by sample_rating_count"),
  ],
  userFeatures: [
    column("userId", "integer", false, "the user"),
    column("n_ratings", "integer", false, "how many movies the user rates"),
    column("mean_rating", "real", false, "the user's mean rating in stars"),
    column("liked_rate", "real", false, "share of the user's ratings of at least 4 stars"),
    column("active_years", "integer", false, "in how many calendar years the user rates"),
    column("unique_primary_genres", "integer", false, "different primary genres the user rates"),
    column("first_rating_datetime", "timestamp", false, "the user's first rating, in UTC"),
    column("last_rating_datetime", "timestamp", false, "the user's last rating, in UTC"),
    column("activity_span_days", "integer", false, "whole days from first to last rating"),
  ],
};
