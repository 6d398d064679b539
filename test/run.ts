/**
 * `deno task test [PATH…]`: everything CI runs, or what concerns the paths named.
 *
 * All stages are run, also after one failed. The last line tells the sum.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { cloneFolder, printLine, runCommand } from "lib/command/mod.ts";
import { CHROMIUM_REMEDY, findChromium } from "./browser/find_chromium.ts";
import { runStages } from "./suite/run_stages.ts";
import { select } from "./suite/selection.ts";
import { stagesFor } from "./suite/stages.ts";

/** Data that lie outside the clone, and the tests that are skipped without them. */
const OUTSIDE = {
  REFERENCE_DIR: "the large comparisons with the reference outputs",
  MOVIELENS_DIR: "the tests on real MovieLens ratings",
};

const USAGE = `Usage: deno task test [PATH…]

Runs everything that CI runs, or what concerns the paths named: a folder or file of lib/ stands for
its own examples and for the tests that mirror it, one of test/ for itself.

  --help, -h  shows this text`;

async function runSuite(paths: readonly string[]): Promise<number> {
  const selection = select(
    paths,
    Deno.env.get("INIT_CWD") ?? Deno.cwd(),
    cloneFolder,
    (path) => existsSync(join(cloneFolder, path)),
  );
  for (const [variable, tests] of Object.entries(OUTSIDE)) {
    if (!Deno.env.get(variable)) printLine(`${variable} is unset: skipping ${tests}`);
  }
  if (findChromium() === undefined) {
    printLine(`There is no Chromium: skipping the tests in a browser. ${CHROMIUM_REMEDY}`);
  }
  return await runStages(stagesFor(selection));
}

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {},
    allowPositionals: true,
    run: ({ positionals }) => runSuite(positionals),
  });
}
