/**
 * Small simulated releases in the raw MovieLens format, for tests.
 *
 * @module
 */

import seedrandom from "seedrandom";

/** One rating, as a release writes it. */
export interface RawRating {
  readonly userId: number;
  readonly movieId: number;
  readonly rating: number;
  readonly timestamp: number;
}

/** One movie, as a release means it. */
export interface RawMovie {
  readonly movieId: number;
  readonly title: string;
  readonly genres: string;
}

/** What a release holds. */
export interface RawRelease {
  readonly ratings: readonly RawRating[];
  readonly movies: readonly RawMovie[];
}

const GENRES = ["Action", "Comedy", "Drama", "Horror", "Sci-Fi"];
/** Titles and genres that trip a careless reader. */
const ODD_MOVIES: readonly Omit<RawMovie, "movieId">[] = [
  { title: "American President, The (1995)", genres: "Comedy|Drama|Romance" },
  { title: `11'09"01 - September 11 (2002)`, genres: "Drama" },
  { title: "Misérables, Les (1995)", genres: "Drama" },
  { title: "Babylon 5", genres: "Sci-Fi" },
  { title: "Death Note: Desu nôto (2006–2007)", genres: "(no genres listed)" },
  { title: "96 Minutes (2011) ", genres: "Drama|Thriller" },
  { title: "Silence (1971)", genres: "" },
];

/**
 * Simulates a release: users 10, 20, 30, …, every third of whom rates fewer than 12 movies.
 *
 * Ratings and times repeat often, so that every rule for equal ones has work to do.
 *
 * @param users how many users rate
 * @param seed seed of every draw
 */
export function simulateRelease(users: number, seed: string): RawRelease {
  const random = seedrandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const movies = Array.from({ length: 60 }, (_, index): RawMovie => ({
    // Neither ascending nor without gaps.
    movieId: 1 + (index * 37) % 60 * 3,
    ...ODD_MOVIES[index] ?? {
      title: `Movie ${index} (${1950 + index})`,
      genres: [GENRES[below(5)], GENRES[below(5)]].join("|"),
    },
  }));
  const ratings = Array.from({ length: users }, (_, index) => {
    const start = 820_000_000 + below(600_000_000);
    const count = index % 3 === 1 ? 1 + below(11) : 12 + below(20);
    const left = movies.slice(0, -1); // the last is never rated
    return Array.from({ length: count }, (): RawRating => ({
      userId: 10 * (index + 1),
      movieId: left.splice(below(left.length), 1)[0]!.movieId,
      rating: (5 + below(6)) / 2,
      timestamp: start + below(4) * 40_000_000,
    }));
  }).flat();
  return { ratings, movies };
}

/** The lines of `ratings.csv`, without line ends. */
export function ratingLines(ratings: readonly RawRating[]): string[] {
  return [
    "userId,movieId,rating,timestamp",
    ...ratings.map(({ userId, movieId, rating, timestamp }) =>
      `${userId},${movieId},${rating.toFixed(1)},${timestamp}`
    ),
  ];
}

/** The lines of `movies.csv`, without line ends. */
export function movieLines(movies: readonly RawMovie[]): string[] {
  const quoted = (text: string) => /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [
    "movieId,title,genres",
    ...movies.map(({ movieId, title, genres }) => `${movieId},${quoted(title)},${genres}`),
  ];
}

/** The two files of a comma-separated release, by name. */
export function commaFiles(
  { ratings, movies }: RawRelease,
  lineEnd = "\n",
): Record<"ratings.csv" | "movies.csv", string> {
  const text = (lines: readonly string[]) => lines.map((line) => line + lineEnd).join("");
  return { "ratings.csv": text(ratingLines(ratings)), "movies.csv": text(movieLines(movies)) };
}

/** The two files of a release as Kaggle has ml-20m, by name. */
export function kaggleFiles(
  { ratings, movies }: RawRelease,
): Record<"rating.csv" | "movie.csv", string> {
  const time = (seconds: number) =>
    new Date(1000 * seconds).toISOString().replace("T", " ").slice(0, 19);
  const lines = ratings.map(({ userId, movieId, rating, timestamp }) =>
    `${userId},${movieId},${rating.toFixed(1)},"${time(timestamp)}"`
  );
  return {
    "rating.csv": ['"userId","movieId","rating","timestamp"', ...lines, ""].join("\n"),
    "movie.csv": [...movieLines(movies), ""].join("\n"),
  };
}

/** The two files of a release with double colons, by name. */
export function colonFiles(
  { ratings, movies }: RawRelease,
): Record<"ratings.dat" | "movies.dat", string> {
  const text = (rows: readonly (readonly (string | number)[])[]) =>
    rows.map((fields) => `${fields.join("::")}\n`).join("");
  return {
    "ratings.dat": text(
      ratings.map(({ userId, movieId, rating, timestamp }) => [userId, movieId, rating, timestamp]),
    ),
    "movies.dat": text(movies.map(({ movieId, title, genres }) => [movieId, title, genres])),
  };
}
