/**
 * What a promotion does to the parts of a slate, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { realColumn, textColumn } from "lib/frames/frame_columns.ts";
import { secondary, valueColumn, wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import type { SlatePart } from "lib/interference/slate_parts.ts";
import { slatePartInWords } from "lib/text/exposure_in_words.ts";
import { decimalText, NO_NUMBER } from "lib/text/reader_numbers.ts";

/**
 * Table of the effects on the parts of the average slate.
 *
 * @param parts the effects, in the order to list
 * @returns one row per part: `part`, `true_lift`, `difference`, `standard_error`, `ci_95_lower`,
 *   `ci_95_upper`, in clicks a slate; NaN where the experiment shows nothing
 *
 * @example
 * ```ts
 * import { slatePartTable } from "lib/tables/slate_parts.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const table = slatePartTable([{ part: "whole_slate", truth: -0.25, shown: undefined }]);
 * assertEquals(table.select("part", "true_lift").toRecords(), [
 *   { part: "whole_slate", true_lift: -0.25 },
 * ]);
 * ```
 */
export function slatePartTable(parts: readonly SlatePart[]): DataFrame {
  return tableOf([
    textColumn("part", parts.map(({ part }) => part)),
    realColumn("true_lift", parts.map(({ truth }) => truth)),
    realColumn("difference", parts.map(({ shown }) => shown?.difference ?? NaN)),
    realColumn("standard_error", parts.map(({ shown }) => shown?.standardError ?? NaN)),
    realColumn("ci_95_lower", parts.map(({ shown }) => shown?.lower ?? NaN)),
    realColumn("ci_95_upper", parts.map(({ shown }) => shown?.upper ?? NaN)),
  ]);
}

/**
 * Table of the effects on the parts of the average slate for readers.
 *
 * @param parts the effects, in the order to list
 * @returns one row per part: the truth, and what one experiment's clicks show with its interval and
 *   standard error, in clicks a slate
 *
 * @example
 * ```ts
 * import { slatePartsForReaders } from "lib/tables/slate_parts.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shown = { difference: -0.5, standardError: 0.125, lower: -0.745, upper: -0.255 };
 * const { columns } = slatePartsForReaders([{ part: "whole_slate", truth: -0.25, shown }]);
 * assertEquals(columns.map(({ cells }) => cells[0]).slice(0, 3), [
 *   "Whole slate",
 *   "−0.250",
 *   "−0.500 [−0.745, −0.255]",
 * ]);
 * ```
 */
export function slatePartsForReaders(parts: readonly SlatePart[]): ReaderTable {
  const clicks = (value: number) => decimalText(value, 3);
  return readerTable([
    wordColumn("Part of the slate", parts.map(({ part }) => slatePartInWords(part))),
    valueColumn("True change", parts.map(({ truth }) => clicks(truth))),
    valueColumn(
      "One experiment shows [95 % interval]",
      parts.map(({ shown }) =>
        shown === undefined
          ? NO_NUMBER
          : `${clicks(shown.difference)} [${clicks(shown.lower)}, ${clicks(shown.upper)}]`
      ),
    ),
    secondary(valueColumn(
      "Standard error",
      parts.map(({ shown }) => shown === undefined ? NO_NUMBER : clicks(shown.standardError)),
    )),
  ], { noun: "parts", notes: ["Clicks a slate, on average over all slates."] });
}
