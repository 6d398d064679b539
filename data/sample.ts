/**
 * `deno task data:sample`: simulates the samples that the notebooks run on.
 *
 * @module
 */

import { join } from "node:path";
import {
  cloneFolder,
  fromCaller,
  Interrupted,
  nonEmpty,
  printLine,
  runCommand,
  stopOnSignal,
  UsageError,
  wholeNumber,
} from "lib/command/mod.ts";
import { TerminalBar } from "lib/command/terminal_bar.ts";
import type { OnProgress } from "lib/progress.ts";
import { formatCount } from "lib/text/counts.ts";
import { requireSamplePlaces, writeSampleFiles } from "lib/simulation/impressions/sample_files.ts";
import {
  DEFAULT_SAMPLE_IMPRESSIONS,
  DEFAULT_SAMPLE_SEED,
  LIST_ORDERS,
  type ListOrder,
  MOST_IMPRESSIONS,
} from "lib/simulation/impressions/simulate.ts";
import {
  DEFAULT_SLATE_SAMPLE_SEED,
  DEFAULT_SLATE_SAMPLE_USERS,
  MOST_USERS,
} from "lib/simulation/ratings/simulate.ts";
import {
  DEFAULT_SLATE_SAMPLE_SLATES,
  requireSlatePlaces,
  writeSlateSample,
} from "lib/simulation/ratings/sample_files.ts";

const USAGE = `\
Usage: deno task data:sample [options]

Simulates what the notebooks run on where no real data are prepared:

- impressions: displayed articles in the schema of the processed impression table, and beside them
  what only a simulation can know: both click probabilities of every row and the probability of its
  place;
- slates: ratings of movies in the raw form of MovieLens, put through the preparation that real ones
  go through: ${
  formatCount(DEFAULT_SLATE_SAMPLE_SLATES)
} slates, movies, users, and a file that says they are simulated.

  --only KIND       impressions or slates; without it both
  --order KIND      impressions: ranked (position acts on clicks), shuffled (it does not), or both
                    (both); or one in which methods fail: confounded (relevance decides on the places
                    almost alone), clustered (few readers, who differ from each other),
                    hidden (a cause that the table does not hold), swaps (fixed places but for 3 and 4)
  --only-clicked    impressions: only lists in which something was clicked, as in MIND
  --impressions N   impressions: how many lists to simulate, about 37 rows each (${DEFAULT_SAMPLE_IMPRESSIONS})
  --users N         slates: how many users rate, about 200 movies each (${DEFAULT_SLATE_SAMPLE_USERS})
  --seed SEED       where the random draws start, a number or a text (${DEFAULT_SAMPLE_SEED} for impressions,
                    ${DEFAULT_SLATE_SAMPLE_SEED} for slates)
  --out DIR         the folder to write to (data/sample in this clone)
  --help, -h        this text`;

const ORDERS: Readonly<Record<string, readonly ListOrder[]>> = {
  ...Object.fromEntries(LIST_ORDERS.map((order) => [order, [order]])),
  both: ["ranked", "shuffled"],
};

/** One sample that is asked for. */
type Sample =
  | {
    readonly kind: "impressions";
    readonly order: ListOrder;
    readonly impressions: number;
    readonly onlyClicked: boolean;
    readonly seed: number | string;
  }
  | { readonly kind: "slates"; readonly users: number; readonly seed: number | string };

/** What the command line asks for. */
interface Request {
  readonly samples: readonly Sample[];
  readonly directory: string;
}

const OPTIONS = {
  only: { type: "string" },
  order: { type: "string" },
  "only-clicked": { type: "boolean" },
  impressions: { type: "string" },
  users: { type: "string" },
  seed: { type: "string" },
  out: { type: "string" },
} as const;

/** The options as written. */
type Values =
  & Readonly<Partial<Record<Exclude<keyof typeof OPTIONS, "only-clicked">, string>>>
  & { readonly "only-clicked"?: boolean };

