/**
 * Counting the malformed lines of a log, so that none is dropped in silence.
 *
 * @module
 */

import { formatCount } from "lib/text/counts.ts";
import { InputError } from "lib/errors.ts";

/** How many line numbers of each fault are kept. */
export const REPORTED_LINES = 20;

/** The share of malformed lines above which a log is refused. */
export const TOLERATED_SHARE = 0.01;

/** The malformed lines that share one fault. */
export interface LineFault<Fault extends string = string> {
  /** What is wrong with the lines. */
  readonly fault: Fault;
  /** How many lines have this fault. */
  readonly count: number;
  /** Their numbers, from 1, ascending; the first {@linkcode REPORTED_LINES} of them. */
  readonly lines: readonly number[];
}

/** What was found in the lines of one file. */
export interface LineReport<Fault extends string = string> {
  /** How many lines the file has. */
  readonly lines: number;
  /** How many of them are malformed; each is counted once, under the first fault found. */
  readonly malformed: number;
  /** The malformed lines by fault, in the order in which the faults first occurred. */
  readonly faults: readonly LineFault<Fault>[];
}

/**
 * Counts malformed lines by fault and remembers where the first ones stand.
 *
 * @example
 * ```ts
 * import { LineFaults } from "lib/raw/line_faults.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const faults = new LineFaults<"time" | "fields">();
 * faults.add("time", 3);
 * faults.add("time", 8);
 * assertEquals(faults.report(10), {
 *   lines: 10,
 *   malformed: 2,
 *   faults: [{ fault: "time", count: 2, lines: [3, 8] }],
 * });
 * ```
 */
export class LineFaults<Fault extends string> {
  readonly #byFault = new Map<Fault, { count: number; lines: number[] }>();

  /**
   * Notes one malformed line.
   *
   * @param fault what is wrong with it
   * @param line its number, from 1
   */
  add(fault: Fault, line: number): void {
    let entry = this.#byFault.get(fault);
    if (entry === undefined) {
      entry = { count: 0, lines: [] };
      this.#byFault.set(fault, entry);
    }
    entry.count++;
    if (entry.lines.length < REPORTED_LINES) entry.lines.push(line);
  }

  /**
   * The counts so far.
   *
   * @param lines how many lines were read, well-formed ones included
   * @returns the report on the file
   */
  report(lines: number): LineReport<Fault> {
    const faults = [...this.#byFault].map(([fault, entry]) => ({ fault, ...entry }));
    return { lines, malformed: faults.reduce((sum, { count }) => sum + count, 0), faults };
  }
}

/**
 * Says which lines have which fault.
 *
 * @param report what was found in a file
 * @returns one phrase per fault, such as `2 with no time (lines 3, 8)`; none if all is well
 *
 * @example
 * ```ts
 * import { describeLineFaults } from "lib/raw/line_faults.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const faults = [{ fault: "no time", count: 2, lines: [3, 8] }];
 * assertEquals(describeLineFaults({ lines: 10, malformed: 2, faults }), [
 *   "2 with no time (lines 3, 8)",
 * ]);
 * ```
 */
export function describeLineFaults(report: LineReport): string[] {
  return report.faults.map(({ fault, count, lines }) =>
    `${formatCount(count)} with ${fault} (${describeLineNumbers(lines, count)})`
  );
}

/**
 * Lists line numbers, saying when there are more than are listed.
 *
 * @param lines the first line numbers, from 1
 * @param count how many lines there are in all
 * @returns such as `line 3` or `lines 3, 8, …`
 *
 * @example
 * ```ts
 * import { describeLineNumbers } from "lib/raw/line_faults.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(describeLineNumbers([3], 1), "line 3");
 * assertEquals(describeLineNumbers([3, 8], 30), "lines 3, 8, …");
 * ```
 */
export function describeLineNumbers(lines: readonly number[], count: number): string {
  return `${count === 1 ? "line" : "lines"} ${lines.join(", ")}${
    count > lines.length ? ", …" : ""
  }`;
}

/**
 * Refuses a file that has no lines or too many malformed ones.
 *
 * @param report what was found in the file
 * @param file the file's name, as the user knows it
 * @param ifEmpty what the user can do about an empty file: one imperative sentence
 * @throws {InputError} if the file is empty or if more than {@linkcode TOLERATED_SHARE} of its
 *   lines are malformed
 *
 * @example
 * ```ts
 * import { requireFewFaults } from "lib/raw/line_faults.ts";
 * import { assertThrows } from "@std/assert";
 *
 * const faults = [{ fault: "no time", count: 1, lines: [3] }];
 * requireFewFaults({ lines: 100, malformed: 1, faults }, "visits.tsv", "Unpack it again.");
 * assertThrows(() =>
 *   requireFewFaults({ lines: 99, malformed: 1, faults }, "visits.tsv", "Unpack it again.")
 * );
 * ```
 */
export function requireFewFaults(report: LineReport, file: string, ifEmpty: string): void {
  if (report.lines === 0) throw new InputError("the file is empty", { file, remedy: ifEmpty });
  if (report.malformed > TOLERATED_SHARE * report.lines) {
    const share = (100 * report.malformed / report.lines).toFixed(1);
    throw new InputError(
      `${formatCount(report.malformed)} of ${formatCount(report.lines)} ` +
        `lines (${share} %) are malformed, more than ${100 * TOLERATED_SHARE} %: ` +
        describeLineFaults(report).join("; "),
      {
        file,
        count: report.malformed,
        remedy: "Use the files as released, or mend these lines.",
      },
    );
  }
}
