/**
 * Having the npm packages at hand before a kernel asks for them.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError, type Report } from "lib/command/mod.ts";
import { writeAtomically } from "lib/files/mod.ts";
import { environmentFolders } from "./folders.ts";
import { lastLines } from "./run.ts";

const SCRIPT = fileURLToPath(new URL("./fetch_packages.ts", import.meta.url));

/** Says which packages were fetched, and where one of them lies; written when all are there. */
interface Fetched {
  /** SHA-256 of deno.lock, hexadecimal. */
  readonly lock: string;
  /** The release of Deno, each of which may lay out its cache in its own way. */
  readonly deno: string;
  /** The path of the largest package's first file. */
  readonly witness: string;
}

/**
 * Brings the npm packages that notebooks and their export use into Deno's cache; those that only
 * tests use stay out of it. Where they are there already that is known by one look.
 *
 * A kernel that fetched them itself would do so in silence, at the first cell.
 *
 * @param clone the clone's root
 * @param report told of a wait
 * @throws CommandError if the npm registry cannot be reached
 */
export async function ensureNpmPackages(clone: string, report: Report): Promise<void> {
  const path = join(environmentFolders(clone).jupyter, "packages.json");
  const lock = await digestOf(join(clone, "deno.lock"));
  const known = await readRecord(path);
  if (
    known?.lock === lock && known.deno === Deno.version.deno && existsSync(known.witness)
  ) return;
  const witness = await fetchPackages(clone, report);
  const record: Fetched = { lock, deno: Deno.version.deno, witness };
  await Deno.mkdir(dirname(path), { recursive: true });
  await writeAtomically(
    path,
    (temporary) => Deno.writeTextFile(temporary, `${JSON.stringify(record, null, 2)}\n`),
  );
}

/** Fetches the packages; the path of one of their files. */
async function fetchPackages(clone: string, report: Report): Promise<string> {
  const onTerminal = Deno.stderr.isTerminal();
  // On a terminal Deno draws its own progress bar; elsewhere it would print a line a package.
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", ...(onTerminal ? [] : ["--quiet"]), SCRIPT],
    cwd: clone,
    env: { DENO_NO_UPDATE_CHECK: "1", ...(onTerminal ? {} : { NO_COLOR: "1" }) },
    stdin: "null",
    stdout: "piped",
    stderr: onTerminal ? "inherit" : "piped",
  }).spawn();
  // Said only where it takes long enough for someone to wonder.
  const slow = setTimeout(() => report.say("Fetching the npm packages, once (75 MB) …"), 700);
  const [stdout, stderr, status] = await Promise.all([
    new Response(child.stdout).text(),
    onTerminal ? "" : new Response(child.stderr).text(),
    child.status,
  ]).finally(() => clearTimeout(slow));
  if (status.success) return stdout.trim();
  throw new CommandError(
    "The npm packages could not be fetched",
    "Check the network, or name a registry you can reach in the variable NPM_CONFIG_REGISTRY, " +
      "and run the command again.",
    lastLines(stderr, 5),
  );
}

async function digestOf(file: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(file));
  return new Uint8Array(digest).toHex();
}

async function readRecord(path: string): Promise<Fetched | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch {
    // None yet, or a damaged one: fetching what is there already makes a new one.
    return undefined;
  }
}
