/**
 * `deno task check`: what one runs again and again while one works.
 *
 * @module
 */

import { runCommand } from "lib/command/mod.ts";
import { runStages } from "./suite/run_stages.ts";
import { checkStages } from "./suite/stages.ts";

const USAGE = `Usage: deno task check

Checks format, lint and types, and runs the unit and property tests and the examples of what users
import, in about a minute on two quiet cores. deno task test runs everything.

  --help, -h  shows this text`;

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {},
    run: () => runStages(checkStages()),
  });
}
