/**
 * `deno task notebook:refresh [TOPIC…]`: runs the committed notebooks on the simulated sample and
 * saves the outputs in them.
 *
 * @module
 */

import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { CommandError } from "./environment/command_error.ts";
import { cloneFolder, withScratchFolder } from "./environment/folders.ts";
import { stopOnSignal } from "./environment/interruption.ts";
import { prepareEnvironment } from "./environment/prepare.ts";
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

async function main(): Promise<number> {
  const { positionals } = parseArgs({ args: Deno.args, allowPositionals: true, options: {} });
  const topics = selectTopics(await findTopics(), positionals);
  const jupyter = await prepareEnvironment("execute", terminalReport);
  terminalReport.say("Simulating the sample …");
  await simulateSample();
  for (const notebook of topics.flatMap((topic) => topic.notebooks)) {
    terminalReport.say(`Running ${basename(notebook)} …`);
    await stopOnSignal((signal) =>
      withScratchFolder((scratch) =>
        executeNotebook(notebook, jupyter, terminalReport, {
          variables: { IMPRESSIONS: SAMPLE, WRITEUP_DIR: scratch },
          signal,
        })
      )
    );
    terminalReport.say(`Outputs saved in ${notebook}`);
  }
  return 0;
}

if (import.meta.main) await runCommand(main);
