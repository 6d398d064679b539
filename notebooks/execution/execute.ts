/**
 * Executing a notebook from its first cell to its last.
 *
 * @module
 */

import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError, type Report } from "lib/command/mod.ts";
import { systemFault } from "lib/system_error.ts";
import { withScratchFolder } from "../environment/folders.ts";
import { KERNEL_NAME } from "../environment/kernelspec.ts";
import type { Jupyter } from "../environment/prepare.ts";
import { answerIn, lastLines, lines } from "../environment/run.ts";
import { normalizeNotebook } from "./normalize.ts";
import {
  headingAbove,
  isExecutable,
  type Notebook,
  readNotebook,
  writeNotebook,
} from "./notebook_format.ts";

/** How a notebook is executed. */
export interface ExecuteOptions {
  /** Where the executed notebook goes; without it the notebook itself is replaced. */
  readonly output?: string;
  /** Variables for the cells besides the inherited ones. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Whole seconds a cell may take; without it as long as it likes. */
  readonly timeout?: number;
  /** Ends the kernel and the execution. */
  readonly signal?: AbortSignal;
}

/** An execution that failed, with the place a reader finds the cell at. */
export class ExecutionError extends CommandError {
  override readonly name = "ExecutionError";
  /** The failed cell's place among the code cells, from 1; undefined if none was reached. */
  readonly cell: number | undefined;

  /**
   * @param what what happened where
   * @param remedy what mends it
   * @param said what the cell or the kernel said
   * @param cell the cell's place among the code cells, from 1
   */
  constructor(what: string, remedy: string, said: string, cell: number | undefined) {
    super(what, remedy, said);
    this.cell = cell;
  }
}

type Event =
  | { readonly event: "started"; readonly cell: number }
  | { readonly event: "finished" }
  | Failure;

interface Failure {
  readonly event: "failed";
  readonly kind: "error" | "timeout" | "death" | "start";
  readonly cell: number | null;
  readonly name?: string;
  readonly message?: string;
  readonly trace?: readonly string[];
}

const SCRIPT = fileURLToPath(new URL("./execute.py", import.meta.url));

/**
 * Executes a notebook in its own folder and saves it with its outputs.
 *
 * The file is written when the last cell is through, whole, and in a form in which two executions
 * on the same data are the same bytes.
 *
 * @param path the notebook
 * @param jupyter what it is executed with
 * @param report told of every cell
 * @throws ExecutionError at the first cell that fails; nothing is written then
 * @throws the signal's reason if it ended the execution
 */
export async function executeNotebook(
  path: string,
  jupyter: Jupyter,
  report: Report,
  options: ExecuteOptions = {},
): Promise<void> {
  const notebook = await readNotebook(path);
  await withScratchFolder(async (scratch) => {
    const executed = join(scratch, basename(path));
    const failure = await runScript(notebook, path, executed, jupyter, report, options);
    options.signal?.throwIfAborted();
    if (failure !== undefined) throw describe(failure, notebook, path);
    await writeNotebook(options.output ?? path, normalizeNotebook(await readNotebook(executed)));
  });
}

/** What ended the execution early, if anything did; `said` is what kernel and client printed. */
type Ending = Failure & { readonly said: string };

