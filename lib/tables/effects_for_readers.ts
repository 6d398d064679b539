/**
 * Effects as the tables that readers see.
 *
 * @module
 */

import type { EffectEstimate } from "lib/effects/aipw.ts";
import type { JudgedSegment, Standing } from "lib/effects/judged_segment.ts";
import {
  countColumn,
  intervalColumn,
  partColumn,
  per100Column,
  type ReaderColumn,
  secondary,
  wordColumn,
} from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable, type ReaderTableOptions } from "lib/frames/reader_table.ts";
import { segmentInWords } from "lib/text/segment_in_words.ts";

/** What is said of an estimate that is not sound: a sign behind the segment, and below the table. */
const SIGNS: Readonly<Record<Exclude<Standing, "sound">, readonly [sign: string, note: string]>> = {
  "few treated clicks": [
    "†",
    "† Too few clicks in the top three to rely on the estimate or on its interval.",
  ],
  "no overlap": [
    "‡",
    "‡ No overlap: too many of these rows could not stand in the other arm, so that their effect is " +
    "extrapolated, and the interval does not show by how much it is off.",
  ],
};

const LIFT = "Lift [95 % interval]";

const UNIT =
  "Lifts and standard errors are in clicks per 100 displays. Treated clicks are those on " +
  "displays in the top three, of so many such displays.";

/**
 * Table of segment effects for readers: lifts with their intervals, beside the truth where it is known
 * and the unadjusted difference, and what they rest on.
 *
 * @param judged the effects with how far each can be trusted, in the order to list
 * @param options how many to show, and what to say if there are none
 * @returns per segment its lift, naive lift, click rate further down and standard error, all in clicks
 *   per 100 displays, its displays, those in the top three, and the clicks on these; a sign
 *   behind a segment says that its estimate is not sound, and a note below the table why
 *
 * @example Two topics; one of them has three clicks to tell from
 * ```ts
 * import { effectsForReaders } from "lib/tables/effects_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const sports = {
 *   segmentColumn: "topic",
 *   segment: "sports",
 *   ...{ rows: 300, treatedRows: 60, controlRows: 240 },
 *   ...{ treatedClickRate: 0.05, controlClickRate: 0.04, naiveLift: 0.01 },
 *   ...{ lift: 0.0263, standardError: 0.01, lower: 0.0067, upper: 0.0459 },
 * };
 * const { columns } = effectsForReaders([
 *   { effect: sports, standing: "few treated clicks", truth: undefined },
 * ]);
 * assertEquals(columns.slice(0, 2).map(({ heading, cells }) => [heading, ...cells]), [
 *   ["Topic", "sports †"],
 *   ["Lift [95 % interval]", "2.63 [0.67, 4.59]"],
 * ]);
 * ```
 */
export function effectsForReaders(
  judged: readonly JudgedSegment[],
  options: Pick<ReaderTableOptions, "rows" | "whenEmpty"> = {},
): ReaderTable {
  const effects = judged.map(({ effect }) => effect);
  return judgedTable(judged, options, [
    secondary(per100Column("Clicks per 100 further down", effects.map((e) => e.controlClickRate))),
    secondary(per100Column("Standard error", effects.map((e) => e.standardError))),
  ]);
}

/**
 * Table of segment effects for readers, in few columns: for segments of several divisions.
 *
 * @param judged the effects with how far each can be trusted, in the order to list
 * @param options how many to show, and what to say if there are none
 * @returns the table of {@linkcode effectsForReaders} without click rate and standard error
 *
 * @example Short lists and a topic
 * ```ts
 * import { effectsInBrief } from "lib/tables/effects_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const counts = { rows: 300, treatedRows: 60, controlRows: 240 };
 * const rates = { treatedClickRate: 0.5, controlClickRate: 0.25, naiveLift: 0.25 };
 * const estimate = { lift: 0.2, standardError: 0.01, lower: 0.18, upper: 0.22 };
 * const news = { segmentColumn: "topic", segment: "news", ...counts, ...rates, ...estimate };
 * const short = { ...news, segmentColumn: "candidate_set_bucket", segment: "1-10" };
 * const { columns } = effectsInBrief(
 *   [news, short].map((effect) => ({ effect, standing: "sound", truth: undefined })),
 * );
 * assertEquals(columns[0]!.cells, ["topic news", "lists of 1 to 10 articles"]);
 * ```
 */
