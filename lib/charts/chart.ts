/**
 * Charts as data: a description that a front end draws, and its message in words.
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

/**
 * A chart, not yet drawn.
 *
 * @example
 * ```ts
 * import { Chart } from "lib/charts/chart.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const spec = {
 *   data: { values: [{ movie: "Heat", minutes: 170 }, { movie: "Alien", minutes: 117 }] },
 *   mark: "bar",
 *   encoding: { x: { field: "minutes", type: "quantitative" }, y: { field: "movie" } },
 * };
 * const chart = new Chart(spec, "Running Times. Heat takes 170 minutes, Alien 117.");
 * assertEquals(chart.spec, spec);
 * ```
 */
export class Chart {
  /** The Vega-Lite specification, data included. */
  readonly spec: VegaLiteSpec;
  /** Title and message of the chart in words, for whoever cannot see it. */
  readonly caption: string;

  /**
   * @param spec the Vega-Lite specification, data included
   * @param caption title and message of the chart in words, for whoever cannot see it
   */
  constructor(spec: VegaLiteSpec, caption: string) {
    this.spec = spec;
    this.caption = caption;
  }
}

/** Options for a chart: what it says. */
export interface ChartOptions {
  /** The title; each chart has one of its own by default. */
  readonly title?: string;
  /** A sentence that takes the picture's place where there is nothing to draw. */
  readonly whenEmpty?: string;
}