function readRequest(values: Values): Request {
  const { only, out, seed } = values;
  if (only !== undefined && only !== "impressions" && only !== "slates") {
    throw new UsageError(`--only is "${only}": give impressions or slates`);
  }
  // An option that could change nothing is a misunderstanding.
  const unused = only === "slates"
    ? ["order", "only-clicked", "impressions"] as const
    : ["users"] as const;
  for (const option of only === undefined ? [] : unused) {
    if (values[option] === undefined) continue;
    throw new UsageError(`--${option} changes nothing with --only ${only}: leave one of them out`);
  }
  if (seed !== undefined) nonEmpty("--seed", seed, "give a number or a text");
  return {
    samples: [
      ...only === "slates" ? [] : readImpressions(values),
      ...only === "impressions" ? [] : [readSlates(values)],
    ],
    directory: out === undefined
      ? join(cloneFolder, "data", "sample")
      : fromCaller(nonEmpty("--out", out, "name a folder")),
  };
}

function readImpressions(values: Values): Sample[] {
  const { order = "both", seed = DEFAULT_SAMPLE_SEED } = values;
  const orders = Object.hasOwn(ORDERS, order) ? ORDERS[order] : undefined;
  if (orders === undefined) {
    throw new UsageError(`--order is "${order}": give ${LIST_ORDERS.join(", ")} or both`);
  }
  const impressions = values.impressions === undefined
    ? DEFAULT_SAMPLE_IMPRESSIONS
    : wholeNumber("--impressions", values.impressions, { least: 1, most: MOST_IMPRESSIONS });
  const { "only-clicked": onlyClicked = false } = values;
  return orders.map((order) => ({ kind: "impressions", order, impressions, onlyClicked, seed }));
}

function readSlates(values: Values): Sample {
  const { users, seed = DEFAULT_SLATE_SAMPLE_SEED } = values;
  return {
    kind: "slates",
    users: users === undefined
      ? DEFAULT_SLATE_SAMPLE_USERS
      : wholeNumber("--users", users, { least: 1, most: MOST_USERS }),
    seed,
  };
}

/** Simulates one sample, writes it, and says so. */
async function writeSample(
  sample: Sample,
  directory: string,
  signal: AbortSignal,
): Promise<void> {
  if (sample.kind === "impressions") {
    const { impressions, seed, order, onlyClicked } = sample;
    const kept = onlyClicked ? ", each with a click," : "";
    printLine(`Simulating ${impressions} ${order} impressions${kept} with seed ${seed}`);
    const { impressionsPath, truthPath, rows } = await underBar((onProgress) =>
      writeSampleFiles(directory, { impressions, seed, order, onlyClicked, onProgress })
    );
    printLine(`Wrote ${rows} rows to ${impressionsPath}, their truth to ${truthPath}`);
    return;
  }
  const { users, seed } = sample;
  printLine(`Simulating the ratings of ${users} users with seed ${seed}`);
  const { slates, sample: rated, tables, marker } = await underBar((onProgress) =>
    writeSlateSample(directory, { users, seed, onProgress, signal })
  );
  printLine(`Wrote ${slates.count} slates of ${slates.size} movies to ${tables.slateSeed}`);
  printLine(`Wrote ${rated.movies} movies to ${tables.items}`);
  printLine(`Wrote ${rated.users} users to ${tables.userFeatures}`);
  printLine(`Wrote to ${marker} that they are simulated`);
}

/** Work below a bar on the screen, if somebody watches, which goes also when the work fails. */
async function underBar<T>(work: (onProgress: OnProgress) => Promise<T>): Promise<T> {
  const bar = new TerminalBar();
  try {
    return await work((progress) => bar.update(progress));
  } finally {
    bar.stop();
  }
}

/** Refuses a folder that cannot take one of the samples before any of them is written. */
async function requirePlaces({ samples, directory }: Request): Promise<void> {
  for (const sample of samples) {
    if (sample.kind === "slates") await requireSlatePlaces(directory);
    else await requireSamplePlaces(directory, sample.order);
  }
}

/** Simulates all samples; a signal ends the work before the next one, or within the slates. */
async function writeSamples(request: Request, signal: AbortSignal): Promise<void> {
  const { samples, directory } = request;
  await requirePlaces(request);
  let written = 0;
  try {
    for (const sample of samples) {
      await writeSample(sample, directory, signal);
      written++;
      // Simulating leaves no moment in which a signal could be heard.
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal.throwIfAborted();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Interrupted(`Interrupted: of ${samples.length} samples ${written} were written.`);
  }
}

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: OPTIONS,
    run: async ({ values }) => {
      const request = readRequest(values);
      await stopOnSignal((signal) => writeSamples(request, signal));
      return 0;
    },
  });
}