export function effectsInBrief(
  judged: readonly JudgedSegment[],
  options: Pick<ReaderTableOptions, "rows" | "whenEmpty"> = {},
): ReaderTable {
  return judgedTable(judged, options, []);
}

/**
 * Table of the effect over all rows for readers.
 *
 * @param effect the effect over all rows, in click probability
 * @param truth the true effect over these rows; undefined where nobody knows it
 * @returns one row: the lift with its interval, the truth where it is known, and the standard error, in
 *   clicks per 100 displays, and the number of displays
 *
 * @example Nine hundred displayed articles
 * ```ts
 * import { overallForReaders } from "lib/tables/effects_for_readers.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const overall = { rows: 900, lift: 0.0263, standardError: 0.0029, lower: 0.0207, upper: 0.0319 };
 * assertEquals(overallForReaders(overall).columns[1]!.cells, ["2.63 [2.07, 3.19]"]);
 * ```
 */
export function overallForReaders(effect: EffectEstimate, truth?: number): ReaderTable {
  return readerTable([
    wordColumn("Over", ["all displays drawn"]),
    intervalColumn(LIFT, {
      estimate: [effect.lift],
      lower: [effect.lower],
      upper: [effect.upper],
    }),
    ...truthColumn([truth]),
    per100Column("Standard error", [effect.standardError]),
    secondary(countColumn("Displays", [effect.rows])),
  ], { notes: ["Clicks per 100 displays."] });
}

function judgedTable(
  judged: readonly JudgedSegment[],
  options: Pick<ReaderTableOptions, "rows" | "whenEmpty">,
  further: readonly ReaderColumn[],
): ReaderTable {
  const effects = judged.map(({ effect }) => effect);
  const { heading, names } = namesOf(judged);
  const signed = judged.map(({ standing }, at) =>
    standing === "sound" ? names[at]! : `${names[at]} ${SIGNS[standing][0]}`
  );
  const listed = new Set(judged.slice(0, options.rows).map(({ standing }) => standing));
  return readerTable([
    wordColumn(heading, signed),
    intervalColumn(LIFT, {
      estimate: effects.map(({ lift }) => lift),
      lower: effects.map(({ lower }) => lower),
      upper: effects.map(({ upper }) => upper),
    }),
    ...truthColumn(judged.map(({ truth }) => truth)),
    secondary(per100Column("Naive lift", effects.map(({ naiveLift }) => naiveLift))),
    // A rate is clicks over rows, so their product is a whole number but for the rounding.
    secondary(partColumn(
      "Treated clicks",
      effects.map((e) => Math.round(e.treatedRows * e.treatedClickRate)),
      effects.map((e) => e.treatedRows),
    )),
    secondary(countColumn("Displays", effects.map(({ rows }) => rows))),
    ...further,
  ], {
    ...options,
    noun: "segments",
    notes: [
      UNIT,
      ...Object.entries(SIGNS).flatMap(([standing, [, note]]) =>
        listed.has(standing as Standing) ? [note] : []
      ),
    ],
  });
}

/** The truth as a column, where it is known of any row. */
function truthColumn(truths: readonly (number | undefined)[]): readonly ReaderColumn[] {
  return truths.some((truth) => truth !== undefined)
    ? [per100Column("True lift", truths.map((truth) => truth ?? NaN))]
    : [];
}

/** Segments in words; what all of their names begin with is the heading instead. */
function namesOf(
  judged: readonly JudgedSegment[],
): { readonly heading: string; readonly names: readonly string[] } {
  const columns = new Set(judged.map(({ effect }) => effect.segmentColumn));
  const names = judged.map(({ effect }) => segmentInWords(effect.segmentColumn, effect.segment));
  const [only] = columns;
  const beginning = only === undefined ? "" : `${only.replaceAll("_", " ")} `;
  return columns.size === 1 && names.every((name) => name.startsWith(beginning))
    ? {
      heading: beginning.charAt(0).toUpperCase() + beginning.slice(1).trimEnd(),
      names: names.map((name) => name.slice(beginning.length)),
    }
    : { heading: "Segment", names };
}
