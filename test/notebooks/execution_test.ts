/**
 * Every committed notebook, executed by the kernel: on a small input it shows whatever the
 * committed copy shows, on the sample it shows exactly the same. Both hold on the Deno that runs the
 * tests and on the newest.
 *
 * The samples are simulated and written beside here and nowhere else in the suite: the tests of one
 * file run one after the other, those of several at once.
 */

import { assertEquals } from "@std/assert";
import { cp } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { cloneFolder, silentReport } from "lib/command/mod.ts";
import { NOTE, type OutputNote } from "lib/notebook/output_note.ts";
import { withScratchFolder } from "../../notebooks/environment/folders.ts";
import { type Jupyter, prepareEnvironment } from "../../notebooks/environment/prepare.ts";
import { executeNotebook } from "../../notebooks/execution/execute.ts";
import {
  isExecutable,
  type Notebook,
  type Output,
  readNotebook,
} from "../../notebooks/execution/notebook_format.ts";
import { inputOf, type TopicInput } from "../../notebooks/inputs.ts";
import { simulateSample } from "../../notebooks/refresh.ts";
import { findTopics, notebookName } from "../../notebooks/topics.ts";
import { newestDeno, onNewest, withKernelOf } from "./newest_deno.ts";

const topics = await findTopics();
const jupyter: Jupyter = await prepareEnvironment("execute", silentReport);
const newest = await newestDeno();

/** The kernels that the notebooks are held against, and how their tests are told apart. */
const kernels = [
  {
    named: (name: string) => ({ name, ignore: false }),
    use: <T>(execution: (jupyter: Jupyter) => Promise<T>) => execution(jupyter),
  },
  {
    named: (name: string) => onNewest(newest, name),
    use: <T>(execution: (jupyter: Jupyter) => Promise<T>) =>
      withKernelOf(newest, jupyter, execution),
  },
];

/** Executes a notebook away from its own results. */
async function execute(
  notebook: string,
  variables: Readonly<Record<string, string>>,
  jupyter: Jupyter,
): Promise<Notebook> {
  return await withScratchFolder(async (scratch) => {
    const output = join(scratch, "executed.ipynb");
    await executeNotebook(notebook, jupyter, silentReport, {
      output,
      variables: { ...variables, WRITEUP_DIR: join(scratch, "writeup") },
    });
    return await readNotebook(output);
  });
}

/** Executes a notebook on a copy of its small input, beside which it may write. */
async function executeOnFixture(
  notebook: string,
  input: TopicInput | undefined,
  jupyter: Jupyter,
): Promise<Notebook> {
  if (input === undefined) return await execute(notebook, {}, jupyter);
  return await withScratchFolder(async (scratch) => {
    const copy = join(scratch, basename(input.fixture));
    await cp(input.fixture, copy, { recursive: true });
    return await execute(notebook, { [input.variable]: copy }, jupyter);
  });
}

/** The outputs of each code cell, under a name that leads back to the cell. */
function outputsByCell<T>(
  notebook: Notebook,
  view: (output: Output) => T,
): Record<string, readonly T[]> {
  const cells = notebook.cells.flatMap((cell) =>
    cell.cell_type === "code" && isExecutable(cell) ? [cell.outputs.map(view)] : []
  );
  return Object.fromEntries(cells.map((outputs, index) => [`cell ${index + 1}`, outputs]));
}

/**
 * An output without the digest of the file behind it: releases of V8 differ in the last bit of the
 * exponential function and the logarithm, and so do files at full precision.
 */
function withoutDigest(output: Output): Output {
  return JSON.parse(JSON.stringify(output, (key, value) => key === "sha256" ? undefined : value));
}

/** In which forms something is shown. */
function kinds(output: Output): string {
  return "data" in output ? Object.keys(output.data).sort().join(" + ") : output.output_type;
}

/** What is shown besides the notice that the results are not the built-in sample's. */
function withoutOtherResults(
  notebook: Notebook,
): { readonly outputs: Record<string, readonly string[]>; readonly told: number } {
  let told = 0;
  const isNotice = (output: Output) => {
    const note = "metadata" in output ? output.metadata[NOTE] : undefined;
    return (note as Partial<OutputNote> | undefined)?.part === "other results";
  };
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    told += cell.outputs.filter(isNotice).length;
    return { ...cell, outputs: cell.outputs.filter((output) => !isNotice(output)) };
  });
  return { outputs: outputsByCell({ ...notebook, cells }, kinds), told };
}

