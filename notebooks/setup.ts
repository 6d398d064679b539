/**
 * `deno task setup`: prepares Jupyter and the Deno kernel inside this clone.
 *
 * @module
 */

import { prepareEnvironment } from "./environment/prepare.ts";
import { keepDelivered } from "./delivered.ts";
import { cloneFolder, runCommand, terminalReport } from "lib/command/mod.ts";

const USAGE = `Usage: deno task setup

Prepares Jupyter and the Deno kernel inside this clone, and fetches the packages that notebooks use.
The other tasks do so by themselves where they need it.

  --help, -h  shows this text`;

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {},
    run: async () => {
      const { python } = await prepareEnvironment("lab", terminalReport);
      await keepDelivered(cloneFolder);
      terminalReport.say(`Ready: Jupyter runs under ${python}`);
      return 0;
    },
  });
}
