/**
 * `deno task data:mind`: turns the genuine raw MIND logs into the processed impression table.
 *
 * @module
 */

import {
  asNamed,
  inClone,
  nonEmpty,
  printLine,
  runCommand,
  UsageError,
  wholeNumber,
} from "lib/command/mod.ts";
import { PROCESSED_IMPRESSIONS } from "lib/impressions/schema.ts";
import { holdsGenuine } from "lib/raw/mind/genuine.ts";
import { TOLERATED_ABSENT } from "lib/raw/mind/absent_news.ts";
import { findOrder } from "lib/tables/list_order.ts";
import { describeLineNumbers } from "lib/raw/line_faults.ts";
import { type MindOptions, type MindReport, prepareMind } from "lib/raw/mind/prepare.ts";
import { formatCount } from "lib/text/counts.ts";
import { describeFaults, isFile, prepare } from "./command.ts";

const OUTPUT = inClone(`data/processed/${PROCESSED_IMPRESSIONS}`);

const LICENCE = `\
MIND, the Microsoft News Dataset, is Microsoft's, under the Microsoft Research License Terms:
non-commercial research only, no redistribution. Download MINDsmall_train.zip yourself, and accept
the terms there, at https://msnews.github.io`;

const USAGE = `\
Usage: deno task data:mind --from MINDsmall_train.zip|FOLDER [--accept-license] [options]

Turns the raw MIND logs (behaviors.tsv and news.tsv, in the archive or unpacked), or your own log in
their format, into the table of displayed items that the notebooks read.

  --from PATH         the archive, or the folder with the two files
  --accept-license    you have accepted the licence below (also --accept-licence); the genuine files
                      need it, your own log does not
  --impressions N     how many impressions to draw, or "all" (20000); a log with fewer is taken whole
  --seed N            seed of the draw (42)
  --absent-news P     how many percent of the displayed items may lack their article in news.tsv (${TOLERATED_ABSENT});
                      100 for a news.tsv that was shortened
  --out FILE          where to write; without it
                      ${OUTPUT}
  --help, -h          this text

${LICENCE}
`;

const OPTIONS = {
  "from": { type: "string" },
  "accept-license": { type: "boolean", default: false },
  "accept-licence": { type: "boolean", default: false },
  "impressions": { type: "string", default: "20000" },
  "seed": { type: "string", default: "42" },
  "absent-news": { type: "string", default: String(TOLERATED_ABSENT) },
  "out": { type: "string" },
} as const;

/** The options as written. */
interface Values {
  readonly from?: string;
  readonly "accept-license": boolean;
  readonly "accept-licence": boolean;
  readonly impressions: string;
  readonly seed: string;
  readonly "absent-news": string;
  readonly out?: string;
}

/** What the command line asks for. */
interface Request extends MindOptions {
  readonly from: string;
}

function readRequest(values: Values): Request {
  if (values.from === undefined || values.from === "") {
    throw new UsageError("--from is missing: name MINDsmall_train.zip or the unpacked folder");
  }
  const all = values.impressions === "all";
  return {
    from: asNamed(values.from),
    impressions: all ? "all" : wholeNumber("--impressions", values.impressions, {
      least: 1,
      wanted: 'a positive whole number or "all"',
    }),
    seed: wholeNumber("--seed", values.seed),
    absentNews: wholeNumber("--absent-news", values["absent-news"], {
      most: 100,
      wanted: "a whole percentage, 0 to 100",
    }),
    output: values.out === undefined
      ? OUTPUT
      : asNamed(nonEmpty("--out", values.out, "name a file")),
  };
}

/** The p-value below which clicks count as dependent on the place, as in the notebook. */
const LEVEL = 0.05;

/**
 * What was read and written, line by line; the last one says whether the order of the lists leaves an
 * effect to be estimated.
 */
export function describeReport(
  report: MindReport,
  request: Pick<MindOptions, "impressions" | "seed">,
): string[] {
  const { written, logged, absentNews } = report;
  const lines = [
    ...describeFaults(report.files.behaviors, report.behaviors),
    ...describeFaults(report.files.news, report.news),
    ...report.readings,
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
  if (typeof request.impressions === "number" && request.impressions > logged.impressions) {
    lines.push(
      `The log has fewer impressions than the ${
        formatCount(request.impressions)
      } asked for: all are taken.`,
    );
  }
  const rate = (100 * written.clicks / written.rows).toFixed(3);
  lines.push(
    `Wrote ${report.output}: ${formatCount(written.impressions)} impressions, ${
      formatCount(written.rows)
    } ` +
      `rows, ${rate} % clicked, seed ${request.seed}.`,
    findOrder(report.provenance, report.places, LEVEL, "what the notebook reports of this table")
      .text,
  );
  return lines;
}

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: OPTIONS,
    run: async ({ values }) => {
      const request = readRequest(values);
      printLine(LICENCE);
      const isAccepted = values["accept-license"] || values["accept-licence"];
      const report = await prepare(
        async (watching) => {
          if (!isAccepted && await holdsGenuine(request.from, watching)) {
            throw new UsageError(
              "These are genuine MIND files, and nothing of them was used: add --accept-license " +
                "once you have accepted the licence",
            );
          }
          return await prepareMind(request.from, { ...request, ...watching });
        },
        () => isFile(request.output) ? `${request.output} is still that of an earlier run.` : "",
      );
      describeReport(report, request).forEach(printLine);
      return 0;
    },
  });
}