async function runScript(
  notebook: Notebook,
  path: string,
  executed: string,
  jupyter: Jupyter,
  report: Report,
  options: ExecuteOptions,
): Promise<Ending | undefined> {
  options.signal?.throwIfAborted();
  const child = new Deno.Command(jupyter.python, {
    args: [
      SCRIPT,
      path,
      executed,
      `--folder=${dirname(path)}`,
      `--kernel=${KERNEL_NAME}`,
      ...(options.timeout === undefined ? [] : [`--timeout=${options.timeout}`]),
    ],
    env: { ...options.variables, ...jupyter.variables },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stop = () => {
    child.stdin.close().catch(() => {});
  };
  options.signal?.addEventListener("abort", stop);
  try {
    const said = new Response(child.stderr).text();
    let ending: Failure | undefined;
    let finished = false;
    for await (const line of lines(child.stdout)) {
      // Whatever else is printed there, by a sitecustomize for instance, is none of them.
      const event = answerIn<Event>(line, ({ event }) => typeof event === "string");
      if (event === undefined) continue;
      if (event.event === "started") tellCell(notebook, event.cell, report);
      if (event.event === "failed") ending = event;
      if (event.event === "finished") finished = true;
    }
    await child.status;
    if (finished) return undefined;
    return {
      ...(ending ?? { event: "failed", kind: "start", cell: null }),
      said: withoutNoise(await said),
    };
  } finally {
    options.signal?.removeEventListener("abort", stop);
    stop();
  }
}

/** Leaves out what every Deno says at its start and the addresses a dying one prints. */
function withoutNoise(said: string): string {
  return said.replace(/^Warning "deno jupyter" is unstable.*$|^.*\[0x[0-9a-f]+\]$/gm, "");
}

function tellCell(notebook: Notebook, index: number, report: Report): void {
  const count = notebook.cells.filter(isExecutable).length;
  const heading = headingAbove(notebook, index);
  const line = `  cell ${numberOf(notebook, index)} of ${count}` +
    (heading === undefined ? "" : `  ${heading}`);
  report.step(line);
}

function numberOf(notebook: Notebook, index: number): number {
  return notebook.cells.slice(0, index + 1).filter(isExecutable).length;
}

function describe(failure: Ending, notebook: Notebook, path: string): ExecutionError {
  const { kind, cell, said } = failure;
  const number = cell === null ? undefined : numberOf(notebook, cell);
  const heading = cell === null ? undefined : headingAbove(notebook, cell);
  const place = relative(Deno.cwd(), path) +
    (number === undefined ? "" : `, cell ${number}`) +
    (heading === undefined ? "" : ` ("${heading}")`);
  switch (kind) {
    case "error": {
      const unlocked = unlockedPackages(failure.message ?? "");
      if (unlocked.length > 0) return notLocked(place, unlocked, number);
      return new ExecutionError(`${place} failed`, remedyOf(failure), failureText(failure), number);
    }
    case "timeout":
      return new ExecutionError(`${place} took too long`, "Allow it more time.", "", number);
    case "death":
      return new ExecutionError(
        `${place}: the Deno kernel ended`,
        "Running out of memory is the usual cause: close other programs or use less data.",
        lastLines(said, 5),
        number,
      );
    case "start":
      return new ExecutionError(
        `${place}: Jupyter could not execute it`,
        remedyOfStart(failure.message ?? ""),
        lastLines(`${failure.message ?? ""}\n${said}`, 5),
        number,
      );
  }
}

/**
 * The packages that a cell asks for and the lock file does not hold, as Deno's message names them.
 *
 * @param message Deno's error, which shows what it would have written into the lock file
 */
export function unlockedPackages(message: string): string[] {
  if (!/lock ?file is out of date/i.test(message)) return [];
  const entries = message.matchAll(/\+\s+"((?:npm|jsr):[^"]+)": "/g);
  return [...new Set([...entries].map(([, name]) => name!.replace(/@\*$/, "")))];
}

function notLocked(
  place: string,
  packages: readonly string[],
  number: number | undefined,
): ExecutionError {
  const names = packages.join(" ");
  return new ExecutionError(
    `${place} imports what deno.lock does not hold`,
    `Add it with deno install --frozen=false ${names}, and import it by the name that deno.json ` +
      "then has.",
    names,
    number,
  );
}

/** What mends a failure of Jupyter itself, by what it said. */
function remedyOfStart(message: string): string {
  const fault = systemFault(new Error(message));
  if (fault !== undefined) return fault.remedy;
  return /didn't respond/.test(message)
    ? "Check that programs on this machine reach each other at 127.0.0.1, which a sandbox or a " +
      "firewall can prevent, and that the machine is not overloaded."
    : "If it is broken, remove the folder .venv and run the command again: that sets everything up " +
      "anew.";
}

function remedyOf({ name, trace }: Failure): string {
  // A fault in the input says itself what mends it.
  if (name === "InputError") return "";
  if (trace === undefined || trace.length === 0) {
    return "A syntax error or an import that cannot be resolved, such as one of a package that " +
      "deno.lock does not hold, is the usual cause: deno task test names the line.";
  }
  return "Step through the cells to find its cause: deno task lab.";
}

function failureText({ name = "", message = "", trace = [] }: Failure): string {
  const first = name === "" || message.startsWith(name) ? message : `${name}: ${message}`;
  const frames = trace.filter((line) => /^\s+at /.test(line)).slice(0, 5);
  return [first, ...frames].join("\n");
}
