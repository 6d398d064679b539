/**
 * Slates of movies: their three tables, opened and checked.
 *
 * @module
 */

export { type NamedMovie, namedMovies } from "lib/slates/movies.ts";
export { type SlatePaths, slatePaths } from "lib/slates/schema.ts";
export {
  describeFilledItems,
  type FilledItems,
  openSlates,
  type SlateTable,
} from "lib/slates/table.ts";
