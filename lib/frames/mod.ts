/**
 * Columns of frames as the typed arrays that the cores read, and what a table's file says of its
 * origin.
 *
 * @module
 */

export { categoricalColumn, numericColumn } from "lib/frames/frame_columns.ts";
export { type Provenance, readProvenance } from "lib/frames/provenance.ts";
