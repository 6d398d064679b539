/**
 * From a raw MovieLens release to seed slates, item features and user features.
 *
 * @module
 */

import pl from "nodejs-polars";
import { type OnProgress, uncounted } from "lib/progress.ts";
import { formatCount } from "lib/text/counts.ts";
import { InputError } from "lib/errors.ts";
import { requireOutputPlace, requireTablePlace } from "lib/files/output_place.ts";
import { requireWritable } from "lib/files/writable_folder.ts";
import { describeLineFaults, type LineReport, requireFewFaults } from "lib/raw/line_faults.ts";
import { watchedBytes } from "lib/raw/watched_bytes.ts";
import { type MoviesFault, NO_GENRE, parseMovies } from "lib/raw/movielens/movies.ts";
import { writeTables } from "lib/raw/movielens/output.ts";
import { firstRatings, moviesFrame } from "lib/raw/movielens/rating_frames.ts";
import { parseRatings, type RatingsFault } from "lib/raw/movielens/ratings.ts";
import { openMovieLensSource } from "lib/raw/movielens/source.ts";
import { itemFeatures, seedSlates, userFeatures } from "lib/raw/movielens/tables.ts";
import { type SlatePaths, slatePaths } from "lib/slates/schema.ts";

/** The number of movies in a slate unless the caller says otherwise. */
export const DEFAULT_SLATE_SIZE = 12;

const IF_EMPTY = "Unpack the MovieLens archive again, or name the archive itself.";

/** Options for {@linkcode prepareMovieLens}. */
export interface MovieLensOptions {
  /**
   * Users whose id is a multiple of this are kept; by default every 50th of a release of more than
   * 100,000 users, else all.
   */
  readonly userStride?: number;
  /** How many slates there shall be at most. */
  readonly slates: number;
  /** The folder for the three tables; made if it is missing. */
  readonly output: string;
  /** How many movies a slate has, by default {@linkcode DEFAULT_SLATE_SIZE}. */
  readonly slateSize?: number;
  /** Hears of each step, `reading` (counted in bytes), `building` and `writing`. */
  readonly onProgress?: OnProgress;
  /** Ends the work early, leaving what was there before. */
  readonly signal?: AbortSignal;
}

/** The account of what {@linkcode prepareMovieLens} read and wrote. */
export interface MovieLensReport {
  /** The two raw files as found. */
  readonly files: { readonly ratings: string; readonly movies: string };
  /** Lines and malformed lines of the ratings; repeated pairs of user and movie come last. */
  readonly ratings: LineReport<RatingsFault>;
  /** Lines and malformed lines of the movies. */
  readonly movies: LineReport<MoviesFault>;
  /** Well-formed ratings, users who rate, and movies of the whole release. */
  readonly release: { readonly ratings: number; readonly users: number; readonly movies: number };
  /** Users whose id is a multiple of this were kept. */
  readonly userStride: number;
  /** The kept users, their ratings, and the movies that they rate. */
  readonly sample: { readonly users: number; readonly ratings: number; readonly movies: number };
  /** Rated movies whose title ends in no year, and those without a genre. */
  readonly lacking: { readonly year: number; readonly genre: number };
  /** Kept users with enough ratings for a slate, and those with fewer. */
  readonly users: { readonly qualifying: number; readonly tooFewRatings: number };
  /** The slates written, the movies in each, and their rows together. */
  readonly slates: { readonly count: number; readonly size: number; readonly rows: number };
  /** Where the tables stand. */
  readonly output: SlatePaths;
}

/**
 * Seed slates, item features and user features of a MovieLens release, written as parquet.
 *
 * The sample is all ratings of the kept users. Each of the first users by ascending id that rate
 * enough movies gets a slate: the movies rated best, equal ratings from the most recent.
 *
 * @param path the archive, such as `ml-latest-small.zip`, or a folder
 * @param options which users, how many slates of which size, and where to write
 * @returns what was read, what was malformed and what was written
 * @throws {InputError} if a file is missing, unreadable or without its header, if more than 1 % of
 *   a file's lines are malformed, if nobody rates enough movies, if an option is not usable or the
 *   folder cannot be written; then an earlier set of tables still stands
 *
 * @example
 * ```ts
 * import { prepareMovieLens } from "lib/raw/movielens/prepare.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * Deno.writeTextFileSync(`${folder}/movies.csv`, "movieId,title,genres\n1,Cosmos,Drama\n");
 * Deno.writeTextFileSync(`${folder}/ratings.csv`, "userId,movieId,rating,timestamp\n7,1,4.5,0\n");
 * const report = await prepareMovieLens(folder, { slates: 10, slateSize: 1, output: folder });
 * assertEquals(report.slates, { count: 1, size: 1, rows: 1 });
 * assertEquals(report.lacking, { year: 1, genre: 0 });
 * ```
 */
