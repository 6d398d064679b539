/**
 * Balance and overlap by segment, as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import type { SegmentBalance } from "lib/effects/segment_balance.ts";
import { tableOf } from "lib/frames/displayed.ts";
import { integerColumn, realColumn, textColumn } from "lib/frames/frame_columns.ts";
import { countColumn, secondary, valueColumn, wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import { decimalText, NO_NUMBER } from "lib/text/reader_numbers.ts";
import {
  segmentAlone,
  segmentationInWords,
  segmentBelowHeading,
} from "lib/text/segment_in_words.ts";

/**
 * Table of balance and overlap by segment.
 *
 * @param balance one entry per segment
 * @returns one row a segment: counts, mean probabilities, mean weights of both arms, effective rows and the
 *   largest weight's share, under the fitted probability and under the known one
 *
 * @example
 * ```ts
 * import { balanceBySegment } from "lib/effects/segment_balance.ts";
 * import { segmentBalanceTable } from "lib/tables/segment_balance.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const half = new Float64Array(2).fill(0.5);
 * const table = segmentBalanceTable(balanceBySegment(
 *   { name: "topic", levels: ["news"], codes: new Int32Array(2) },
 *   { treatment: Uint8Array.of(0, 1), fitted: half, known: half },
 *   0.01,
 * ));
 * assertEquals(table.select("segment", "known_treated_weight").toRecords(), [
 *   { segment: "news", known_treated_weight: 1 },
 * ]);
 * ```
 */
export function segmentBalanceTable(balance: readonly SegmentBalance[]): DataFrame {
  const real = (name: string, of: (own: SegmentBalance) => number) =>
    realColumn(name, balance.map(of));
  return tableOf([
    textColumn("segment_col", balance.map(({ segmentColumn }) => segmentColumn)),
    textColumn("segment", balance.map(({ segment }) => segment)),
    integerColumn("rows", balance.map(({ rows }) => rows)),
    integerColumn("without_counterpart", balance.map((own) => own.withoutCounterpart)),
    integerColumn("clipped", balance.map(({ clipped }) => clipped)),
    real("mean_fitted", ({ meanFitted }) => meanFitted),
    real("mean_known", ({ meanKnown }) => meanKnown),
    ...(["fitted", "known"] as const).flatMap((which) => [
      real(`${which}_treated_weight`, (own) => own[which].treated.meanWeight),
      real(`${which}_control_weight`, (own) => own[which].control.meanWeight),
      real(`${which}_effective_treated`, (own) => own[which].treated.effectiveRows),
      real(`${which}_largest_share`, (own) => own[which].treated.largestShare),
    ]),
  ]);
}

/**
 * Table of balance and overlap by segment for readers.
 *
 * @param balance one entry per segment
 * @returns one row a segment: mean probabilities, and what the mean weights of both arms are, which should be
 *   1, under the fitted probability and under the known one; how many treated rows the weighted ones are
 *   worth; and how many rows were clipped or have no counterpart
 *
 * @example
 * ```ts
 * import { balanceBySegment } from "lib/effects/segment_balance.ts";
 * import { segmentBalanceForReaders } from "lib/tables/segment_balance.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const half = new Float64Array(2).fill(0.5);
 * const { columns } = segmentBalanceForReaders(balanceBySegment(
 *   { name: "candidate_set_bucket", levels: ["4-10"], codes: new Int32Array(2) },
 *   { treatment: Uint8Array.of(0, 1), fitted: half, known: half },
 *   0.01,
 * ));
 * assertEquals(columns.slice(0, 2).map(({ cells }) => cells[0]), ["4 to 10", ".50 (.50)"]);
 * ```
 */
export function segmentBalanceForReaders(balance: readonly SegmentBalance[]): ReaderTable {
  const value = (number: number) => Number.isFinite(number) ? decimalText(number, 2) : NO_NUMBER;
  const share = (number: number) => formatFixed(number, number < 0.095 ? 3 : 2).replace(/^0/, "");
  const pair = (
    heading: string,
    text: (number: number) => string,
    fitted: (own: SegmentBalance) => number,
    known: (own: SegmentBalance) => number,
  ) =>
    valueColumn(
      `${heading}, fitted (known)`,
      balance.map((own) => `${text(fitted(own))} (${text(known(own))})`),
    );
  const columns = new Set(balance.map(({ segmentColumn }) => segmentColumn));
  const percents = (heading: string, of: (own: SegmentBalance) => number, digits: number) =>
    valueColumn(
      heading,
      balance.map((own) =>
        Number.isFinite(of(own)) ? `${decimalText(100 * of(own), digits)} %` : NO_NUMBER
      ),
    );
  return readerTable([
    columns.size === 1
      ? wordColumn(
        segmentationInWords([...columns][0]!),
        balance.map((own) => segmentBelowHeading(own.segmentColumn, own.segment)),
      )
      : wordColumn(
        "Displays in",
        balance.map((own) => segmentAlone(own.segmentColumn, own.segment)),
      ),
    pair("e", share, ({ meanFitted }) => meanFitted, ({ meanKnown }) => meanKnown),
    pair(
      "t / e",
      value,
      ({ fitted }) => fitted.treated.meanWeight,
      ({ known }) => known.treated.meanWeight,
    ),
    secondary(
      pair(
        "(1 − t) / (1 − e)",
        value,
        ({ fitted }) => fitted.control.meanWeight,
        ({ known }) => known.control.meanWeight,
      ),
    ),
    secondary(
      percents(
        "Treated in effect",
        ({ known: { treated } }) => treated.effectiveRows / treated.rows,
        0,
      ),
    ),
    secondary(percents("Largest weight's share", ({ known }) => known.treated.largestShare, 2)),
    secondary(percents("Clipped", ({ clipped, rows }) => clipped / rows, 1)),
    countColumn("Without other arm", balance.map((own) => own.withoutCounterpart)),
  ], {
    noun: "segments",
    notes: [
      "Means over the displays: of the probability e, and of the weights of both arms, which are 1 where the " +
      "probabilities are right, but for chance; in brackets, with the known ones. With these, over displays that can stand in either " +
      "arm: as how many percent of the treated the weighted ones count, and the largest weight's share.",
    ],
  });
}
