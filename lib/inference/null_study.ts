/**
 * Study of how often each way of testing finds something where nothing is there, on one's own lists.
 *
 * @module
 */

import {
  requireCount,
  requireFloor,
  requireKnownOptions,
  requireLevel,
  requireWorkers,
} from "lib/argument_checks.ts";
import { InputError } from "lib/errors.ts";
import { clickedLists } from "lib/inference/clicked_lists.ts";
import { requireDraws } from "lib/inference/draw_count.ts";
import { type DrawnLists, sharesByList, soundDrawnLists } from "lib/inference/drawn_lists.ts";
import { effectiveClicks } from "lib/inference/effective_clicks.ts";
import { errorColumn } from "lib/inference/evidence_checks.ts";
import { nullErrors } from "lib/inference/null_errors.ts";
import { nullSkewness } from "lib/inference/null_skewness.ts";
import type { NullStudyReply, NullStudyRequest } from "lib/inference/null_study_worker.ts";
import { type NullStudy, summaryOf } from "lib/inference/null_study_summary.ts";
import { drawNullTable, type NullDesign, type NullTable } from "lib/inference/null_tables.ts";
import { testPlacesByLot } from "lib/inference/places_by_lot.ts";
import type { SegmentIndex } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import type { OnProgress } from "lib/progress.ts";
import { seedText } from "lib/random/seeded.ts";

/** Options for {@linkcode studyNullTables}. */
export interface NullStudyOptions {
  /** How many tables to draw. */
  readonly tables: number;
  /** The fewest effective clicks that a segment may rest on, where there is a floor; 30 by default. */
  readonly floor?: number;
  /** The error allowed; 0.05 by default. */
  readonly level?: number;
  /** How often the largest |z| is drawn in each table, and the places once for all; 999 by default. */
  readonly draws?: number;
  readonly seed: number | string;
  /** How many threads may work, the same results with any number; 2 by default. */
  readonly workers?: number;
  /** Counts tables. */
  readonly onProgress?: OnProgress;
}

/**
 * Study of false findings: draws the places of one's own lists anew, many times, so that nothing can be
 * found, and counts what every way of testing finds all the same.
 *
 * Clicks, lists and segments are those of the table, so that the study answers for it and for no other:
 * how many of its intervals would exclude zero if no place changed any click, and how many clicks
 * an interval needs before it covers as often as it says. In a table whose places a lot gave, the actual
 * one is one more such draw if nothing happens in it; in any other the study says what testing is worth
 * on lists like these.
 *
 * Draws of the treatment under the hypothesis of no effect: Fisher (1935), "The Design of Experiments"; their
 * use to judge a test: Imbens and Rubin (2015), chapter 5.
 *
 * @param given list, first places, clicks and expected click rates, each list one stretch of rows
 * @param index the segments of the same rows
 * @param options how many tables, how segments are tested, and from which seed
 * @returns how often each way of testing errs, and how often intervals cover
 * @throws {InputError} if a column is unsound, no row was clicked, lists are no stretches of rows, or an option is no number it
 *   can be
 *
 * @example Forty lists of six articles, each with one click
 * ```ts
 * import { studyNullTables } from "lib/inference/null_study.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = Array.from({ length: 240 }, (_, row) => row);
 * const topic = { name: "topic", levels: ["news", "golf"], codes: Int32Array.from(rows, (r) => r % 2) };
 * const { tables, rates } = await studyNullTables({
 *   list: Int32Array.from(rows, (row) => Math.floor(row / 6)),
 *   topThree: Uint8Array.from(rows, (row) => row % 6 < 3 ? 1 : 0),
 *   clicked: Uint8Array.from(rows, (row) => row % 6 === 4 ? 1 : 0),
 *   outcomeRate: new Float64Array(240).fill(1 / 6),
 * }, indexSegments([topic]), { tables: 20, draws: 99, seed: 1, workers: 1 });
 * assertEquals([tables, rates.length], [20, 21]);
 * ```
 */
