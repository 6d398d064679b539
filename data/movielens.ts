/**
 * `deno task data:movielens`: turns a genuine raw MovieLens release into the three tables that the
 * notebooks read.
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
import {
  DEFAULT_SLATE_SIZE,
  type MovieLensOptions,
  type MovieLensReport,
  prepareMovieLens,
} from "lib/raw/movielens/prepare.ts";
import { MANY_USERS, STRIDE_FOR_MANY_USERS } from "lib/raw/movielens/rating_sample.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { formatCount } from "lib/text/counts.ts";
import { describeFaults, isFile, prepare } from "./command.ts";

const OUTPUT = inClone("data/processed");
const DEFAULT_SLATES = 3000;

const LICENCE = `\
The MovieLens data are collected and published by GroupLens Research at the University of Minnesota
(https://grouplens.org/datasets/movielens). Their terms in short: use for research, without
suggesting that GroupLens or the university endorses it; no commercial use without their permission;
redistribution only where the README of the release allows it, on the same terms. Whoever publishes
results acknowledges the data by citing: F. Maxwell Harper and Joseph A. Konstan (2015), The
MovieLens Datasets: History and Context, ACM Transactions on Interactive Intelligent Systems 5(4),
article 19, https://doi.org/10.1145/2827872`;

const USAGE = `\
Usage: deno task data:movielens --from ml-latest-small.zip|FOLDER [options]

Turns a raw MovieLens release (ratings.csv and movies.csv; ratings.dat and movies.dat; u.data and
u.item of ml-100k; rating.csv and movie.csv of Kaggle's ml-20m; in the archive or unpacked) into seed
slates, item features and user features for the notebooks.

  --from PATH         the archive, or the folder with the two files
  --user-stride N     keep the users whose id is a multiple of N (${STRIDE_FOR_MANY_USERS} where more than ${
  formatCount(MANY_USERS)
}
                      users rate, else 1)
  --slates N          how many slates to make at most, one a user (${DEFAULT_SLATES})
  --slate-size N      how many movies a slate has; who rates fewer gets none (${DEFAULT_SLATE_SIZE})
  --out FOLDER        where to write; without it
                      ${OUTPUT}
  --help, -h          this text

${LICENCE}
`;

const OPTIONS = {
  "from": { type: "string" },
  "user-stride": { type: "string" },
  "slates": { type: "string", default: String(DEFAULT_SLATES) },
  "slate-size": { type: "string", default: String(DEFAULT_SLATE_SIZE) },
  "out": { type: "string" },
} as const;

/** The options as written. */
interface Values {
  readonly from?: string;
  readonly "user-stride"?: string;
  readonly slates: string;
  readonly "slate-size": string;
  readonly out?: string;
}

/** What the command line asks for. */
interface Request extends MovieLensOptions {
  readonly from: string;
}

function readRequest(values: Values): Request {
  if (values.from === undefined || values.from === "") {
    throw new UsageError("--from is missing: name ml-latest-small.zip or the unpacked folder");
  }
  const positive = (option: string, text: string) =>
    wholeNumber(option, text, { least: 1, wanted: "a positive whole number" });
  const stride = values["user-stride"];
  return {
    from: asNamed(values.from),
    ...(stride !== undefined && { userStride: positive("--user-stride", stride) }),
    slates: positive("--slates", values.slates),
    slateSize: positive("--slate-size", values["slate-size"]),
    output: values.out === undefined
      ? OUTPUT
      : asNamed(nonEmpty("--out", values.out, "name a folder")),
  };
}

function describeReport(report: MovieLensReport, request: Request): string[] {
  const { release, sample, lacking, users, slates, userStride, output } = report;
  const lines = [
    ...describeFaults(report.files.ratings, report.ratings),
    ...describeFaults(report.files.movies, report.movies),
    userStride === 1
      ? `All ${formatCount(release.users)} users are kept.`
      : `Of ${formatCount(release.users)} users the ${
        formatCount(sample.users)
      } whose id is a multiple ` +
        `of ${formatCount(userStride)} are kept.`,
    `The sample: ${formatCount(sample.ratings)} of ${formatCount(release.ratings)} ratings, of ` +
    `${formatCount(sample.movies)} of ${formatCount(release.movies)} movies.`,
  ];
  if (lacking.year > 0) {
    lines.push(
      `Movies whose title ends in no year, their release_year null: ${formatCount(lacking.year)}.`,
    );
  }
  if (lacking.genre > 0) {
    lines.push(`Movies without a genre, a cluster of their own: ${formatCount(lacking.genre)}.`);
  }
  if (users.tooFewRatings > 0) {
    lines.push(
      `Kept users with fewer than ${slates.size} ratings, without a slate: ` +
        `${formatCount(users.tooFewRatings)}.`,
    );
  }
  if (users.qualifying > slates.count) {
    lines.push(
      `Of ${formatCount(users.qualifying)} users with enough ratings the first ` +
        `${formatCount(slates.count)} by id have a slate.`,
    );
  } else if (slates.count < request.slates) {
    lines.push(
      `No more than ${
        formatCount(slates.count)
      } users have enough ratings: there are fewer slates ` +
        `than the ${formatCount(request.slates)} asked for.`,
    );
  }
  lines.push(
    `Wrote ${output.slateSeed}: ${formatCount(slates.count)} slates of ${slates.size} movies, ` +
      `${formatCount(slates.rows)} rows.`,
    `Wrote ${output.items}: ${formatCount(sample.movies)} movies.`,
    `Wrote ${output.userFeatures}: ${formatCount(sample.users)} users.`,
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
      const report = await prepare(
        (watching) => prepareMovieLens(request.from, { ...request, ...watching }),
        () =>
          Object.values(slatePaths(request.output)).some(isFile)
            ? `The tables in ${request.output} are still those of an earlier run.`
            : "",
      );
      describeReport(report, request).forEach(printLine);
      return 0;
    },
  });
}
