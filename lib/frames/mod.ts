/**
 * Columns of frames as typed arrays.
 *
 * @module
 */

export { categoricalColumn, numericColumn } from "lib/frames/frame_columns.ts";
