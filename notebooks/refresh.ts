/**
 * `deno task notebook:refresh [TOPIC…]`: runs the committed notebooks on the simulated sample and
 * saves the outputs in them, and beside them the figure that stands for a topic and the hashes of the
 * results, with which later runs compare theirs.
 *
 * @module
 */

import { basename, join } from "node:path";
import { writeAtomically } from "lib/files/mod.ts";
import { RECORDING } from "lib/notebook/sample_results.ts";
import { ignoreAbsence } from "lib/system_error.ts";
import {
  cloneFolder,
  CommandError,
  runCommand,
  stopOnSignal,
  terminalReport,
} from "lib/command/mod.ts";
import { withScratchFolder } from "./environment/folders.ts";
import { type Jupyter, prepareEnvironment } from "./environment/prepare.ts";
import { executeNotebook } from "./execution/execute.ts";
import { readNotebook } from "./execution/notebook_format.ts";
import { inputOf, type TopicInput } from "./inputs.ts";
import { figureFor, type Preview, selectPreview } from "./preview.ts";
import { findTopics, sampleResultsOf, selectTopics, type Topic } from "./topics.ts";

/**
 * Simulates a topic's sample anew, so that the outputs are those of the code as it stands.
 *
 * @param input the topic's input
 * @throws CommandError if the simulation fails
 */
export async function simulateSample(input: TopicInput): Promise<void> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "data:sample", ...input.sampleOptions],
    cwd: cloneFolder,
    stdin: "null",
  }).output();
  if (!success) {
    throw new CommandError(
      "The sample could not be simulated",
      `See what this says: deno task data:sample ${input.sampleOptions.join(" ")}`,
    );
  }
}

/** Executes a notebook in place, on the sample, whatever other data lie in the clone. */
async function refreshNotebook(
  notebook: string,
  variables: Readonly<Record<string, string>>,
  jupyter: Jupyter,
  signal: AbortSignal,
): Promise<Preview | undefined> {
  return await withScratchFolder(async (scratch) => {
    const results = join(scratch, "sample_results.json");
    await executeNotebook(notebook, jupyter, terminalReport, {
      variables: { ...variables, WRITEUP_DIR: scratch, [RECORDING]: results },
      signal,
    });
    await keepResults(results, notebook);
    return await figureFor(notebook, await readNotebook(notebook), join(scratch, "figures"));
  });
}

/** Puts the hashes of a run's results beside its notebook, where the notebook compares its own. */
async function keepResults(recorded: string, notebook: string): Promise<void> {
  const text = await Deno.readTextFile(recorded).catch(ignoreAbsence);
  if (text === undefined) return;
  await writeAtomically(
    sampleResultsOf(notebook),
    (temporary) => Deno.writeTextFile(temporary, text),
  );
}

/** Refreshes a topic's notebooks in their order, and then its picture. */
async function refreshTopic(topic: Topic, jupyter: Jupyter): Promise<void> {
  const input = inputOf(topic.name);
  if (input !== undefined) {
    terminalReport.say(`Simulating the sample of ${topic.name} …`);
    await simulateSample(input);
  }
  const variables = input === undefined ? {} : { [input.variable]: input.sample };
  const previews: Preview[] = [];
  for (const notebook of topic.notebooks) {
    terminalReport.say(`Running ${basename(notebook)} …`);
    const preview = await stopOnSignal((signal) =>
      refreshNotebook(notebook, variables, jupyter, signal)
    );
    if (preview !== undefined) previews.push(preview);
    terminalReport.say(`Outputs saved in ${notebook}`);
  }
  const chosen = selectPreview(previews);
  if (chosen === undefined) return;
  await writeAtomically(
    join(topic.folder, "preview.png"),
    (temporary) => Deno.writeFile(temporary, chosen.png),
  );
}

const USAGE = `Usage: deno task notebook:refresh [TOPIC…]

Runs the committed notebooks of every topic, or of the topics named, on the simulated sample, and
saves their outputs in them, and beside them the figure that stands for a topic and short hashes of
the results, by which a later run tells whether its results are the same.

  --help, -h  shows this text`;

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {},
    allowPositionals: true,
    run: async ({ positionals }) => {
      const topics = selectTopics(await findTopics(), positionals);
      // What is no notebook is found before the first sample is simulated.
      for (const { notebooks } of topics) await Promise.all(notebooks.map(readNotebook));
      const jupyter = await prepareEnvironment("execute", terminalReport);
      for (const topic of topics) await refreshTopic(topic, jupyter);
      return 0;
    },
  });
}
