/**
 * The movies of a MovieLens release: `movies.csv` or `movies.dat`.
 *
 * @module
 */

import { parse } from "csv-parse/sync";
import { LineFaults, type LineReport } from "lib/raw/line_faults.ts";
import { readLines } from "lib/raw/text_lines.ts";
import { type MovieLensFormat, parseId, requireHeader } from "lib/raw/movielens/source.ts";

/** The faults that a line of the movies can have. */
export type MoviesFault =
  | "no text"
  | "bytes that are not UTF-8"
  | "quotes that do not match"
  | "other than 3 fields"
  | "a movie id that is not a positive whole number"
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

/** The first line of `movies.csv`. */
export const MOVIES_HEADER = "movieId,title,genres";

/** The movies of a file; a line with a movie id seen before is malformed, the first line stands. */
export async function parseMovies(
  stream: AsyncIterable<Uint8Array>,
  format: MovieLensFormat,
  file: string,
): Promise<MovieLensMovies> {
  const byId = new Map<number, Movie>();
  const faults = new LineFaults<MoviesFault>();
  const parseLine = (text: string | undefined): MoviesFault | undefined => {
    if (text === undefined) return "bytes that are not UTF-8";
    if (text === "") return "no text";
    const fields = splitFields(text, format);
    if (fields === undefined) return "quotes that do not match";
    if (fields.length !== 3) return "other than 3 fields";
    const [idText, title, genres] = fields as [string, string, string];
    const movieId = parseId(idText);
    if (movieId === undefined) return "a movie id that is not a positive whole number";
    if (title.trim() === "") return "no title";
    if (byId.has(movieId)) return "a movie id that an earlier line has";
    byId.set(movieId, { movieId, title, ...readGenres(genres), releaseYear: readYear(title) });
    return undefined;
  };
  const lines = await readLines(stream, (text, lineNumber) => {
    if (lineNumber === 1 && format.hasHeader) return requireHeader(text, MOVIES_HEADER, file);
    const fault = parseLine(text);
    if (fault !== undefined) faults.add(fault, lineNumber);
  }, format.otherEncoding);
  const movies = [...byId.values()].sort((a, b) => a.movieId - b.movieId);
  const places = new Map(movies.map(({ movieId }, place) => [movieId, place]));
  return { movies, places, report: faults.report(lines) };
}

function splitFields(text: string, { separator, quotes }: MovieLensFormat): string[] | undefined {
  if (!quotes || !text.includes('"')) return text.split(separator);
  try {
    // Line by line, so that a quote left open spoils one line and not the rest of the file.
    return parse(text, { delimiter: separator, relax_column_count: true })[0];
  } catch {
    return undefined;
  }
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
