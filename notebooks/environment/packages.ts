/**
 * Having the npm packages at hand before a kernel asks for them.
 *
 * @module
 */

import { CommandError, type Report } from "lib/command/mod.ts";
import { lastLines } from "./run.ts";

/**
 * Brings the packages that `deno.json` names into Deno's cache; quick where they are there.
 *
 * A kernel that fetched them itself would do so in silence, at the first cell.
 *
 * @param clone the clone's root
 * @param report told of a wait
 * @throws CommandError if the npm registry cannot be reached
 */
export async function ensureNpmPackages(clone: string, report: Report): Promise<void> {
  const onTerminal = Deno.stderr.isTerminal();
  // On a terminal Deno draws its own progress bar; elsewhere it would print a line a package.
  const child = new Deno.Command(Deno.execPath(), {
    args: ["install", ...(onTerminal ? [] : ["--quiet"])],
    cwd: clone,
    env: { DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "null",
    stderr: onTerminal ? "inherit" : "piped",
  }).spawn();
  // Said only where it takes long enough for someone to wonder.
  const slow = setTimeout(() => report.say("Fetching the npm packages …"), 1500);
  const [stderr, status] = await Promise.all([
    onTerminal ? "" : new Response(child.stderr).text(),
    child.status,
  ]).finally(() => clearTimeout(slow));
  if (status.success) return;
  throw new CommandError(
    "The npm packages could not be fetched",
    "Check the network, or name a registry you can reach in the variable NPM_CONFIG_REGISTRY, " +
      "and run the command again.",
    lastLines(stderr, 5),
  );
}
