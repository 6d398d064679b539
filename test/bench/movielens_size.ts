/**
 * Measures `deno task data:movielens` on simulated ratings of the size of ml-25m.
 *
 * @module
 */

import seedrandom from "seedrandom";
import { formatCount } from "lib/text/counts.ts";
import { writeLines } from "../raw/places.ts";
import { type CommandSize, describeSize, isWithin, measureCommand } from "./command_size.ts";

/** The sizes of ml-25m: its ratings, users and movies, and its largest movie id. */
const ML_25M = { ratings: 25_000_095, users: 162_541, movies: 62_423, largestMovieId: 209_171 };
const SEED = "ml-25m";
/** Every user of a release has rated at least this many movies. */
const FEWEST_RATINGS = 20;

/** What the command must stay below. */
export const MOVIELENS_SIZE_LIMITS = { seconds: 90, peakMebibytes: 6144 } as const;

/** One measured run. */
export interface MovieLensSize extends Omit<CommandSize, "out"> {
  /** Bytes of the ratings. */
  readonly rawBytes: number;
  /** The sentences with the counts, as the command printed them and as they must be. */
  readonly counts: readonly string[];
}

/** What to simulate and keep. */
export interface MovieLensSizeOptions {
  /** How many ratings to write, by default as many as ml-25m has; users in proportion. */
  readonly ratings?: number;
  /** Which users to keep, by default what the command does by itself. */
  readonly userStride?: number;
}

/**
 * Simulates the raw files, runs the command on them and compares its counts with those known from
 * the simulation.
 *
 * @param options how many ratings, and which users to keep
 * @returns time and peak memory of the command, simulation excluded
 * @throws {Error} if the command printed other counts
 */
export async function measureMovieLensSize(
  options: MovieLensSizeOptions = {},
): Promise<MovieLensSize> {
  const ratings = options.ratings ?? ML_25M.ratings;
  const users = Math.round(ML_25M.users * ratings / ML_25M.ratings);
  const stride = options.userStride ?? (users > 100_000 ? 50 : 1);
  const folder = await Deno.makeTempDir();
  try {
    const movieIds = await writeMovies(`${folder}/movies.csv`);
    const sample = await writeRatings(`${folder}/ratings.csv`, {
      ...{ ratings, users, stride, movieIds },
    });
    const rawBytes = Deno.statSync(`${folder}/ratings.csv`).size;
    const { out, ...taken } = await measureCommand("data/movielens.ts", [
      ...["--from", folder, "--out", `${folder}/processed`],
      ...(options.userStride === undefined ? [] : ["--user-stride", String(stride)]),
    ]);
    const counts = [
      stride === 1
        ? `All ${formatCount(users)} users are kept.`
        : `Of ${formatCount(users)} users the ${
          formatCount(Math.floor(users / stride))
        } whose id is a ` +
          `multiple of ${stride} are kept.`,
      `The sample: ${formatCount(sample.ratings)} of ${formatCount(ratings)} ratings, of ` +
      `${formatCount(sample.movies)} of ${formatCount(movieIds.length)} movies.`,
    ];
    const missing = counts.filter((sentence) => !out.includes(sentence));
    if (missing.length > 0) {
      throw new Error(`the command did not say:\n${missing.join("\n")}\nbut:\n${out}`);
    }
    return { rawBytes, counts, ...taken };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes the movies and returns their ids, ascending with gaps as in the release. */
async function writeMovies(path: string): Promise<Int32Array> {
  const gap = ML_25M.largestMovieId / ML_25M.movies;
  const ids = Int32Array.from(
    { length: ML_25M.movies },
    (_, place) => Math.floor(gap * (place + 1)),
  );
  const genres = ["Drama", "Comedy|Romance", "Action|Sci-Fi", "(no genres listed)", "Thriller"];
  await writeLines(path, lines());
  return ids;

  function* lines(): Generator<string> {
    yield "movieId,title,genres";
    for (const [place, id] of ids.entries()) {
      const title = place % 5 === 0
        ? `"Movie, The ${id} (${1950 + id % 70})"`
        : `Movie ${id} (2001)`;
      yield `${id},${title},${genres[id % genres.length]}`;
    }
  }
}

/** What {@linkcode writeRatings} writes. */
interface RatingsSize {
  readonly ratings: number;
  readonly users: number;
  readonly stride: number;
  readonly movieIds: Int32Array;
}

/** Writes the ratings, users in ascending order, and counts those of the users to be kept. */
async function writeRatings(
  path: string,
  { ratings, users, stride, movieIds }: RatingsSize,
): Promise<{ ratings: number; movies: number }> {
  const random = seedrandom(SEED);
  const keptMovies = new Uint8Array(movieIds.length);
  let keptRatings = 0;
  await writeLines(path, lines());
  return { ratings: keptRatings, movies: keptMovies.reduce((sum, isRated) => sum + isRated, 0) };

  function* lines(): Generator<string> {
    yield "userId,movieId,rating,timestamp";
    const lastUser = new Int32Array(movieIds.length);
    let left = ratings;
    for (let user = 1; user <= users; user++) {
      // What is left is divided among the users that are left, unequally.
      const fair = left / (users - user + 1);
      const more = Math.floor((fair - FEWEST_RATINGS) * -Math.log(1 - random()));
      const most = left - FEWEST_RATINGS * (users - user);
      const count = user === users ? left : Math.min(FEWEST_RATINGS + more, most);
      const start = 800_000_000 + Math.floor(random() * 700_000_000);
      for (let given = 0; given < count;) {
        // Squared, so that few movies are rated often and most seldom, as in the release.
        const place = Math.floor(random() ** 2 * movieIds.length);
        if (lastUser[place] === user) continue;
        lastUser[place] = user;
        given++;
        const halfStars = 1 + Math.floor(random() * 10);
        yield `${user},${movieIds[place]},${(halfStars / 2).toFixed(1)},${start + 40 * given}`;
        if (user % stride !== 0) continue;
        keptRatings++;
        keptMovies[place] = 1;
      }
      left -= count;
    }
  }
}

/**
 * Says what was measured and whether it is within {@linkcode MOVIELENS_SIZE_LIMITS}.
 *
 * @param size one measured run
 * @returns a paragraph for the reader
 */
export function describeMovieLensSize(size: MovieLensSize): string {
  return `${(size.rawBytes / 1e6).toFixed(1)} MB raw. ${size.counts.join(" ")} ` +
    describeSize(size, MOVIELENS_SIZE_LIMITS);
}

/**
 * Whether a run stayed within {@linkcode MOVIELENS_SIZE_LIMITS}.
 *
 * @param size one measured run
 * @returns `false` if it took too long or too much memory
 */
export function isWithinMovieLensLimits(size: MovieLensSize): boolean {
  return isWithin(size, MOVIELENS_SIZE_LIMITS);
}

if (import.meta.main) {
  const [stride] = Deno.args;
  const size = await measureMovieLensSize(
    stride === undefined ? {} : { userStride: Number(stride) },
  );
  console.log(describeMovieLensSize(size));
  if (!isWithinMovieLensLimits(size)) Deno.exit(1);
}
