/**
 * What every chart is: a description that a front end draws, and its message in words.
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
  | { readonly [key: string]: Json };

/** A Vega-Lite specification, kept to what Vega-Lite 5.6 understands. */
export type VegaLiteSpec = { readonly [key: string]: Json };

/** A chart, not yet drawn. */
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
