/**
 * What a notebook needs to find its data, and to show, save and report its results.
 *
 * @module
 */

export type { IndexOptions, TableOptions } from "lib/frames/format_table.ts";
export { fillIn } from "lib/notebook/fill_in.ts";
export {
  findImpressions,
  findSample,
  type ImpressionInput,
} from "lib/notebook/impression_input.ts";
export { findTruth, type KnownModel, type KnownTruth } from "lib/notebook/impression_truth.ts";
export type { InputPlaces } from "lib/notebook/input_places.ts";
export { withProgress } from "lib/notebook/progress.ts";
export { saveTables } from "lib/notebook/saved_tables.ts";
export { show } from "lib/notebook/show.ts";
export { findSlates, type SlateInput } from "lib/notebook/slate_input.ts";
export {
  type Conclusion,
  openWriteup,
  Writeup,
  type WriteupOptions,
} from "lib/notebook/writeup.ts";
