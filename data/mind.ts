/**
 * `deno task data:mind`: turns the genuine raw MIND logs into the processed impression table.
 *
 * @module
 */

import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { fromCaller } from "lib/caller_path.ts";
import { InputError } from "lib/errors.ts";
import { describeLineFaults, describeLineNumbers } from "lib/raw/line_faults.ts";
import type { LineReport } from "lib/raw/line_faults.ts";
import type { MindRelease } from "lib/impressions/mind/checksums.ts";
import {
  type MindOptions,
  type MindProgress,
  type MindReport,
  prepareMind,
} from "lib/impressions/mind.ts";

/** In this clone, wherever the command is called from: there the notebooks look for it. */
const OUTPUT = relative(
  Deno.cwd(),
  fileURLToPath(
    new URL("processed/mind_small_impressions_train_sample.parquet", import.meta.url),
  ),
);

const LICENCE = `\
MIND, the Microsoft News Dataset, is Microsoft's, under the Microsoft Research License Terms:
non-commercial research only, no redistribution. Download MINDsmall_train.zip yourself, and accept
the terms there, at https://msnews.github.io`;

const HELP = `\
Usage: deno task data:mind --from MINDsmall_train.zip|FOLDER --accept-license [options]

Turns the raw MIND logs (behaviors.tsv and news.tsv, in the archive or unpacked) into the table of
displayed items that the notebooks read.

  --from PATH         the archive, or the folder with the two files
  --accept-license    you have accepted the licence below
  --impressions N     how many impressions to draw, or "all" (20000); a log with fewer is taken whole
  --seed N            seed of the draw (42)
  --out FILE          where to write; without it
                      ${OUTPUT}
  --help              this text

${LICENCE}
`;

/** A command line that cannot be carried out. */
class UsageError extends Error {}

/** What the command line asks for. */
interface Command extends MindOptions {
  readonly from: string;
  readonly acceptLicence: boolean;
}

function readCommand(args: readonly string[]): Command | "help" {
  const { values } = parseOptions(args);
  if (values.help) return "help";
  if (values.from === undefined || values.from === "") {
    throw new UsageError("--from is missing: name MINDsmall_train.zip or the unpacked folder");
  }
  if (values.out === "") throw new UsageError("--out is empty: name a file");
  const impressions = values.impressions === "all"
    ? "all"
    : wholeNumber("--impressions", values.impressions, 'a positive whole number or "all"');
  if (impressions === 0) {
    throw new UsageError('--impressions is "0": give a positive whole number or "all"');
  }
  return {
    from: asNamed(values.from),
    acceptLicence: values["accept-license"],
    impressions,
    seed: wholeNumber("--seed", values.seed, "a whole number from 0"),
    output: values.out === undefined ? OUTPUT : asNamed(values.out),
  };
}

/** A path that leads where the user means, kept as they wrote it where it does so already. */
function asNamed(path: string): string {
  return resolve(path) === fromCaller(path) ? path : fromCaller(path);
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        "from": { type: "string" },
        "accept-license": { type: "boolean", default: false },
        "impressions": { type: "string", default: "20000" },
        "seed": { type: "string", default: "42" },
        "out": { type: "string" },
        "help": { type: "boolean", default: false },
      },
    });
  } catch (error) {
    // The parser's own advice fills several sentences: the first says what is wrong.
    const [first = ""] = (error instanceof Error ? error.message : String(error)).split(/\.\s/);
    throw new UsageError(first.replace("argument is ambiguous", "lacks its value"));
  }
}

function wholeNumber(option: string, text: string, wanted: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value)) throw new UsageError(`${option} is "${text}": give ${wanted}`);
  return value;
}

/** Prints one line a step, and a bar while reading if somebody watches. */
class ProgressPrinter {
  readonly #bar = Deno.stderr.isTerminal()
    ? new SingleBar({ format: "  {bar} {percentage} %", clearOnComplete: true })
    : undefined;
  #reading = "";

