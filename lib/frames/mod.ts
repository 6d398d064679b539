/**
 * Columns of frames as the typed arrays that the cores read.
 *
 * @module
 */

export { categoricalColumn, numericColumn } from "lib/frames/frame_columns.ts";
