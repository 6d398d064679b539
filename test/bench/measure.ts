/**
 * Running either side of a comparison once, in a process of its own.
 *
 * @module
 */

import { join } from "node:path";
import { cloneFolder, CommandError } from "lib/command/mod.ts";
import { lastLines } from "../../notebooks/environment/run.ts";
import type { ManySlatesRun } from "./million_slates.ts";
import type { PipelineRun } from "./pipeline.ts";
import type { SlateRun } from "./slates.ts";

const here = (file: string) => join(cloneFolder, "test", "bench", file);

/** A run and what its process took besides. */
export type Measured<Run> = Run & {
  /** Seconds of the process before and after the stages: start-up, imports, printing, exit. */
  readonly aroundSeconds: number;
};

/** How the heterogeneous-effects analysis is run. */
export interface OurOptions {
  /** How many rows to draw. */
  readonly rows: number | "all";
  /** How many threads may cross-fit; the library's choice if not given. */
  readonly workers?: number;
}

/**
 * Runs this project's heterogeneous-effects analysis once.
 *
 * @param input a parquet file of impressions
 * @param options how it is run
 * @returns what it measured and its tables
 */
export function measureOurs(
  input: string,
  { rows, workers }: OurOptions,
): Promise<Measured<PipelineRun>> {
  const threads = workers === undefined ? [] : ["--workers", String(workers)];
  return measureOurProgram("pipeline.ts", [input, "--rows", String(rows), ...threads]);
}

/**
 * Runs the Python peer's heterogeneous-effects analysis once.
 *
 * @param python the interpreter that has its packages
 * @param input a parquet file of impressions
 * @param rows how many rows it draws
 * @returns what it measured and its tables
 */
export function measurePeer(
  python: string,
  input: string,
  rows: number,
): Promise<Measured<PipelineRun>> {
  return measurePeerProgram(python, "peer.py", [input, "--rows", String(rows)]);
}

/**
 * Runs this project's interference analysis once.
 *
 * @param input the folder of the three tables
 * @param output the folder for the six files
 * @returns what it measured and its tables
 */
export function measureOurSlates(input: string, output: string): Promise<Measured<SlateRun>> {
  return measureOurProgram("slates.ts", [input, output]);
}

/** How the Python peer sums a slate's lift by exposure. */
export type PeerSums = "filtered" | "masked";

/**
 * Runs the Python peer's interference analysis once.
 *
 * @param python the interpreter that has its packages
 * @param input the folder of the three tables
 * @param output the folder for the six files
 * @param sums whether it filters each slate's rows, as the original does, or masks columns first
 * @returns what it measured and its tables
 */
export function measurePeerSlates(
  python: string,
  input: string,
  output: string,
  sums: PeerSums,
): Promise<Measured<SlateRun>> {
  const way = sums === "masked" ? ["--masked"] : [];
  return measurePeerProgram(python, "peer_slates.py", [input, output, ...way]);
}

/**
 * Runs the interference analysis on simulated slates once.
 *
 * @param slates how many slates
 * @returns what it measured
 */
export function measureManySlates(slates: number): Promise<Measured<ManySlatesRun>> {
  return measureOurProgram("million_slates.ts", [String(slates)]);
}

/**
 * Set for both sides: one memory pool for all threads. By default each thread of a native library
 * keeps what it freed to itself, and the peak depends on which thread did what.
 */
const MEMORY_POOLS = { MALLOC_ARENA_MAX: "1" };

/** Variables that tie the peer's linear algebra to one kind of processor. */
const HANDICAPS = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

/** A run says how long its stages took. */
interface TimedRun {
  readonly seconds: { readonly total: number };
}

function measureOurProgram<Run extends TimedRun>(
  file: string,
  args: readonly string[],
): Promise<Measured<Run>> {
  return measure(Deno.execPath(), ["run", "-A", "--quiet", here(file), ...args]);
}

function measurePeerProgram<Run extends TimedRun>(
  python: string,
  file: string,
  args: readonly string[],
): Promise<Measured<Run>> {
  return measure(python, [here(file), ...args], HANDICAPS);
}

async function measure<Run extends TimedRun>(
  program: string,
  args: readonly string[],
  withoutVariables: readonly string[] = [],
): Promise<Measured<Run>> {
  const env = { ...Deno.env.toObject(), ...MEMORY_POOLS };
  for (const name of withoutVariables) Reflect.deleteProperty(env, name);
  const started = performance.now();
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd: cloneFolder,
    env,
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const seconds = (performance.now() - started) / 1000;
  const decoder = new TextDecoder();
  if (code !== 0) {
    throw new CommandError(
      `${args.find((arg) => /\.(ts|py)$/.test(arg))} ended with code ${code}`,
      "",
      lastLines(decoder.decode(stderr), 5),
    );
  }
  const run = JSON.parse(decoder.decode(stdout)) as Run;
  return { ...run, aroundSeconds: seconds - run.seconds.total };
}
