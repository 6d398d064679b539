/**
 * Finding the ratings and the movies in the archive or folder that the user names.
 *
 * @module
 */

import { openRawSource } from "lib/raw/source.ts";
import type { RawFile } from "lib/raw/raw_file.ts";

/** How a release writes its files. */
export interface MovieLensFormat {
  /** What stands between two fields. */
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
  /** Who rated which movie how and when. */
  readonly ratings: RawFile;
  /** The movies' titles and genres. */
  readonly movies: RawFile;
  /** How both are written. */
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
 * Opens a zip archive or a folder that holds `ratings.csv` and `movies.csv`, or `ratings.dat` and
 * `movies.dat`, at its top or in one folder below.
 *
 * @param path the archive or the folder
 * @returns the two files and how they are written; close it when they are read
 * @throws {InputError} if the path is neither, or if the files are missing or stand there twice
 *
 * @example
 * ```ts
 * import { openMovieLensSource } from "lib/raw/movielens/source.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * Deno.writeTextFileSync(`${folder}/ratings.dat`, "1::1193::5::978300760\n");
 * Deno.writeTextFileSync(`${folder}/movies.dat`, "1193::Somewhere (1975)::Drama\n");
 * const source = await openMovieLensSource(folder);
 * assertEquals(source.format.separator, "::");
 * await source.close();
 * ```
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
