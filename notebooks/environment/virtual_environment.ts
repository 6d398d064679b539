/**
 * Our own Jupyter, in a Python virtual environment inside the clone.
 *
 * @module
 */

import { errorText } from "lib/errors.ts";
import { join } from "node:path";
import { writeAtomically } from "lib/files/mod.ts";
import { CommandError, type Report } from "lib/command/mod.ts";
import { environmentFolders } from "./folders.ts";
import { awaitInstaller, runInstaller } from "./installer.ts";
import { releaseOf } from "./own_python.ts";
import { pipFailure } from "./pip_failure.ts";
import { findPython, type Python } from "./python.ts";
import { lastLines } from "./run.ts";

/** Says of which set-up an environment is the finished result; written when all else stands. */
interface Stamp {
  /** SHA-256 of requirements.txt, hexadecimal. */
  readonly requirements: string;
  /** The release of Python the packages were installed for, without its last number. */
  readonly python: string;
  /** Where the environment was built: its scripts hold this path, so a moved clone is redone. */
  readonly folder: string;
}

const STAMP = "set-up.json";
const LOCK = "set-up.lock";

/**
 * The interpreter of a finished environment, if there is one that fits the clone as it is.
 *
 * @param clone the clone's root
 */
export async function findVirtualEnvironment(clone: string): Promise<string | undefined> {
  const { environment } = environmentFolders(clone);
  const text = await Deno.readTextFile(join(environment, STAMP)).catch(() => undefined);
  if (text === undefined) return undefined;
  const python = interpreter(environment);
  // A system upgrade can leave the link pointing at another Python, or at none.
  const release = await releaseOf(python);
  if (release === undefined) return undefined;
  const current = await stampFor(clone, release);
  return text === current ? python : undefined;
}

/**
 * Builds the environment, or finishes an interrupted build, or returns the finished one.
 *
 * Only one process builds at a time; others wait for it and use its result.
 *
 * @param clone the clone's root
 * @param report told of each step
 * @returns the path of the environment's Python
 * @throws CommandError where Python or the package index is missing, or the disk cannot be written
 */
export async function ensureVirtualEnvironment(clone: string, report: Report): Promise<string> {
  const finished = await findVirtualEnvironment(clone);
  if (finished !== undefined) return finished;
  const { environment } = environmentFolders(clone);
  using lock = await openLock(environment);
  if (!await lock.tryLock(true)) {
    report.say("Waiting for another set-up of this clone to end …");
    await lock.lock(true);
    const built = await findVirtualEnvironment(clone);
    if (built !== undefined) return built;
  }
  await awaitInstaller(environment, report);
  const python = await findPython();
  await clear(environment);
  await makeEnvironment(python, environment, report);
  await installRequirements(clone, environment, report);
  const stamp = await stampFor(clone, await releaseOf(interpreter(environment)) ?? "");
  await writeAtomically(
    join(environment, STAMP),
    (temporary) => Deno.writeTextFile(temporary, stamp),
  );
  return interpreter(environment);
}

function interpreter(environment: string): string {
  return join(environment, "bin", "python");
}

async function stampFor(clone: string, python: string): Promise<string> {
  const requirements = await Deno.readFile(join(clone, "requirements.txt"));
  const digest = await crypto.subtle.digest("SHA-256", requirements);
  const stamp: Stamp = {
    requirements: new Uint8Array(digest).toHex(),
    python,
    folder: environmentFolders(clone).environment,
  };
  return JSON.stringify(stamp, null, 2) + "\n";
}

async function openLock(environment: string): Promise<Deno.FsFile> {
  try {
    await Deno.mkdir(environment, { recursive: true });
    return await Deno.open(join(environment, LOCK), { create: true, write: true });
  } catch (error) {
    throw new CommandError(
      `${environment} cannot be written`,
      "Clone the repository to a folder you may write to.",
      errorText(error),
    );
  }
}

/** What stays when the environment is built anew: the lock that is held, settings, notebooks. */
const STAYING: readonly string[] = [LOCK, "jupyter", "delivered"];

/** Empties the environment but for what stays. */
async function clear(environment: string): Promise<void> {
  await Deno.remove(join(environment, STAMP)).catch(() => {});
  for await (const entry of Deno.readDir(environment)) {
    if (STAYING.includes(entry.name)) continue;
    await Deno.remove(join(environment, entry.name), { recursive: true });
  }
}

async function makeEnvironment(
  python: Python,
  environment: string,
  report: Report,
): Promise<void> {
  const arguments_ = ["-m", "venv", environment];
  const { code, stdout, stderr } = await runInstaller(
    python.path,
    arguments_,
    environment,
    report,
    `Making a virtual environment with Python ${python.version} in .venv …`,
  );
  if (code === 0) return;
  throw new CommandError(
    `Python ${python.version} could not make the virtual environment ${environment}`,
    "Check that the disk is writable and not full, and that venv is complete " +
      "(on Debian and Ubuntu: apt-get install python3-venv).",
    lastLines(stdout + stderr, 5),
  );
}

async function installRequirements(
  clone: string,
  environment: string,
  report: Report,
): Promise<void> {
  // Only the very files that were pinned, and none that would run its own build here.
  const pinned = ["--require-hashes", "--only-binary=:all:"];
  const requirements = ["--requirement", join(clone, "requirements.txt")];
  const { code, stdout, stderr } = await runInstaller(
    interpreter(environment),
    ["-m", "pip", "install", ...pinned, ...requirements],
    environment,
    report,
    "Installing Jupyter into it (a minute or two the first time) …",
  );
  if (code === 0) return;
  const said = stdout + stderr;
  if (/DO NOT MATCH THE HASHES/.test(said)) {
    throw new CommandError(
      "A package that was fetched for Jupyter is not the file that requirements.txt names",
      "Run the command again with PIP_NO_CACHE_DIR=1, in case a kept copy is damaged, or with " +
        "another package index in the variable PIP_INDEX_URL; leave the check as it is.",
      lastLines(stderr || stdout, 5),
    );
  }
  const diskFull = /No space left on device|Read-only file system|Errno 13/.test(said);
  throw new CommandError(
    "pip could not install Jupyter",
    diskFull
      ? "Make room on the disk or make it writable, and run the command again."
      : "Check the network, or name a package index you can reach in the variable PIP_INDEX_URL, " +
        "and run the command again; or name a Jupyter you have in the variable JUPYTER.",
    pipFailure(stderr || stdout),
  );
}
