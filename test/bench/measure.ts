/**
 * Running either side of the benchmark once, in a process of its own.
 *
 * @module
 */

import { join } from "node:path";
import { CommandError } from "../../notebooks/environment/command_error.ts";
import { cloneFolder } from "../../notebooks/environment/folders.ts";
import { lastLines } from "../../notebooks/environment/run.ts";
import type { PipelineRun } from "./pipeline.ts";

const here = (file: string) => join(cloneFolder, "test", "bench", file);

/** How this pipeline is run. */
export interface OurOptions {
  /** How many rows to draw. */
  readonly rows: number | "all";
  /** How many threads may cross-fit; the library's choice if not given. */
  readonly workers?: number;
}

/**
 * Runs this pipeline once.
 *
 * @param input a parquet file of impressions
 * @param options how it is run
 * @returns what it measured and its tables
 */
export function measureOurs(input: string, { rows, workers }: OurOptions): Promise<PipelineRun> {
  const threads = workers === undefined ? [] : ["--workers", String(workers)];
  return measure(Deno.execPath(), [
    ...["run", "-A", "--quiet", here("pipeline.ts"), input],
    ...["--rows", String(rows), ...threads],
  ]);
}

/**
 * Set for both sides: one memory pool for all threads. By default each thread of a native library
 * keeps what it freed to itself, and the peak depends on which thread did what.
 */
const MEMORY_POOLS = { MALLOC_ARENA_MAX: "1" };

/** Variables that tie the peer's linear algebra to one kind of processor. */
const HANDICAPS = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

/**
 * Runs the Python peer once.
 *
 * @param python the interpreter that has its packages
 * @param input a parquet file of impressions
 * @param rows how many rows it draws
 * @returns what it measured and its tables
 */
export function measurePeer(python: string, input: string, rows: number): Promise<PipelineRun> {
  return measure(python, [here("peer.py"), input, "--rows", String(rows)], HANDICAPS);
}

async function measure(
  program: string,
  args: readonly string[],
  withoutVariables: readonly string[] = [],
): Promise<PipelineRun> {
  const env = { ...Deno.env.toObject(), ...MEMORY_POOLS };
  for (const name of withoutVariables) Reflect.deleteProperty(env, name);
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd: cloneFolder,
    env,
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decoder = new TextDecoder();
  if (code !== 0) {
    throw new CommandError(
      `${args.find((arg) => /\.(ts|py)$/.test(arg))} ended with code ${code}`,
      "",
      lastLines(decoder.decode(stderr), 5),
    );
  }
  return JSON.parse(decoder.decode(stdout)) as PipelineRun;
}
