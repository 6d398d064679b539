/**
 * `deno task data:mind`: turns the genuine raw MIND logs into the processed impression table.
 *
 * @module
 */

import { formatCount } from "lib/text/counts.ts";
import { parseArgs } from "node:util";
import type { MindRelease } from "lib/raw/mind/checksums.ts";
import {
  type MindOptions,
  type MindProgress,
  type MindReport,
  prepareMind,
} from "lib/raw/mind/prepare.ts";
import { describeLineNumbers } from "lib/raw/line_faults.ts";
import {
  asNamed,
  carryOut,
  describeFaults,
  inDataFolder,
  isFile,
  ReadingPrinter,
  readOptions,
  UsageError,
  wholeNumber,
} from "./command.ts";

const OUTPUT = inDataFolder("processed/mind_small_impressions_train_sample.parquet");

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

/** What the command line asks for. */
interface Command extends MindOptions {
  readonly from: string;
  readonly acceptLicence: boolean;
}

function readCommand(args: readonly string[]): Command | "help" {
  const { values } = readOptions(() =>
    parseArgs({
      args: [...args],
      options: {
        "from": { type: "string" },
        "accept-license": { type: "boolean", default: false },
        "impressions": { type: "string", default: "20000" },
        "seed": { type: "string", default: "42" },
        "out": { type: "string" },
        "help": { type: "boolean", default: false },
      },
    })
  );
  if (values.help) return "help";
  if (values.from === undefined || values.from === "") {
    throw new UsageError("--from is missing: name MINDsmall_train.zip or the unpacked folder");
  }
  if (values.out === "") throw new UsageError("--out is empty: name a file");
  return {
    from: asNamed(values.from),
    acceptLicence: values["accept-license"],
    impressions: values.impressions === "all"
      ? "all"
      : wholeNumber("--impressions", values.impressions, 'a positive whole number or "all"', 1),
    seed: wholeNumber("--seed", values.seed, "a whole number from 0"),
    output: values.out === undefined ? OUTPUT : asNamed(values.out),
  };
}

/** Prints one line a step. */
function printProgress(progress: MindProgress, reading: ReadingPrinter): void {
  if (progress.step === "reading") return reading.print(progress);
  reading.stop();
  switch (progress.step) {
    case "identified":
      console.log(describeRelease(progress.release));
      return;
    case "drawing":
      console.log(
        `Drawing ${formatCount(progress.size)} of ${formatCount(progress.of)} impressions`,
      );
      return;
    case "writing":
      console.log(`Writing ${formatCount(progress.rows)} rows`);
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
      `${formatCount(absentNews.items)} displayed items of the log name one of ` +
        `${
          formatCount(absentNews.articles)
        } articles that news.tsv lacks; their rows are kept, without ` +
        `category, subcategory, title and lengths (behaviors.tsv, ` +
        `${describeLineNumbers(absentNews.lines, absentNews.impressions)}).`,
    );
  }
  if (typeof command.impressions === "number" && command.impressions > logged.impressions) {
    lines.push(
      `The log has fewer impressions than the ${
        formatCount(command.impressions)
      } asked for: all are taken.`,
    );
  }
  const rate = (100 * written.clicks / written.rows).toFixed(3);
  lines.push(
    `Wrote ${report.output}: ${formatCount(written.impressions)} impressions, ${
      formatCount(written.rows)
    } ` +
      `rows, ${rate} % clicked, seed ${command.seed}.`,
  );
  return lines;
}

async function main(args: readonly string[]): Promise<number> {
  const reading = new ReadingPrinter();
  let output: string | undefined;
  return await carryOut({
    run: async (signal) => {
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
        onProgress: (progress) => printProgress(progress, reading),
        signal,
      });
      for (const line of describeReport(report, command)) console.log(line);
      return 0;
    },
    stop: () => reading.stop(),
    describeEarlier: () =>
      output !== undefined && isFile(output) ? `${output} is still that of an earlier run.` : "",
  });
}

if (import.meta.main) Deno.exit(await main(Deno.args));
