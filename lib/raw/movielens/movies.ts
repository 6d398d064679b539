/**
 * The movies of a MovieLens release, such as `movies.csv` or `u.item`.
 *
 * @module
 */

import { LineFaults, type LineReport } from "lib/raw/line_faults.ts";
import { readLines } from "lib/raw/text_lines.ts";
import {
  type FieldPlaces,
  placesInOrder,
  readHeader,
  splitQuoted,
} from "lib/raw/movielens/fields.ts";
import { type MovieLensFormat, parseId } from "lib/raw/movielens/source.ts";

/** The faults that a line of the movies can have. */
export type MoviesFault =
  | "no text"
  | "bytes that are not UTF-8"
  | "quotes that do not match"
  | "other than 3 fields"
  | "other than 24 fields"
  | "another number of fields than the header"
  | "a genre's flag that is neither 0 nor 1"
  | "a movie id that is no whole number from 1 to 2^53 - 1"
  | "no title"
  | "a movie id that an earlier line has";

/** A movie, as the tables need it. */
export interface Movie {
  readonly movieId: number;
  readonly title: string;
  /** All genres as released, joined by `|`; {@linkcode NO_GENRE} if there are none. */
  readonly genres: string;
  /** The genre listed first; {@linkcode NO_GENRE} if there are none. */
  readonly primaryGenre: string;
  /** The year in parentheses at the title's end; `null` if there is none. */
  readonly releaseYear: number | null;
}

/** The contents of the movies file. */
export interface MovieLensMovies {
  /** The movies, by ascending id. */
  readonly movies: readonly Movie[];
  /** Where a movie stands in `movies`, by its id. */
  readonly places: ReadonlyMap<number, number>;
  readonly report: LineReport<MoviesFault>;
}

/** The words of a release for a movie without a genre. */
export const NO_GENRE = "(no genres listed)";

const COLUMNS = ["movieId", "title", "genres"] as const;

/** The genres of ml-100k, in the order of their flags; the first flag says that none is known. */
const FLAGGED_GENRES = [
  "unknown",
  "Action",
  "Adventure",
  "Animation",
  "Children's",
  "Comedy",
  "Crime",
  "Documentary",
  "Drama",
  "Fantasy",
  "Film-Noir",
  "Horror",
  "Musical",
  "Mystery",
  "Romance",
  "Sci-Fi",
  "Thriller",
  "War",
  "Western",
] as const;

/** The columns of `u.item` before the flags. */
const COLUMNS_BEFORE_FLAGS = ["movieId", "title", "released", "onVideo", "link"] as const;

/** The movies of a file; a line with a movie id seen before is malformed, the first line stands. */
export async function parseMovies(
  stream: AsyncIterable<Uint8Array>,
  format: MovieLensFormat,
  file: string,
): Promise<MovieLensMovies> {
  const byId = new Map<number, Movie>();
  let places = placesInOrder(COLUMNS);
  const faults = new LineFaults<MoviesFault>();
  const parseLine = (text: string | undefined): MoviesFault | undefined => {
    if (text === undefined) return "bytes that are not UTF-8";
    if (text === "") return "no text";
    const fields = splitFields(text, format);
    if (fields === undefined) return "quotes that do not match";
    const movie = format.genres === "flags" ? readFlagged(fields) : readNamed(fields, places);
    if (typeof movie === "string") return movie;
    const { title, genres } = movie;
    const movieId = parseId(movie.movieId);
    if (movieId === undefined) return "a movie id that is no whole number from 1 to 2^53 - 1";
    if (title.trim() === "") return "no title";
    if (byId.has(movieId)) return "a movie id that an earlier line has";
    byId.set(movieId, { movieId, title, ...readGenres(genres), releaseYear: readYear(title) });
    return undefined;
  };
  const lines = await readLines(stream, (text, lineNumber) => {
    if (lineNumber === 1 && format.hasHeader) {
      places = readHeader(text, COLUMNS, file);
      return;
    }
    const fault = parseLine(text);
    if (fault !== undefined) faults.add(fault, lineNumber);
  }, format.otherEncoding);
  const movies = [...byId.values()].sort((a, b) => a.movieId - b.movieId);
  const placeOf = new Map(movies.map(({ movieId }, place) => [movieId, place]));
  return { movies, places: placeOf, report: faults.report(lines) };
}

/** The three fields of a movie, as text. */
type MovieFields = Readonly<Record<typeof COLUMNS[number], string>>;

function readNamed(
  fields: readonly string[],
  places: FieldPlaces<typeof COLUMNS[number]>,
): MovieFields | MoviesFault {
  if (fields.length !== places.fields) {
    return places.fields === COLUMNS.length
      ? "other than 3 fields"
      : "another number of fields than the header";
  }
  const field = (column: typeof COLUMNS[number]) => fields[places[column]]!;
  return { movieId: field("movieId"), title: field("title"), genres: field("genres") };
}

function readFlagged(fields: readonly string[]): MovieFields | MoviesFault {
  const flags = fields.slice(COLUMNS_BEFORE_FLAGS.length);
  if (flags.length !== FLAGGED_GENRES.length) return "other than 24 fields";
  if (!flags.every((flag) => flag === "0" || flag === "1")) {
    return "a genre's flag that is neither 0 nor 1";
  }
  const genres = FLAGGED_GENRES.filter((genre, i) => flags[i] === "1" && genre !== "unknown");
  return { movieId: fields[0]!, title: fields[1]!, genres: genres.join("|") };
}

function splitFields(text: string, format: MovieLensFormat): string[] | undefined {
  const { movieSeparator, quotes } = format;
  return quotes && text.includes('"')
    ? splitQuoted(text, movieSeparator)
    : text.split(movieSeparator);
}

function readGenres(genres: string): { genres: string; primaryGenre: string } {
  const first = genres.split("|").find((genre) => genre.trim() !== "");
  return first === undefined
    ? { genres: NO_GENRE, primaryGenre: NO_GENRE }
    : { genres, primaryGenre: first };
}

function readYear(title: string): number | null {
  const year = /\((\d{4})\)\s*$/.exec(title)?.[1];
  return year === undefined ? null : Number(year);
}
