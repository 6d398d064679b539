/**
 * The malformed lines of a log, counted so that none is dropped in silence.
 *
 * @module
 */

import { formatCount } from "lib/text/counts.ts";
import { InputError } from "lib/errors.ts";

/** Number of lines of each fault whose numbers are kept. */
export const REPORTED_LINES = 20;

/** Share of malformed lines above which a log is refused. */
export const TOLERATED_SHARE = 0.01;

/** Malformed lines that share one fault. */
export interface LineFault<Fault extends string = string> {
  readonly fault: Fault;
  readonly count: number;
  /** Numbers of the first {@linkcode REPORTED_LINES}, from 1, ascending. */
  readonly lines: readonly number[];
}

/** Lines and malformed lines of one file. */
export interface LineReport<Fault extends string = string> {
  /** All lines of the file. */
  readonly lines: number;
  /** Each counted once, under the first fault found. */
  readonly malformed: number;
  /** In the order in which they first occurred. */
  readonly faults: readonly LineFault<Fault>[];
}

/** Malformed lines, counted by fault, and where the first ones stand. */
export class LineFaults<Fault extends string> {
  readonly #byFault = new Map<Fault, { count: number; lines: number[] }>();

  /** One more malformed line, by its number, from 1. */
  add(fault: Fault, line: number): void {
    let entry = this.#byFault.get(fault);
    if (entry === undefined) {
      entry = { count: 0, lines: [] };
      this.#byFault.set(fault, entry);
    }
    entry.count++;
    if (entry.lines.length < REPORTED_LINES) entry.lines.push(line);
  }

  /** Report on a file of which `lines` were read, well-formed ones included. */
  report(lines: number): LineReport<Fault> {
    const faults = [...this.#byFault].map(([fault, entry]) => ({ fault, ...entry }));
    return { lines, malformed: faults.reduce((sum, { count }) => sum + count, 0), faults };
  }
}

/** Phrases such as `2 with no time (lines 3, 8)`, one a fault. */
export function describeLineFaults(report: LineReport): string[] {
  return report.faults.map(({ fault, count, lines }) =>
    `${formatCount(count)} with ${fault} (${describeLineNumbers(lines, count)})`
  );
}

/**
 * Line numbers such as `line 3` or `lines 3, 8, …`, the latter where there are more than are
 * listed.
 */
export function describeLineNumbers(lines: readonly number[], count: number): string {
  return `${count === 1 ? "line" : "lines"} ${lines.join(", ")}${
    count > lines.length ? ", …" : ""
  }`;
}

/**
 * Refusal, by an {@linkcode InputError}, of a file without lines, with the remedy `ifEmpty`, or
 * with more than {@linkcode TOLERATED_SHARE} of them malformed, with the remedy that there is for the
 * most frequent fault.
 */
export function requireFewFaults(
  report: LineReport,
  file: string,
  ifEmpty: string,
  remedies: Readonly<Partial<Record<string, string>>> = {},
): void {
  if (report.lines === 0) throw new InputError("the file is empty", { file, remedy: ifEmpty });
  if (report.malformed > TOLERATED_SHARE * report.lines) {
    const frequent = report.faults.reduce((most, each) => each.count > most.count ? each : most);
    const share = (100 * report.malformed / report.lines).toFixed(1);
    throw new InputError(
      `${formatCount(report.malformed)} of ${formatCount(report.lines)} ` +
        `lines (${share} %) are malformed, more than ${100 * TOLERATED_SHARE} %: ` +
        describeLineFaults(report).join("; "),
      {
        file,
        count: report.malformed,
        remedy: remedies[frequent.fault] ?? "Use the files as released, or mend these lines.",
      },
    );
  }
}
