/**
 * The two raw files of a MovieLens release: where they stand, and what is written alike in both.
 *
 * @module
 */

import { openRawSource } from "lib/raw/source.ts";
import type { RawFile } from "lib/raw/raw_file.ts";

/** The form in which a release writes its files. */
export interface MovieLensFormat {
  /** What separates the fields of the ratings. */
  readonly separator: "," | "::" | "\t";
  /** What separates the fields of the movies. */
  readonly movieSeparator: "," | "::" | "|";
  /** How a movie's genres are told: as text, or by a 0 or 1 for each that there is. */
  readonly genres: "text" | "flags";
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
  /** What is read on the disk: the archive, or each file. */
  readonly paths: readonly string[];
  /** Lets go of the archive, if there is one. */
  readonly close: () => Promise<void>;
}

/** Comma-separated files, as every release since 2014 has them. */
export const COMMA_SEPARATED: MovieLensFormat = {
  separator: ",",
  movieSeparator: ",",
  genres: "text",
  hasHeader: true,
  quotes: true,
};

/** The files of ml-1m and ml-10m; the titles of the former are in Latin letters of one byte. */
export const DOUBLE_COLON: MovieLensFormat = {
  separator: "::",
  movieSeparator: "::",
  genres: "text",
  hasHeader: false,
  quotes: false,
  otherEncoding: "windows-1252",
};

/** The files of ml-100k. */
export const GENRE_FLAGS: MovieLensFormat = {
  separator: "\t",
  movieSeparator: "|",
  genres: "flags",
  hasHeader: false,
  quotes: false,
  otherEncoding: "windows-1252",
};

/** The files of a release by their names, and how they are written. */
const LAYOUTS = [
  { names: { ratings: "ratings.csv", movies: "movies.csv" }, format: COMMA_SEPARATED },
  { names: { ratings: "ratings.dat", movies: "movies.dat" }, format: DOUBLE_COLON },
  // As Kaggle has ml-20m.
  { names: { ratings: "rating.csv", movies: "movie.csv" }, format: COMMA_SEPARATED },
  { names: { ratings: "u.data", movies: "u.item" }, format: GENRE_FLAGS },
] as const;

/** What tells a release, or another data set, that cannot be read, by the name of a file. */
const SIGNS: readonly (readonly [file: RegExp, looksLike: string])[] = [
  [/^(movies_metadata|ratings_small)\.csv$/, 'Kaggle\'s "The Movies Dataset"'],
  [/^(combined_data_\d|movie_titles)\.(txt|csv)$/, "the data of the Netflix Prize"],
  [/^user_(rated|tagged)movies.*\.dat$/, "hetrec2011-movielens-2k"],
  [/^(train|test)x\d+x\d+_\d+\.npz$/, "the synthetic ml-20mx16x32"],
  [/^(?!u\.).+\.(inter|item|user)$/, "a release in the form of RecBole"],
  [/^(ratings|metadata|reviews)\.json$/, "the Tag Genome of 2021"],
  [/^(genome_scores|genome_tags|link|tag)\.csv$/, "ml-20m in the form of Kaggle"],
  [/^(u\.(data|item|user|genre|info|occupation)|u[ab1-5]\.(base|test))$/, "ml-100k"],
  [/^users\.dat$/, "ml-1m"],
  [/^tags\.dat$/, "ml-10m"],
  [
    /^(genome-scores|genome-tags|links|tags)\.csv$/,
    "a release since 2014, such as ml-latest or ml-32m",
  ],
  [/\.zip$/, "an archive that is yet to be unpacked"],
];

/** The release that files look like by their names. */
function looksLike(names: readonly string[]): string | undefined {
  return SIGNS.find(([file]) => names.some((name) => file.test(name)))?.[1];
}

/**
 * The source in a zip archive or a folder, which holds the files of one of the layouts together, at
 * its top or in a folder below.
 */
export async function openMovieLensSource(path: string): Promise<MovieLensSource> {
  const { files, layout, paths, close } = await openRawSource<"ratings" | "movies">(path, {
    layouts: LAYOUTS.map(({ names }) => names),
    looksLike,
    remedy:
      "Name the archive of a MovieLens release (such as ml-latest-small.zip), or the folder " +
      "with ratings.csv and movies.csv, with ratings.dat and movies.dat, with rating.csv and " +
      "movie.csv, or with u.data and u.item.",
  });
  const { format } = LAYOUTS.find(({ names }) => names === layout)!;
  return { ...files, format, paths, close };
}

/** The id of a user or a movie, or `undefined` if the text is no positive whole number. */
export function parseId(text: string): number | undefined {
  const id = /^\d+$/.test(text) ? Number(text) : 0;
  return id > 0 && Number.isSafeInteger(id) ? id : undefined;
}