  print(progress: MindProgress): void {
    if (progress.step === "reading" && progress.file === this.#reading) {
      this.#bar?.update(progress.done);
      return;
    }
    this.stop();
    switch (progress.step) {
      case "reading":
        this.#reading = progress.file;
        console.log(`Reading ${progress.file} (${(progress.of / 1e6).toFixed(1)} MB)`);
        this.#bar?.start(progress.of, progress.done);
        return;
      case "identified":
        console.log(describeRelease(progress.release));
        return;
      case "drawing":
        console.log(`Drawing ${number(progress.size)} of ${number(progress.of)} impressions`);
        return;
      case "writing":
        console.log(`Writing ${number(progress.rows)} rows`);
    }
  }

  /** Takes the bar away and gives the cursor back, also when the work failed halfway. */
  stop(): void {
    this.#bar?.stop();
  }
}

function describeRelease(release: MindRelease | undefined): string {
  return release === undefined
    ? "These are other files than the genuine MINDsmall train or dev release: the SHA-256 differ."
    : `These are the genuine ${release} files: the SHA-256 of both agree.`;
}

function describeReport(report: MindReport, command: Command): string[] {
  const { written, logged, absentNews } = report;
  const lines = [
    ...describeFaults(report.files.behaviors, report.behaviors),
    ...describeFaults(report.files.news, report.news),
  ];
  if (absentNews.items > 0) {
    lines.push(
      `${number(absentNews.items)} displayed items of the log name one of ` +
        `${
          number(absentNews.articles)
        } articles that news.tsv lacks; their rows are kept, without ` +
        `category, subcategory, title and lengths (behaviors.tsv, ` +
        `${describeLineNumbers(absentNews.lines, absentNews.impressions)}).`,
    );
  }
  if (typeof command.impressions === "number" && command.impressions > logged.impressions) {
    lines.push(
      `The log has fewer impressions than the ${
        number(command.impressions)
      } asked for: all are taken.`,
    );
  }
  const rate = (100 * written.clicks / written.rows).toFixed(3);
  lines.push(
    `Wrote ${report.output}: ${number(written.impressions)} impressions, ${number(written.rows)} ` +
      `rows, ${rate} % clicked, seed ${command.seed}.`,
  );
  return lines;
}

function describeFaults(file: string, report: LineReport): string[] {
  const lines = `${number(report.lines)} lines`;
  if (report.malformed === 0) return [`${file}: ${lines}, none malformed.`];
  return [
    `${file}: ${lines}, ${number(report.malformed)} malformed and left out:`,
    ...describeLineFaults(report).map((fault) => `  ${fault}`),
  ];
}

function number(value: number): string {
  return value.toLocaleString("en-US");
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
 * Carries out one command line.
 *
 * @param args the arguments after the command's name
 * @returns the exit code: 0 done, 1 unusable data, 2 unusable command line, 130 interrupted
 */
async function main(args: readonly string[]): Promise<number> {
  const signal = interruptSignal();
  const printer = new ProgressPrinter();
  let output: string | undefined;
  try {
    const command = readCommand(args);
    if (command === "help") {
      console.log(HELP);
      return 0;
    }
    console.log(LICENCE);
    if (!command.acceptLicence) {
      console.error("Nothing was read: add --accept-license once you have accepted the licence.");
      return 2;
    }
    output = command.output;
    const report = await prepareMind(command.from, {
      ...command,
      onProgress: (progress) => printer.print(progress),
      signal,
    });
    for (const line of describeReport(report, command)) console.log(line);
    return 0;
  } catch (error) {
    printer.stop();
    if (error instanceof UsageError) {
      console.error(`${error.message}. See --help.`);
      return 2;
    }
    if (signal.aborted) {
      console.error(`Interrupted: nothing was written.${describeEarlier(output)}`);
      return 130;
    }
    if (!(error instanceof InputError)) throw error;
    console.error(`${error.message}${describeEarlier(output)}`);
    return 1;
  }
}

/** A table of an earlier run must not pass for the one that was asked for now. */
function describeEarlier(output: string | undefined): string {
  if (output === undefined) return "";
  try {
    return Deno.statSync(output).isFile ? ` ${output} is still that of an earlier run.` : "";
  } catch {
    return "";
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
