/**
 * What the commands that prepare genuine data have in common: their options, their end, and how
 * they say what they read.
 *
 * @module
 */

import { formatCount } from "lib/text/counts.ts";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { SingleBar } from "cli-progress";
import { fromCaller } from "lib/command/caller_path.ts";
import { errorText, InputError } from "lib/errors.ts";
import { describeLineFaults, type LineReport } from "lib/raw/line_faults.ts";

/** A command line that cannot be carried out. */
export class UsageError extends Error {}

/**
 * Reads options, turning the parser's complaints into short ones.
 *
 * @param parse the call of the parser
 * @returns what it returned
 * @throws {UsageError} if it threw
 */
export function readOptions<Options>(parse: () => Options): Options {
  try {
    return parse();
  } catch (error) {
    // The parser's own advice fills several sentences: the first says what is wrong.
    const [first = ""] = errorText(error).split(/\.\s/);
    throw new UsageError(
      first.replace(
        "argument is ambiguous",
        "lacks its value, or has one that begins with a hyphen",
      ),
    );
  }
}

/**
 * Reads an option that is a number.
 *
 * @param option its name
 * @param text its value
 * @param wanted what it must be, for the message
 * @param least the smallest value that is usable
 * @returns a whole number
 * @throws {UsageError} if it is none, or below `least`
 */
export function wholeNumber(option: string, text: string, wanted: string, least = 0): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`${option} is "${text}": give ${wanted}`);
}

/**
 * A path that leads where the user means, kept as they wrote it where it does so already.
 *
 * @param path as the user wrote it
 * @returns the same, or absolute
 */
export function asNamed(path: string): string {
  return resolve(path) === fromCaller(path) ? path : fromCaller(path);
}

/**
 * A place in this clone's `data/`, wherever a command is called from: there the notebooks look.
 *
 * @param path within `data/`
 * @returns the path from the current folder
 */
export function inDataFolder(path: string): string {
  return relative(Deno.cwd(), fileURLToPath(new URL(path, import.meta.url)));
}

/** Says which file is being read, with a bar while somebody watches. */
export class ReadingPrinter {
  readonly #bar = Deno.stderr.isTerminal()
    ? new SingleBar({ format: "  {bar} {percentage} %", clearOnComplete: true })
    : undefined;
  #file = "";

  /**
   * Prints the file's name when it is new, and moves the bar.
   *
   * @param progress the file, and how many of its bytes are read
   */
  print({ file, done, of }: { file: string; done: number; of: number }): void {
    if (file === this.#file) {
      this.#bar?.update(done);
      return;
    }
    this.stop();
    this.#file = file;
    console.log(`Reading ${file} (${(of / 1e6).toFixed(1)} MB)`);
    this.#bar?.start(of, done);
  }

  /** Takes the bar away and gives the cursor back, also when the work failed halfway. */
  stop(): void {
    this.#bar?.stop();
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

/** One command, as far as {@linkcode carryOut} needs to know it. */
export interface CommandWork {
  /** Does it; the exit code if it did not throw. */
  readonly run: (signal: AbortSignal) => Promise<number>;
  /** Clears what is on the screen when it failed. */
  readonly stop: () => void;
  /** A sentence on what still stands from an earlier run, or an empty text. */
  readonly describeEarlier: () => string;
}

/**
 * Carries out a command, ends it cleanly on Ctrl-C, and says what was wrong if it failed.
 *
 * @param work the command
 * @returns the exit code: 0 done, 1 unusable data, 2 unusable command line, 130 interrupted
 */
export async function carryOut({ run, stop, describeEarlier }: CommandWork): Promise<number> {
  const signal = interruptSignal();
  // Tables of an earlier run must not pass for those that were asked for now.
  const earlier = () => {
    const sentence = describeEarlier();
    return sentence === "" ? "" : ` ${sentence}`;
  };
  try {
    return await run(signal);
  } catch (error) {
    stop();
    if (error instanceof UsageError) {
      console.error(`${error.message}. See --help.`);
      return 2;
    }
    if (signal.aborted) {
      console.error(`Interrupted: nothing was written.${earlier()}`);
      return 130;
    }
    if (!(error instanceof InputError)) throw error;
    console.error(`${error.message}${earlier()}`);
    return 1;
  }
}

/** Lets Ctrl-C end the work cleanly, so that no partial file stays behind. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(name, () => {
      // Whoever asks twice does not want to wait for the file that is being written.
      if (controller.signal.aborted) Deno.exit(130);
      controller.abort();
    });
  }
  return controller.signal;
}

/**
 * Whether a file stands somewhere.
 *
 * @param path the file
 * @returns `false` also where it cannot be looked at
 */
export function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
