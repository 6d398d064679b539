/**
 * `deno task notebook:refresh [TOPIC…]`: runs the committed notebooks on the simulated sample and
 * saves the outputs in them, and the figure that stands for a topic beside its notebooks.
 *
 * @module
 */

import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { writeAtomically } from "lib/atomic_write.ts";
import { CommandError } from "./environment/command_error.ts";
import { cloneFolder, withScratchFolder } from "./environment/folders.ts";
import { stopOnSignal } from "./environment/interruption.ts";
import { type Jupyter, prepareEnvironment } from "./environment/prepare.ts";
import { runCommand, terminalReport } from "./environment/report.ts";
import { executeNotebook } from "./execution/execute.ts";
import { findTopics, selectTopics } from "./topics.ts";

/** The sample the committed outputs come from, whatever other data lie in the clone. */
export const SAMPLE: string = join(cloneFolder, "data", "sample", "impressions_ranked.parquet");

/**
 * Simulates the sample anew, so that the outputs are those of the code as it stands.
 *
 * @throws CommandError if the simulation fails
 */
export async function simulateSample(): Promise<void> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "data:sample", "--order", "ranked"],
    cwd: cloneFolder,
    stdin: "null",
  }).output();
  if (!success) {
    throw new CommandError(
      "The sample could not be simulated",
      "See what this says: deno task data:sample --order ranked",
    );
  }
}

/** Executes a notebook in place and keeps the first of its figures as the topic's picture. */
async function refreshNotebook(
  notebook: string,
  scratch: string,
  jupyter: Jupyter,
  signal: AbortSignal,
): Promise<void> {
  await executeNotebook(notebook, jupyter, terminalReport, {
    variables: { IMPRESSIONS: SAMPLE, WRITEUP_DIR: scratch },
    signal,
  });
  const figures = await Array.fromAsync(Deno.readDir(join(scratch, "figures")), ({ name }) => name);
  const first = figures.filter((name) => name.endsWith(".png")).sort()[0];
  if (first === undefined) return;
  const picture = await Deno.readFile(join(scratch, "figures", first));
  await writeAtomically(
    join(dirname(notebook), "preview.png"),
    (temporary) => Deno.writeFile(temporary, picture),
  );
}

async function main(): Promise<number> {
  const { positionals } = parseArgs({ args: Deno.args, allowPositionals: true, options: {} });
  const topics = selectTopics(await findTopics(), positionals);
  const jupyter = await prepareEnvironment("execute", terminalReport);
  terminalReport.say("Simulating the sample …");
  await simulateSample();
  for (const notebook of topics.flatMap((topic) => topic.notebooks)) {
    terminalReport.say(`Running ${basename(notebook)} …`);
    await stopOnSignal((signal) =>
      withScratchFolder((scratch) => refreshNotebook(notebook, scratch, jupyter, signal))
    );
    terminalReport.say(`Outputs saved in ${notebook}`);
  }
  return 0;
}

if (import.meta.main) await runCommand(main);
