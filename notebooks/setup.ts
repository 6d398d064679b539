/**
 * `deno task setup`: prepares Jupyter and the Deno kernel inside this clone.
 *
 * @module
 */

import { prepareEnvironment } from "./environment/prepare.ts";
import { runCommand, terminalReport } from "../lib/command/report.ts";

if (import.meta.main) {
  await runCommand(async () => {
    const { python } = await prepareEnvironment("lab", terminalReport);
    terminalReport.say(`Ready: Jupyter runs under ${python}`);
    return 0;
  });
}
