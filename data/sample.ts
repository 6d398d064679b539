/**
 * `deno task data:sample`: simulates the samples that the notebooks run on.
 *
 * @module
 */

import { formatCount } from "lib/text/counts.ts";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { SingleBar } from "cli-progress";
import { fromCaller } from "lib/command/caller_path.ts";
import { writeSampleFiles } from "lib/simulation/impressions/sample_files.ts";
import {
  DEFAULT_SAMPLE_IMPRESSIONS,
  DEFAULT_SAMPLE_SEED,
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
  writeSlateSample,
} from "lib/simulation/ratings/sample_files.ts";
import { carryOut, readOptions, UsageError, wholeNumber } from "./command.ts";

const HELP = `\
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
                    (both)
  --impressions N   impressions: how many lists to simulate, about 37 rows each (${DEFAULT_SAMPLE_IMPRESSIONS})
  --users N         slates: how many users rate, about 200 movies each (${DEFAULT_SLATE_SAMPLE_USERS})
  --seed SEED       where the random draws start, a number or a text (${DEFAULT_SAMPLE_SEED} for impressions,
                    ${DEFAULT_SLATE_SAMPLE_SEED} for slates)
  --out DIR         the folder to write to (data/sample in this clone)
  --help            this text`;

const ORDERS: Readonly<Record<string, readonly ListOrder[]>> = {
  ranked: ["ranked"],
  shuffled: ["shuffled"],
  both: ["ranked", "shuffled"],
};

/** One sample that is asked for. */
type Sample =
  | {
    readonly kind: "impressions";
    readonly order: ListOrder;
    readonly impressions: number;
    readonly seed: number | string;
  }
  | { readonly kind: "slates"; readonly users: number; readonly seed: number | string };

/** What the command line asks for. */
interface Command {
  readonly samples: readonly Sample[];
  readonly directory: string;
}

/** The options of one kind of sample, as written. */
type OptionValues = Readonly<
  Partial<Record<"order" | "impressions" | "users" | "seed", string | undefined>>
>;

function readCommand(args: readonly string[]): Command | "help" {
  const { values } = readOptions(() =>
    parseArgs({
      args: [...args],
      options: {
        only: { type: "string" },
        order: { type: "string" },
        impressions: { type: "string" },
        users: { type: "string" },
        seed: { type: "string" },
        out: { type: "string" },
        help: { type: "boolean", default: false },
      },
    })
  );
  if (values.help) return "help";
  const { only, out, seed } = values;
  if (only !== undefined && only !== "impressions" && only !== "slates") {
    throw new UsageError(`--only is "${only}": give impressions or slates`);
  }
  // An option that could change nothing is a misunderstanding.
  const unused = only === "slates" ? ["order", "impressions"] as const : ["users"] as const;
  for (const option of only === undefined ? [] : unused) {
    if (values[option] === undefined) continue;
    throw new UsageError(`--${option} changes nothing with --only ${only}: leave one of them out`);
  }
  if (seed === "") throw new UsageError("--seed is empty: give a number or a text");
  if (out === "") throw new UsageError("--out is empty: name a folder");
  return {
    samples: [
      ...only === "slates" ? [] : readImpressions(values),
      ...only === "impressions" ? [] : [readSlates(values)],
    ],
    directory: out === undefined
      ? fileURLToPath(new URL("./sample", import.meta.url))
      : fromCaller(out),
  };
}

function readImpressions(values: OptionValues): Sample[] {
  const { order = "both", seed = DEFAULT_SAMPLE_SEED } = values;
  const orders = Object.hasOwn(ORDERS, order) ? ORDERS[order] : undefined;
  if (orders === undefined) {
    throw new UsageError(`--order is "${order}": give ranked, shuffled or both`);
  }
  const impressions = values.impressions === undefined
    ? DEFAULT_SAMPLE_IMPRESSIONS
    : numberUpTo("--impressions", values.impressions, MOST_IMPRESSIONS);
  return orders.map((order) => ({ kind: "impressions", order, impressions, seed }));
}

