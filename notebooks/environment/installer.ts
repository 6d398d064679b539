/**
 * Programs that write into an environment: none outlives the set-up that started it, or the next one
 * waits for its end.
 *
 * @module
 */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fileLock, tryFileLock } from "lib/files/mod.ts";
import { type Report, stopOnSignal } from "lib/command/mod.ts";
import { OWN_PIP } from "./own_python.ts";
import { type Finished, run } from "./run.ts";

/** Held by whatever writes into the environment, as long as it lives. */
const INSTALLER_LOCK = "installer.lock";

const TIED = fileURLToPath(new URL("./tied.py", import.meta.url));

/** Waits until nothing writes into the environment that outlived the set-up which started it. */
export async function awaitInstaller(environment: string, report: Report): Promise<void> {
  const path = join(environment, INSTALLER_LOCK);
  let lock = await tryFileLock(path);
  if (lock === undefined) {
    report.say("Waiting for the installer of an interrupted set-up to end …");
    lock = await fileLock(path);
  }
  await lock.release();
}

/**
 * Runs one of Python's modules that writes into the environment and must not outlive this set-up:
 * it would write into what the next one builds.
 */
export async function runInstaller(
  python: string,
  args: readonly string[],
  environment: string,
  report: Report,
  announcement: string,
): Promise<Finished> {
  return await stopOnSignal(async (signal) => {
    // Said when an interruption is heard.
    report.say(announcement);
    const lock = join(environment, INSTALLER_LOCK);
    const finished = await run(python, [TIED, lock, python, ...args], {
      signal,
      stdin: "piped",
      env: OWN_PIP,
      onLine: (line) => report.status(`  ${line.trim()}`),
    });
    signal.throwIfAborted();
    return finished;
  });
}