export async function prepareMovieLens(
  path: string,
  options: MovieLensOptions,
): Promise<MovieLensReport> {
  requireUsable(options);
  const tables = Object.values(slatePaths(options.output));
  await requireOutputPlace(options.output);
  await requireWritable(options.output);
  const { onProgress, signal, userStride } = options;
  const slateSize = options.slateSize ?? DEFAULT_SLATE_SIZE;
  const source = await openMovieLensSource(path);
  const { format } = source;
  const files = { ratings: source.ratings.name, movies: source.movies.name };
  try {
    for (const table of tables) await requireTablePlace(table, source.paths);
    const read = await parseMovies(watchedBytes(source.movies, options), format, files.movies);
    requireFewFaults(read.report, files.movies, IF_EMPTY);
    const { movies, places } = read;
    const log = await parseRatings(watchedBytes(source.ratings, options), {
      ...{ format, file: files.ratings, places, userStride },
    });
    const { kept, faults } = log;

    onProgress?.(uncounted(
      "building",
      `Building slates and features from ${formatCount(kept.ratings.height)} ratings of ` +
        `${formatCount(kept.keptUsers)} users`,
    ));
    const { ratings, repeatedLines } = firstRatings(kept.ratings);
    for (const line of repeatedLines) {
      faults.add("a kept user and a movie that an earlier line has", line);
    }
    const ratingsReport = faults.report(log.lines);
    requireFewRatingFaults(ratingsReport, read.report, files);
    const frames = { ratings, users: kept.users, movies: moviesFrame(movies) };
    const users = userFeatures(frames);
    const qualifying = users.filter(pl.col("n_ratings").gtEq(slateSize));
    const slates = Math.min(qualifying.height, options.slates);
    requireSlates(slates, { users: users.height, slateSize, file: files.ratings });
    const slateSeed = seedSlates(frames, qualifying.head(slates), slateSize);
    const items = itemFeatures(frames);

    onProgress?.(uncounted("writing", `Writing ${formatCount(slates)} slates`));
    const frameOf = { slateSeed, items, userFeatures: users };
    const provenance = { kind: "ratings", slates, userStride: kept.userStride } as const;
    const output = await writeTables(options.output, frameOf, provenance, signal);
    return {
      files,
      ratings: ratingsReport,
      movies: read.report,
      release: { ratings: log.ratings, users: kept.users.height, movies: movies.length },
      userStride: kept.userStride,
      sample: { users: users.height, ratings: ratings.height, movies: items.height },
      lacking: {
        year: items.getColumn("release_year").nullCount(),
        genre: items.filter(pl.col("primary_genre").eq(pl.lit(NO_GENRE))).height,
      },
      users: { qualifying: qualifying.height, tooFewRatings: users.height - qualifying.height },
      slates: { count: slates, size: slateSize, rows: slateSeed.height },
      output,
    };
  } finally {
    await source.close();
  }
}

/** The options are checked before minutes of work, not after. */
function requireUsable({ userStride, slates, slateSize, output }: MovieLensOptions): void {
  for (const [name, value] of Object.entries({ userStride, slates, slateSize })) {
    if (value === undefined || Number.isSafeInteger(value) && value > 0) continue;
    throw new InputError(`${name} is ${value}`, { remedy: "Give a positive whole number." });
  }
  if (output === "") throw new InputError("the output is empty", { remedy: "Name a folder." });
}

/** Lines that the movies lost make ratings of theirs malformed: then both are named. */
function requireFewRatingFaults(
  ratings: LineReport<RatingsFault>,
  movies: LineReport,
  files: MovieLensReport["files"],
): void {
  try {
    requireFewFaults(ratings, files.ratings, IF_EMPTY);
  } catch (error) {
    if (!(error instanceof InputError) || movies.malformed === 0) throw error;
    throw error.with({
      remedy: `${error.remedy} Mend ${files.movies} first, of which lines were left out: ${
        describeLineFaults(movies).join("; ")
      }.`,
    });
  }
}

function requireSlates(
  slates: number,
  { users, slateSize, file }: { users: number; slateSize: number; file: string },
): void {
  if (slates > 0) return;
  if (users === 0) {
    throw new InputError("there are no ratings of users to keep", {
      file,
      remedy: "Use the file as released, or keep more users by a smaller stride.",
    });
  }
  throw new InputError(
    `none of the ${formatCount(users)} kept users has ${slateSize} ratings`,
    { file, remedy: "Keep more users by a smaller stride, or make the slates smaller." },
  );
}
