/**
 * What the commands that prepare genuine data have in common: how they say what they read, and what
 * still stands from an earlier run where they fail.
 *
 * @module
 */

import { Interrupted, printLine, stopOnSignal } from "lib/command/mod.ts";
import { withStepLines } from "lib/command/terminal_bar.ts";
import { InputError } from "lib/errors.ts";
import type { OnProgress } from "lib/progress.ts";
import { describeLineFaults, type LineReport } from "lib/raw/line_faults.ts";
import { formatCount } from "lib/text/counts.ts";

/** What a preparation is given besides its own options. */
export interface Watching {
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/**
 * Carries out a preparation, step by step on the screen; where it fails or is interrupted, its error
 * says besides what of an earlier run still stands.
 *
 * @param work the preparation
 * @param describeEarlier a sentence on what stands from an earlier run, or an empty text
 * @returns what the preparation returns
 */
export async function prepare<Report>(
  work: (watching: Watching) => Promise<Report>,
  describeEarlier: () => string,
): Promise<Report> {
  // Tables of an earlier run must not pass for those that were asked for now.
  const earlier = () => describeEarlier().replace(/^(?=.)/, " ");
  try {
    return await stopOnSignal((signal) =>
      withStepLines(printLine, (onProgress) => work({ onProgress, signal }))
    );
  } catch (error) {
    if (error instanceof Interrupted) {
      throw new Interrupted(`Interrupted: nothing was written.${earlier()}`);
    }
    if (!(error instanceof InputError)) throw error;
    throw error.with({ remedy: error.remedy + earlier() });
  }
}

/**
 * Says how many lines a file has, and what is wrong with which.
 *
 * @param file the file's name
 * @param report what was found in it
 * @returns lines to print
 */
export function describeFaults(file: string, report: LineReport): string[] {
  const lines = `${formatCount(report.lines)} lines`;
  if (report.malformed === 0) return [`${file}: ${lines}, none malformed.`];
  return [
    `${file}: ${lines}, ${formatCount(report.malformed)} malformed and left out:`,
    ...describeLineFaults(report).map((fault) => `  ${fault}`),
  ];
}

/** Whether a file stands somewhere; `false` also where it cannot be looked at. */
export function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
