/**
 * Specifications of charts as data.
 *
 * @module
 */

/** A JSON value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | JsonObject;

/** A JSON object: a specification, or a part of one. */
export type JsonObject = { readonly [key: string]: Json };

/** A Vega-Lite specification, kept to what Vega-Lite 5.6 understands. */
export type VegaLiteSpec = JsonObject;
