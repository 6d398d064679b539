/**
 * A nuisance model's columns as the table that readers see.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { realColumn, textColumn } from "lib/frames/frame_columns.ts";
import type { DesignEncoding } from "lib/nuisance/design_matrix.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

/** A design matrix's column: what a missing value becomes, and what centres and scales a number. */
export interface DesignLine {
  readonly column: string;
  readonly missingBecomes: string;
  readonly mean: number;
  readonly scale: number;
}

/**
 * Table of a design matrix's columns: what the preprocessing learnt from the training rows.
 *
 * @param encoding medians, means, scales, modes and levels, as `fitDesignEncoding` learns them
 * @returns one row a column of the matrix, in its order: `column`, `missing_becomes` (the median to
 *   four decimals, or the most frequent level), and for numbers the `mean` that is subtracted and the
 *   `scale` that divides, in the covariate's units; an indicator has neither
 *
 * @example The hour and the topic of three articles
 * ```ts
 * import { fitDesignEncoding } from "lib/nuisance/design_matrix.ts";
 * import { designTable } from "lib/tables/design.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const hour = { name: "hour", values: Float64Array.of(7, 9, NaN) };
 * const topic = { name: "topic", codes: Int32Array.of(0, 1, 1), levels: ["news", "sports"] };
 * const features = { rows: 3, numeric: [hour], categorical: [topic] };
 * const table = designTable(fitDesignEncoding(features, Int32Array.of(0, 1, 2), 1));
 * assertEquals(table.getColumn("column").toArray(), ["hour", "topic_news", "topic_sports"]);
 * assertEquals(table.getColumn("missing_becomes").toArray(), ["8.0000", "sports", "sports"]);
 * ```
 */
export function designTable(encoding: DesignEncoding): DataFrame {
  const lines = designLines(encoding);
  return tableOf([
    textColumn("column", lines.map(({ column }) => column)),
    textColumn("missing_becomes", lines.map(({ missingBecomes }) => missingBecomes)),
    realColumn("mean", lines.map(({ mean }) => mean)),
    realColumn("scale", lines.map(({ scale }) => scale)),
  ]);
}

/** The columns of a design matrix in its order; an indicator has neither mean nor scale. */
export function designLines({ numeric, categorical }: DesignEncoding): DesignLine[] {
  return [
    ...numeric.names.map((name, place) => ({
      column: name,
      missingBecomes: medianText(numeric.medians[place]!),
      mean: numeric.means[place]!,
      scale: numeric.scales[place]!,
    })),
    ...categorical.flatMap(({ mode, columns }) =>
      columns.map((column) => ({
        column,
        missingBecomes: mode,
        mean: NaN,
        scale: NaN,
      }))
    ),
  ];
}

/** The median that fills a covariate in, where it has to be. */
function medianText(median: number): string {
  return Number.isNaN(median) ? "none is missing" : formatFixed(median, 4);
}
