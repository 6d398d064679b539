/**
 * `deno task data:sample`: simulates the sample that the notebooks run on.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { fromCaller } from "lib/caller_path.ts";
import { InputError } from "lib/errors.ts";
import { writeSampleFiles } from "lib/impressions/simulation/sample_files.ts";
import {
  DEFAULT_SAMPLE_IMPRESSIONS,
  DEFAULT_SAMPLE_SEED,
  type ListOrder,
  MOST_IMPRESSIONS,
} from "lib/impressions/simulate.ts";

const HELP = `\
Usage: deno task data:sample [options]

Simulates displayed articles in the schema of the processed impression table, and writes beside
them what only a simulation can know: both click probabilities of every row and the probability of
its place.

  --order KIND      ranked (position acts on clicks), shuffled (it does not), or both (both)
  --impressions N   how many lists to simulate, about 37 rows each (${DEFAULT_SAMPLE_IMPRESSIONS})
  --seed SEED       where the random draws start, a number or a text (${DEFAULT_SAMPLE_SEED})
  --out DIR         the folder to write to (data/sample in this clone)
  --help            this text`;

const ORDERS: Readonly<Record<string, readonly ListOrder[]>> = {
  ranked: ["ranked"],
  shuffled: ["shuffled"],
  both: ["ranked", "shuffled"],
};

/** A command line that cannot be carried out. */
class UsageError extends Error {}

/** What the command line asks for. */
interface Command {
  readonly orders: readonly ListOrder[];
  readonly impressions: number;
  readonly seed: string;
  readonly directory: string;
}

function readCommand(args: readonly string[]): Command | "help" {
  const values = parseOptions(args);
  if (values.help) return "help";
  const orders = Object.hasOwn(ORDERS, values.order) ? ORDERS[values.order] : undefined;
  if (orders === undefined) {
    throw new UsageError(`--order is "${values.order}": give ranked, shuffled or both`);
  }
  const impressions = /^\d+$/.test(values.impressions) ? Number(values.impressions) : NaN;
  if (!(impressions >= 1 && impressions <= MOST_IMPRESSIONS)) {
    throw new UsageError(
      `--impressions is "${values.impressions}": give a whole number from 1 to ${MOST_IMPRESSIONS}`,
    );
  }
  if (values.seed === "") throw new UsageError("--seed is empty: give a number or a text");
  if (values.out === "") throw new UsageError("--out is empty: name a folder");
  return {
    orders,
    impressions,
    seed: values.seed,
    directory: values.out === undefined
      ? fileURLToPath(new URL("./sample", import.meta.url))
      : fromCaller(values.out),
  };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        order: { type: "string", default: "both" },
        impressions: { type: "string", default: String(DEFAULT_SAMPLE_IMPRESSIONS) },
        seed: { type: "string", default: String(DEFAULT_SAMPLE_SEED) },
        out: { type: "string" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    // The parser's own advice fills several sentences: the first says what is wrong.
    const [first] = (error instanceof Error ? error.message : String(error)).split(/\.+ |\.+$|\n/);
    throw new UsageError(first);
  }
}

/** Simulates one sample and writes it, with a bar while it draws if somebody watches. */
async function writeSample(order: ListOrder, command: Command): Promise<void> {
  const { impressions, seed, directory } = command;
  console.log(`Simulating ${impressions} ${order} impressions with seed ${seed}`);
  const bar = Deno.stderr.isTerminal()
    ? new SingleBar({ format: "  {bar} {percentage} %", clearOnComplete: true })
    : undefined;
  bar?.start(impressions, 0);
  try {
    const { impressionsPath, truthPath, rows } = await writeSampleFiles(directory, {
      impressions,
      seed,
      order,
      ...(bar && { onProgress: (done: number) => bar.update(done) }),
    });
    bar?.stop();
    console.log(`Wrote ${rows} rows to ${impressionsPath}, their truth to ${truthPath}`);
  } finally {
    bar?.stop();
  }
}

/**
 * Carries out one command line.
 *
 * @param args the arguments after the command's name
 * @returns the exit code: 0 done, 2 unusable options
 */
async function main(args: readonly string[]): Promise<number> {
  try {
    const command = readCommand(args);
    if (command === "help") {
      console.log(HELP);
      return 0;
    }
    for (const order of command.orders) await writeSample(order, command);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) console.error(`${error.message}. See --help.`);
    else if (error instanceof InputError) console.error(error.message);
    else throw error;
    return 2;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
