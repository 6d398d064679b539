/**
 * Running stages one after the other and telling how each ended.
 *
 * @module
 */

import { printLine, terminalReport } from "lib/command/mod.ts";
import { addCounts, closingLine, NO_TESTS } from "./counts.ts";
import type { Stage } from "./stages.ts";

/**
 * Runs all stages, also after one failed; the last line tells the sum.
 *
 * @returns the exit code: 0 where something was tested and nothing failed
 */
export async function runStages(stages: readonly Stage[]): Promise<number> {
  let sum = NO_TESTS;
  for (const stage of stages) {
    terminalReport.status(`${stage.name} …`);
    const start = performance.now();
    const { counts, said } = await stage.run(terminalReport);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    terminalReport.status("");
    if (counts.failed > 0) printLine(said.trimEnd());
    printLine(
      `${counts.failed > 0 ? "FAILED" : "ok    "}  ${stage.name}: ` +
        `${closingLine(counts).replaceAll(", ", " / ")} (${seconds} s)`,
    );
    sum = addCounts(sum, counts);
  }
  printLine(closingLine(sum));
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}
