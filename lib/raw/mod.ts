/**
 * Raw releases, prepared as the tables that the analyses read.
 *
 * @module
 */

export { type MindOptions, type MindReport, prepareMind } from "lib/raw/mind/prepare.ts";
export {
  DEFAULT_SLATE_SIZE,
  type MovieLensOptions,
  type MovieLensReport,
  prepareMovieLens,
} from "lib/raw/movielens/prepare.ts";
