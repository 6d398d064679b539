/**
 * Movies of single rows: what a reader knows them by.
 *
 * @module
 */

import pl from "nodejs-polars";
import { spelledColumn } from "lib/frames/frame_columns.ts";
import { rowColumn } from "lib/interference/sound_columns.ts";
import type { SlateTable } from "lib/slates/table.ts";

/** A movie as a reader knows it. */
export interface NamedMovie {
  /** Its title; its number where that is missing. */
  readonly title: string;
  /** The name of its spillover cluster. */
  readonly genre: string;
}

/**
 * The titles and clusters of the movies in some rows.
 *
 * @param table the slates
 * @param rows numbers of rows, from 0
 * @returns a movie for each of them, in their order
 * @throws {InputError} if a number is none of the table's rows
 *
 * @example
 * ```ts
 * import pl from "nodejs-polars";
 * import { namedMovies } from "lib/slates/movies.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const frame = pl.DataFrame({
 *   movieId: [1214, 2788],
 *   title: ["Alien (1979)", "Airplane! (1980)"],
 *   spillover_cluster: ["Horror", "Comedy"],
 * });
 * assertEquals(namedMovies({ frame }, Int32Array.of(1, 0)), [
 *   { title: "Airplane! (1980)", genre: "Comedy" },
 *   { title: "Alien (1979)", genre: "Horror" },
 * ]);
 * ```
 */
export function namedMovies(
  { frame }: Pick<SlateTable, "frame">,
  rows: Int32Array,
): NamedMovie[] {
  const index = pl.Series("row", rowColumn(rows, frame.height), pl.Int32);
  const [ids, titles, genres] = ["movieId", "title", "spillover_cluster"].map((name) =>
    spelledColumn(frame.select(pl.col(name).gather(index)), name)
  ) as [(string | null)[], (string | null)[], (string | null)[]];
  return titles.map((title, at) => ({
    title: title ?? `movie ${ids[at]}`,
    genre: genres[at] ?? "unknown",
  }));
}
