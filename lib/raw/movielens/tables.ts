/**
 * From the kept ratings to the three prepared tables.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import { rankGroups } from "lib/effects/rank_groups.ts";
import { type ColumnDescription, polarsType } from "lib/frames/columns.ts";
import { numericColumn } from "lib/frames/frame_columns.ts";
import { byKey, type RatingFrames } from "lib/raw/movielens/rating_frames.ts";
import { ITEM_COLUMNS, SLATE_SEED_COLUMNS, USER_FEATURE_COLUMNS } from "lib/slates/schema.ts";

/** The groups of movies, equal in size, from the least to the most often rated. */
const POPULARITY_BUCKETS = ["low", "medium", "high", "very_high"] as const;

const DAY_SECONDS = 86_400;

const SECONDS = pl.col("seconds").cast(pl.Int64);
const TIME = SECONDS.mul(pl.lit(1_000_000).cast(pl.Int64)).cast(pl.Datetime("us"));
/** Half stars add up without rounding, so that the order of the rows cannot move a mean's last bit. */
const STARS = pl.col("half_stars").cast(pl.Float64).div(2);
/** A rating of at least 4 stars says that the user liked the movie. */
const IS_LIKED = STARS.gtEq(4);

/** The user features: who rates a row, by ascending id. */
export function userFeatures({ ratings, users, movies }: RatingFrames): DataFrame {
  const genres = movies.lazy().select("movie", "primary_genre");
  const features = byKey(
    ratings,
    "user",
    (some) =>
      some.join(genres, { on: "movie" }).groupBy("user").agg(
        pl.len().alias("n_ratings"),
        STARS.mean().alias("mean_rating"),
        IS_LIKED.mean().alias("liked_rate"),
        TIME.dt.year().nUnique().alias("active_years"),
        pl.col("primary_genre").nUnique().alias("unique_primary_genres"),
        TIME.min().alias("first_rating_datetime"),
        TIME.max().alias("last_rating_datetime"),
        SECONDS.max().sub(SECONDS.min()).div(DAY_SECONDS).floor().alias("activity_span_days"),
      ),
  );
  return inFileOrder(features.join(users, { on: "user" }).sort("userId"), USER_FEATURE_COLUMNS);
}

/** The item features: a rated movie a row, by ascending id. */
export function itemFeatures({ ratings, movies }: Omit<RatingFrames, "users">): DataFrame {
  const features = byKey(ratings, "movie", (some) =>
    some.groupBy("movie").agg(
      pl.len().alias("sample_rating_count"),
      STARS.mean().alias("sample_mean_rating"),
      IS_LIKED.mean().alias("sample_liked_rate"),
    )).join(movies, { on: "movie" }).sort("movie");
  const counts = numericColumn(features, "sample_rating_count");
  const buckets = Array.from(
    rankGroups(counts, POPULARITY_BUCKETS.length),
    (group) => POPULARITY_BUCKETS[group]!,
  );
  const popularity = pl.Series("popularity_bucket", buckets, pl.String);
  return inFileOrder(features.withColumns(popularity), ITEM_COLUMNS);
}

/**
 * The seed slates, by ascending `userId` of the given users: the `size` movies that each rates best,
 * equal ratings from the most recent, those of the same second by ascending movie id.
 */
export function seedSlates(
  { ratings, users, movies }: RatingFrames,
  userIds: DataFrame,
  size: number,
): DataFrame {
  const chosen = userIds.lazy().select("userId").join(users.lazy(), { on: "userId" });
  const slates = ratings.lazy()
    .join(chosen, { on: "user" })
    .sort(["userId", "half_stars", "seconds", "movie"], [false, true, true, false])
    .withColumns(pl.col("movie").cumCount().over("userId").alias("slate_position_seed"))
    .filter(pl.col("slate_position_seed").ltEq(size))
    .join(movies.lazy(), { on: "movie", how: "left", maintainOrder: "left" })
    .withColumns(
      pl.format("user_{}_seed", pl.col("userId")).alias("slate_id"),
      pl.col("primary_genre").alias("spillover_cluster"),
      STARS.alias("observed_relevance"),
      IS_LIKED.alias("high_relevance"),
      TIME.alias("rating_datetime"),
      TIME.dt.year().alias("rating_year"),
    );
  return inFileOrder(slates.collectSync(), SLATE_SEED_COLUMNS);
}

function inFileOrder(frame: DataFrame, columns: readonly ColumnDescription[]): DataFrame {
  return frame.select(...columns.map(({ name, kind }) => pl.col(name).cast(polarsType(kind))));
}