/**
 * How far a chart's number may be off, relative to its size or to 0.1. On one release of Deno every
 * bit is the same; from release to release V8 rounds exp and log differently in the last bit, which
 * the sums over 150,000 rows carry on.
 */
const CHART_TOLERANCE = 1e-12;

/**
 * Where two cells first show something else, and what; undefined if nowhere: texts and tables are compared to the
 * letter, charts to the numbers that a reader could tell apart. A picture follows from its chart, so its bytes
 * are not compared.
 */
function firstDifference(a: unknown, b: unknown, path = ""): string | undefined {
  const here = `${path || "all"}: ${excerpt(a)} instead of ${excerpt(b)}`;
  if (typeof a === "number" && typeof b === "number") {
    const most = CHART_TOLERANCE * Math.max(Math.abs(a), Math.abs(b), 0.1);
    return Math.abs(a - b) <= most ? undefined : here;
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return a === b ? undefined : here;
  }
  const left: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(a));
  const right: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(b));
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const own = `${path}/${key}`;
    if (!Object.hasOwn(left, key)) return `${own}: missing, instead of ${excerpt(right[key])}`;
    if (!Object.hasOwn(right, key)) return `${own}: ${excerpt(left[key])} instead of nothing`;
    const difference = key === "image/png"
      ? undefined
      : firstDifference(left[key], right[key], own);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** The beginning of what is shown, short enough for a message. */
function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

Deno.test("outputs are compared to the letter but for the last digits of charts", () => {
  const output = { data: { "text/plain": ["a"], "image/png": "P", chart: { lift: 0.05, n: 3 } } };
  const differs = (data: object) => firstDifference({ data: { ...output.data, ...data } }, output);
  assertEquals(differs({ "image/png": "Q" }), undefined);
  assertEquals(differs({ chart: { lift: 0.05 + 1e-14, n: 3 } }), undefined);
  assertEquals(
    differs({ chart: { lift: 0.0500001, n: 3 } }),
    "/data/chart/lift: 0.0500001 instead of 0.05",
  );
  assertEquals(differs({ chart: { lift: 0.05 } }), "/data/chart/n: missing, instead of 3");
  assertEquals(differs({ "text/plain": ["b"] }), '/data/text/plain/0: "b" instead of "a"');
  assertEquals(differs({ more: 1 }), "/data/more: 1 instead of nothing");
  assertEquals(firstDifference([output], []), `/0: ${JSON.stringify(output)} instead of nothing`);
});

/** Simulates a topic's sample once for all of its tests. */
const simulated = new Map<TopicInput, Promise<void>>();
function sampleOf(input: TopicInput): Promise<void> {
  const simulation = simulated.get(input) ?? simulateSample(input);
  simulated.set(input, simulation);
  return simulation;
}

for (const topic of topics) {
  const input = inputOf(topic.name);
  for (const notebook of topic.notebooks) {
    const name = `${topic.name}/${notebookName(notebook)}`;
    for (const kernel of kernels) {
      Deno.test({
        ...kernel.named(`${name}: on a small input every cell shows what the committed one shows`),
        fn: async () => {
          const committed = await readNotebook(notebook);
          const executed = await kernel.use((of) => executeOnFixture(notebook, input, of));
          const { outputs, told } = withoutOtherResults(executed);
          assertEquals(outputs, outputsByCell(committed, kinds));
          assertEquals(told, 1, "the small input is not the built-in sample, which is said once");
        },
      });

      Deno.test({
        ...kernel.named(`${name}: on the sample every output is the committed one`),
        fn: async () => {
          if (input !== undefined) await sampleOf(input);
          const variables = input === undefined ? {} : { [input.variable]: input.sample };
          const executed = await kernel.use((of) => execute(notebook, variables, of));
          const before = outputsByCell(await readNotebook(notebook), withoutDigest);
          const after = outputsByCell(executed, withoutDigest);
          const changed = Object.keys(after).flatMap((cell) => {
            const difference = firstDifference(after[cell], before[cell]);
            return difference === undefined ? [] : [`${cell}${difference}`];
          });
          assertEquals(
            changed,
            [],
            `Other outputs than in ${relative(cloneFolder, notebook)}:\n${changed.join("\n")}\n` +
              "If they are meant to change: deno task notebook:refresh",
          );
        },
      });
    }
  }
}
