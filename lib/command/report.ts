/**
 * What the commands tell their user: one line a step, and on a terminal one line that moves.
 *
 * @module
 */

import { InputError } from "lib/errors.ts";
import { CommandError } from "./errors.ts";
import { Interrupted } from "./interruption.ts";

/** Tells the user how a command gets on. */
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
    write(`${shown ? "\r\x1b[K" : ""}${line}\n`);
    shown = false;
  };
  const status = (text: string) => {
    if (!moving) return;
    write(`\r\x1b[K${text.slice(0, columns() - 1)}`);
    shown = true;
  };
  return { say, status, step: moving ? status : say };
}

function columns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80;
  }
}

/**
 * Runs a command and ends the process: faults a user can mend are told in one message, without a
 * trace.
 *
 * @param command returns the process's exit code
 */
export async function runCommand(command: () => Promise<number>): Promise<never> {
  try {
    Deno.exit(await command());
  } catch (error) {
    if (error instanceof InputError || error instanceof CommandError) {
      terminalReport.say(`error: ${error.message}`);
      Deno.exit(1);
    }
    if (error instanceof Interrupted) {
      terminalReport.say("Interrupted.");
      Deno.exit(130);
    }
    if (error instanceof TypeError && "code" in error && isParseArgsCode(error.code)) {
      terminalReport.say(`error: ${error.message}`);
      Deno.exit(2);
    }
    throw error;
  }
}

function isParseArgsCode(code: unknown): boolean {
  return typeof code === "string" && code.startsWith("ERR_PARSE_ARGS");
}