function readSlates(values: OptionValues): Sample {
  const { users, seed = DEFAULT_SLATE_SAMPLE_SEED } = values;
  return {
    kind: "slates",
    users: users === undefined
      ? DEFAULT_SLATE_SAMPLE_USERS
      : numberUpTo("--users", users, MOST_USERS),
    seed,
  };
}

function numberUpTo(option: string, text: string, most: number): number {
  const wanted = `a whole number from 1 to ${most}`;
  const value = wholeNumber(option, text, wanted, 1);
  if (value > most) throw new UsageError(`${option} is "${text}": give ${wanted}`);
  return value;
}

/** Simulates one sample, writes it, and says so. */
async function writeSample(
  sample: Sample,
  directory: string,
  { bar, signal }: { bar: PercentBar; signal: AbortSignal },
): Promise<void> {
  if (sample.kind === "impressions") {
    const { impressions, seed, order } = sample;
    console.log(`Simulating ${impressions} ${order} impressions with seed ${seed}`);
    const { impressionsPath, truthPath, rows } = await bar.during((onProgress) =>
      writeSampleFiles(directory, {
        impressions,
        seed,
        order,
        onProgress: (done) => onProgress(100 * done / impressions),
      })
    );
    console.log(`Wrote ${rows} rows to ${impressionsPath}, their truth to ${truthPath}`);
    return;
  }
  const { users, seed } = sample;
  console.log(`Simulating the ratings of ${users} users with seed ${seed}`);
  const { slates, sample: rated, tables, marker } = await bar.during((onProgress) =>
    writeSlateSample(directory, { users, seed, onProgress, signal })
  );
  console.log(`Wrote ${slates.count} slates of ${slates.size} movies to ${tables.slateSeed}`);
  console.log(`Wrote ${rated.movies} movies to ${tables.items}`);
  console.log(`Wrote ${rated.users} users to ${tables.userFeatures}`);
  console.log(`Wrote to ${marker} that they are simulated`);
}

/** A bar on the screen, if somebody watches. */
class PercentBar {
  readonly #bar = Deno.stderr.isTerminal()
    ? new SingleBar({ format: "  {bar} {percentage} %", clearOnComplete: true })
    : undefined;

  /** Shows the bar while the work runs, and takes it away also when that fails. */
  async during<T>(work: (onProgress: (percent: number) => void) => Promise<T>): Promise<T> {
    this.#bar?.start(100, 0);
    try {
      return await work((percent) => this.#bar?.update(percent));
    } finally {
      this.stop();
    }
  }

  stop(): void {
    this.#bar?.stop();
  }
}

/** Simulates all samples; a signal ends the work before the next one, or within the slates. */
async function writeSamples(
  { samples, directory }: Command,
  bar: PercentBar,
  signal: AbortSignal,
): Promise<number> {
  let written = 0;
  try {
    for (const sample of samples) {
      await writeSample(sample, directory, { bar, signal });
      written++;
      // Simulating leaves no moment in which a signal could be heard.
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal.throwIfAborted();
    }
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    console.error(`Interrupted: of ${samples.length} samples ${written} were written.`);
    return 130;
  }
}

/**
 * Carries out one command line.
 *
 * @param args the arguments after the command's name
 * @returns the exit code: 0 done, 1 unwritable folder, 2 unusable options, 130 interrupted
 */
async function main(args: readonly string[]): Promise<number> {
  const bar = new PercentBar();
  return await carryOut({
    run: async (signal) => {
      const command = readCommand(args);
      if (command === "help") {
        console.log(HELP);
        return 0;
      }
      return await writeSamples(command, bar, signal);
    },
    stop: () => bar.stop(),
    describeEarlier: () => "",
  });
}

if (import.meta.main) Deno.exit(await main(Deno.args));
