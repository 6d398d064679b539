/**
 * Raw releases, prepared as the tables that the analyses read.
 *
 * @module
 */

export type { LineFault, LineReport } from "lib/raw/line_faults.ts";
export type { AbsentNews } from "lib/raw/mind/absent_news.ts";
export type { BehaviorsFault } from "lib/raw/mind/behaviors.ts";
export type { Checksum, MindChecksums, MindRelease } from "lib/raw/mind/checksums.ts";
export type { NewsFault } from "lib/raw/mind/news.ts";
export { type MindOptions, type MindReport, prepareMind } from "lib/raw/mind/prepare.ts";
export type { MoviesFault } from "lib/raw/movielens/movies.ts";
export {
  DEFAULT_SLATE_SIZE,
  type MovieLensOptions,
  type MovieLensReport,
  prepareMovieLens,
} from "lib/raw/movielens/prepare.ts";
export type { RatingsFault } from "lib/raw/movielens/ratings.ts";
