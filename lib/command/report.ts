/**
 * What a command tells its user: one line a step, and on a terminal one line that moves.
 *
 * @module
 */

import { TerminalBar } from "lib/command/terminal_bar.ts";
import type { OnProgress } from "lib/progress.ts";
import { visible, visibleLines } from "lib/visible.ts";

/**
 * Tells the user how a command gets on. Whatever a text holds, a name of a file for instance, is
 * text: characters that would steer the terminal are spelled out.
 */
export interface Report {
  /** Says one lasting line. */
  say(line: string): void;
  /** Says one of many like lines: on a terminal each replaces the one before it. */
  step(line: string): void;
  /** Shows what is going on right now, in place of the last such message; terminals only. */
  status(text: string): void;
}

/** Reports to standard error, so that standard output stays free for results. */
export const terminalReport: Report = makeReport(Deno.stderr);

/** A report that nobody reads. */
export const silentReport: Report = { say() {}, step() {}, status() {} };

function makeReport(stream: typeof Deno.stderr): Report {
  const encoder = new TextEncoder();
  const moving = stream.isTerminal();
  const write = (text: string) => {
    stream.writeSync(encoder.encode(text));
  };
  let shown = false;
  const say = (line: string) => {
    write(`${shown ? "\r\x1b[K" : ""}${visibleLines(line)}\n`);
    shown = false;
  };
  const status = (text: string) => {
    if (!moving) return;
    write(`\r\x1b[K${fitted(visible(text), columns())}`);
    shown = true;
  };
  return { say, status, step: moving ? status : say };
}

/** Prints one line of a command's results, in which control characters are spelled out. */
export function printLine(line: string): void {
  console.log(visibleLines(line));
}

/** As much of a line as a terminal shows in one; all of it where the terminal tells no width. */
export function fitted(line: string, columns: number): string {
  if (columns < 1) return line;
  // Half a character would be drawn as a sign that stands nowhere in the line.
  return line.slice(0, columns - 1).replace(/[\ud800-\udbff]$/, "");
}

function columns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80;
  }
}

/**
 * Work whose steps are told one a line, with a bar below the line while somebody watches; the bar
 * is gone when the work ends, however it ends.
 */
export async function withStepLines<T>(
  say: (line: string) => void,
  work: (onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  const bar = new TerminalBar();
  let told: string | undefined;
  try {
    return await work((progress) => {
      if (progress.text !== told) {
        bar.stop();
        told = progress.text;
        say(visibleLines(progress.text));
      }
      bar.update(progress);
    });
  } finally {
    bar.stop();
  }
}
