/**
 * The two raw files of a MovieLens release: where they stand, and what is written alike in both.
 *
 * @module
 */

import { InputError } from "lib/errors.ts";
import { openRawSource } from "lib/raw/source.ts";
import type { RawFile } from "lib/raw/raw_file.ts";

/** The form in which a release writes its files. */
export interface MovieLensFormat {
  readonly separator: "," | "::";
  /** Whether the first line names the columns. */
  readonly hasHeader: boolean;
  /** Whether a field may stand in double quotes. */
  readonly quotes: boolean;
  /** How a line that is not UTF-8 is read; without it such a line is malformed. */
  readonly otherEncoding?: string;
}

/** The two raw files of a release. */
export interface MovieLensSource {
  readonly ratings: RawFile;
  readonly movies: RawFile;
  readonly format: MovieLensFormat;
  /** Lets go of the archive, if there is one. */
  readonly close: () => Promise<void>;
}

/** Comma-separated files, as every release since 2014 has them. */
export const COMMA_SEPARATED: MovieLensFormat = { separator: ",", hasHeader: true, quotes: true };

/** The files of ml-1m and ml-10m; the titles of the former are in Latin letters of one byte. */
export const DOUBLE_COLON: MovieLensFormat = {
  separator: "::",
  hasHeader: false,
  quotes: false,
  otherEncoding: "windows-1252",
};

const COMMA_LAYOUT = { ratings: "ratings.csv", movies: "movies.csv" } as const;
const COLON_LAYOUT = { ratings: "ratings.dat", movies: "movies.dat" } as const;

/**
 * The source in a zip archive or a folder, which holds `ratings.csv` and `movies.csv`, or
 * `ratings.dat` and `movies.dat`, at its top or in one folder below.
 */
export async function openMovieLensSource(path: string): Promise<MovieLensSource> {
  const { files, layout, close } = await openRawSource<"ratings" | "movies">(path, {
    layouts: [COMMA_LAYOUT, COLON_LAYOUT],
    remedy:
      "Name the archive of a MovieLens release (such as ml-latest-small.zip), or the folder " +
      "with ratings.csv and movies.csv, or with ratings.dat and movies.dat.",
  });
  return { ...files, format: layout === COMMA_LAYOUT ? COMMA_SEPARATED : DOUBLE_COLON, close };
}

const SHOWN_CHARACTERS = 60;

/** The check that a comma-separated file's first line, `undefined` if not UTF-8, is its header. */
export function requireHeader(line: string | undefined, wanted: string, file: string): void {
  if (line === wanted) return;
  const shown = line === undefined
    ? "not UTF-8"
    : `"${line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line}"`;
  throw new InputError(`the first line is ${shown}, not the header "${wanted}"`, {
    file,
    remedy: "Use the file as released, with its header.",
  });
}

/** The id of a user or a movie, or `undefined` if the text is no positive whole number. */
export function parseId(text: string): number | undefined {
  const id = /^\d+$/.test(text) ? Number(text) : 0;
  return id > 0 && Number.isSafeInteger(id) ? id : undefined;
}
