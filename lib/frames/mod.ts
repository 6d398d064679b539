/**
 * Columns of frames as the typed arrays that the cores read, what a table's file says of its origin,
 * and tables for readers.
 *
 * @module
 */

export { categoricalColumn, numericColumn } from "lib/frames/frame_columns.ts";
export { type Provenance, readProvenance } from "lib/frames/provenance.ts";
export {
  countColumn,
  decimalColumn,
  intervalColumn,
  per100Column,
  type ReaderColumn,
  secondary,
  wordColumn,
} from "lib/frames/reader_columns.ts";
export { ReaderTable, readerTable, type ReaderTableOptions } from "lib/frames/reader_table.ts";