export async function studyNullTables(
  given: DrawnLists,
  index: SegmentIndex,
  options: NullStudyOptions,
): Promise<NullStudy> {
  const { tables, floor, level, draws, seed, workers, onProgress } = soundOptions(options);
  const lists = soundDrawnLists(given);
  const { list, topThree, clicked } = lists;
  requireClicks(clicked);
  // What no table has an error for, such as a segment in one list, is refused here, on this thread.
  segmentMeans(lists.outcomeRate, index, list);
  const placed = testPlacesByLot(clickedLists({ list, topThree, clicked }, index), index, {
    draws,
    seed: `${seed}/reference`,
  });
  const rows = {
    propensity: sharesByList(lists),
    outcome: clicked,
    outcomeRate: lists.outcomeRate,
    list,
  };
  const design: NullDesign = {
    lists,
    index,
    effectiveClicks: effectiveClicks(rows, index),
    // Refused here where one is 0, and not on another thread.
    nullErrors: errorColumn(nullErrors(rows, index), index.segments.length),
    nullSkewness: nullSkewness(rows, index),
    lotErrors: Float64Array.from(placed.segments, ({ nullError }) => nullError),
  };
  const choices = { floor, level, draws, seed };
  let done = 0;
  const onTable = () =>
    onProgress?.({
      step: "drawing",
      text: "Drawing tables without effect",
      done: ++done,
      total: tables,
    });
  const drawn = workers === 1
    ? Array.from({ length: tables }, (_, number) => {
      const table = drawNullTable(design, number, choices);
      onTable();
      return table;
    })
    : await drawInWorkers({ design, choices }, tables, Math.min(workers, tables), onTable);
  return summaryOf(drawn, design.effectiveClicks, {
    floor,
    level,
    criticalByLot: placed.criticalValue,
  });
}

/** Refuses a table in which there is nothing to find for another reason than that places do nothing. */
function requireClicks(clicked: Uint8Array): void {
  if (clicked.includes(1)) return;
  throw new InputError(`none of ${clicked.length} rows was clicked`, {
    column: "clicked",
    count: clicked.length,
    remedy: "Give lists with clicks: without any, no way of testing can find something.",
  });
}

/** The options in full, each a number it can be. */
function soundOptions(given: NullStudyOptions): typeof given & typeof DEFAULTS {
  const options = { ...DEFAULTS, ...defined(requireKnownOptions(given, OPTIONS)) };
  requireCount(options.tables, "tables", { most: MOST_TABLES, such: 200 });
  requireDraws(options.draws);
  requireWorkers(options.workers);
  requireFloor(options.floor);
  requireLevel(options.level);
  seedText(options.seed);
  return options;
}

/** The options without those that are named but not given. */
function defined(options: NullStudyOptions): NullStudyOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
    // The names are those of the options.
  ) as unknown as NullStudyOptions;
}

const DEFAULTS = { floor: 30, level: 0.05, draws: 999, workers: 2 };
const OPTIONS = ["tables", "floor", "level", "draws", "seed", "workers", "onProgress"];

/** The most tables: more would run for days. */
const MOST_TABLES = 1_000_000;

/** The tables, each drawn from its own number, so that it matters not which thread draws it. */
async function drawInWorkers(
  request: Pick<NullStudyRequest, "design" | "choices">,
  tables: number,
  threads: number,
  onTable: () => void,
): Promise<NullTable[]> {
  const drawn = new Array<NullTable>(tables);
  await Promise.all(Array.from({ length: threads }, (_, thread) => {
    const numbers = Array.from({ length: tables }, (_, number) => number)
      .filter((number) => number % threads === thread);
    const worker = new Worker(new URL("./null_study_worker.ts", import.meta.url), {
      type: "module",
    });
    let open = numbers.length;
    return new Promise<void>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<NullStudyReply>) => {
        if (data.kind === "failed") return reject(new Error(`${data.name}: ${data.message}`));
        drawn[data.number] = data.table;
        onTable();
        if (--open === 0) resolve();
      };
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`a thread that draws tables stopped: ${event.message}`));
      };
      worker.postMessage({ ...request, numbers } satisfies NullStudyRequest);
    }).finally(() => worker.terminate());
  }));
  return drawn;
}
