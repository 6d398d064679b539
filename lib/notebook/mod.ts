/**
 * What a notebook needs to show, save and report its results.
 *
 * @module
 */

export { formatFixed } from "lib/text/format_fixed.ts";
export { Markdown, markdown, md } from "lib/text/markdown.ts";
export { Tuple, tuple } from "lib/notebook/plain.ts";
export { withProgress } from "lib/notebook/progress.ts";
export { NamedValues, namedValues } from "lib/tables/named_values.ts";
export { saveTables } from "lib/notebook/saved_tables.ts";
export { bundleOf, type MediaBundle, show } from "lib/notebook/show.ts";
export type { IndexOptions, TableOptions } from "lib/frames/format_table.ts";
export {
  type Conclusion,
  openWriteup,
  Writeup,
  type WriteupOptions,
} from "lib/notebook/writeup.ts";
