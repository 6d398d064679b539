/**
 * From a raw MovieLens release to seed slates, item features and user features.
 *
 * @module
 */

import { type OnProgress, uncounted } from "lib/progress.ts";
import { formatCount } from "lib/text/counts.ts";
import { InputError } from "lib/errors.ts";
import { requireWritable } from "lib/files/writable_folder.ts";
import { describeLineFaults, type LineReport, requireFewFaults } from "lib/raw/line_faults.ts";
import type { RawFile } from "lib/raw/raw_file.ts";
import { watchedBytes } from "lib/raw/watched_bytes.ts";
import { itemFeatures } from "lib/raw/movielens/item_features.ts";
import { type Movie, type MoviesFault, NO_GENRE, parseMovies } from "lib/raw/movielens/movies.ts";
import { writeTables } from "lib/raw/movielens/output.ts";
import { parseRatings, type RatingsFault } from "lib/raw/movielens/ratings.ts";
import { seedSlates } from "lib/raw/movielens/seed_slates.ts";
import { openMovieLensSource } from "lib/raw/movielens/source.ts";
import { itemsTable, slateSeedTable, userFeaturesTable } from "lib/raw/movielens/tables.ts";
import { userFeatures } from "lib/raw/movielens/user_features.ts";
import { groupByUser } from "lib/raw/movielens/user_histories.ts";
import type { SlatePaths } from "lib/slates/schema.ts";

/** How many movies a slate has unless the caller says otherwise. */
export const DEFAULT_SLATE_SIZE = 12;

const IF_EMPTY = "Unpack the MovieLens archive again, or name the archive itself.";

/** How {@linkcode prepareMovieLens} shall work. */
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

/** What {@linkcode prepareMovieLens} read and wrote. */
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
 * Reads a MovieLens release and writes seed slates, item features and user features as parquet.
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
  await requireWritable(options.output);
  const { onProgress, signal, userStride } = options;
  const slateSize = options.slateSize ?? DEFAULT_SLATE_SIZE;
  const source = await openMovieLensSource(path);
  const { format } = source;
  const files = { ratings: source.ratings.name, movies: source.movies.name };
  try {
    const read = await parseMovies(watched(source.movies, options), format, files.movies);
    requireFewFaults(read.report, files.movies, IF_EMPTY);
    const { movies, places } = read;
    const { kept, faults, lines, ratings } = await parseRatings(watched(source.ratings, options), {
      ...{ format, file: files.ratings, places, userStride },
    });

    onProgress?.(uncounted(
      "building",
      `Building slates and features from ${formatCount(kept.userCodes.length)} ratings of ` +
        `${formatCount(kept.userIds.length)} users`,
    ));
    const { histories, repeatedLines } = groupByUser(kept, movies.length);
    for (const line of repeatedLines) {
      faults.add("a kept user and a movie that an earlier line has", line);
    }
    const ratingsReport = faults.report(lines);
    requireFewRatingFaults(ratingsReport, read.report, files);
    const slates = seedSlates(histories, slateSize, options.slates);
    const users = histories.userIds.length;
    requireSlates(slates.users.length, { users, slateSize, file: files.ratings });
    const items = itemFeatures(histories, movies.length);
    const features = userFeatures(histories, primaryGenreCodes(movies));
    const rated = Array.from(items.places, (place) => movies[place]!);

    onProgress?.(uncounted("writing", `Writing ${formatCount(slates.users.length)} slates`));
    const output = await writeTables(options.output, {
      slateSeed: () => slateSeedTable(slates, histories, movies),
      items: () => itemsTable(items, movies),
      userFeatures: () => userFeaturesTable(features, histories.userIds),
    }, signal);
    return {
      files,
      ratings: ratingsReport,
      movies: read.report,
      release: { ratings, users: kept.usersOfRelease, movies: movies.length },
      userStride: kept.userStride,
      sample: { users, ratings: histories.halfStars.length, movies: rated.length },
      lacking: {
        year: rated.filter(({ releaseYear }) => releaseYear === null).length,
        genre: rated.filter(({ primaryGenre }) => primaryGenre === NO_GENRE).length,
      },
      users: {
        qualifying: slates.qualifyingUsers,
        tooFewRatings: users - slates.qualifyingUsers,
      },
      slates: { count: slates.users.length, size: slateSize, rows: slates.ratings.length },
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

function watched(file: RawFile, { onProgress, signal }: MovieLensOptions) {
  return watchedBytes(file, { onProgress, signal });
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

function primaryGenreCodes(movies: readonly Movie[]): Int32Array {
  const codes = new Map<string, number>();
  return Int32Array.from(movies, ({ primaryGenre }) => {
    if (!codes.has(primaryGenre)) codes.set(primaryGenre, codes.size);
    return codes.get(primaryGenre)!;
  });
}
