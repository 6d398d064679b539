/**
 * Charts as data: a description that a front end draws, and its message in words.
 *
 * @module
 */

import { drawChart, type Drawing } from "lib/charts/render.ts";
import type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
import { DISPLAY, type Displayable, type Forms } from "lib/display.ts";

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
export class Chart implements Displayable {
  /** The Vega-Lite specification, data included. */
  readonly spec: VegaLiteSpec;
  /** Title and message of the chart in words, for whoever cannot see it. */
  readonly caption: string;
  /** How to read the chart, a sentence or two of Markdown for whoever sees it. */
  readonly reading: string | undefined;

  /**
   * @param spec the Vega-Lite specification, data included
   * @param caption title and message of the chart in words, for whoever cannot see it
   * @param reading how to read the chart, for whoever sees it
   */
  constructor(spec: VegaLiteSpec, caption: string, reading?: string) {
    this.spec = spec;
    this.caption = caption;
    this.reading = reading;
  }

  /**
   * The same chart, with words on what it is of before those on how to read it.
   *
   * @param subject what it is of, such as `Shuffled sample`
   * @returns the chart
   *
   * @example
   * ```ts
   * import { Chart } from "lib/charts/chart.ts";
   * import { assertEquals } from "@std/assert";
   *
   * const chart = new Chart({}, "Running times.", "A bar is a movie.");
   * assertEquals(chart.of("Movies of 1995").reading, "Movies of 1995. A bar is a movie.");
   * ```
   */
  of(subject: string): Chart {
    return new Chart(
      this.spec,
      `${this.caption} Of: ${subject}.`,
      `${subject}. ${this.reading ?? ""}`.trimEnd(),
    );
  }

  /** What a notebook shows of a chart that is a cell's last expression: live chart and picture. */
  async [DISPLAY](): Promise<Forms> {
    return chartForms(this, await drawChart(this));
  }
}

/**
 * The forms of a chart that is drawn: specification, picture, caption; no HTML, which would hide the
 * live chart.
 */
export function chartForms({ spec, caption }: Chart, { png }: Drawing): Forms {
  return {
    "application/vnd.vegalite.v5+json": spec,
    "image/png": png.toBase64(),
    "text/plain": caption,
  };
}

/** Options for a chart: what it says. */
export interface ChartOptions {
  /** The title; each chart has one of its own by default. */
  readonly title?: string;
  /** A sentence that takes the picture's place where there is nothing to draw. */
  readonly whenEmpty?: string;
}
