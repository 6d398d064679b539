/**
 * What a command tells its user: one line a step, and on a terminal one line that moves.
 *
 * @module
 */

import { CommandError } from "lib/command/errors.ts";
import { systemFault } from "lib/system_error.ts";
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

/** Whether somebody watches, on a terminal in which what was written can be written over. */
export function isWatched(stream: typeof Deno.stderr): boolean {
  return stream.isTerminal() && Deno.env.get("TERM") !== "dumb";
}

function makeReport(stream: typeof Deno.stderr): Report {
  const moving = isWatched(stream);
  const write = (text: string) => {
    try {
      writeWhole(stream, text);
    } catch {
      // Nobody can be told that nobody can be told anything: the work goes on, its exit code says
      // how it ended.
    }
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

/**
 * Prints a line, or several, of a command's results, in which control characters are spelled out. A
 * reader who has closed the pipe wants no more of them; that the place for them is full or broken is
 * a {@linkcode CommandError}.
 */
export function printLine(line: string): void {
  try {
    writeWhole(Deno.stdout, `${visibleLines(line)}\n`);
  } catch (error) {
    const fault = systemFault(error);
    if (fault?.code === "EPIPE") return;
    if (fault === undefined) throw error;
    throw new CommandError(
      `The results cannot be written to the standard output: ${fault.what}`,
      "Send it to a place that can be written and has room.",
    );
  }
}

function writeWhole(stream: Pick<typeof Deno.stdout, "writeSync">, text: string): void {
  let rest = new TextEncoder().encode(text);
  while (rest.length > 0) rest = rest.subarray(stream.writeSync(rest));
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
