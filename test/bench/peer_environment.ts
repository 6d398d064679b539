/**
 * Virtual environments of Python peers: `.venv-bench` and `.venv-peers` in the clone.
 *
 * @module
 */

import { join } from "node:path";
import { writeAtomically } from "lib/files/mod.ts";
import { cloneFolder, CommandError, type Report } from "lib/command/mod.ts";
import { findPython } from "../../notebooks/environment/python.ts";
import { lastLines, run } from "../../notebooks/environment/run.ts";

/** An environment of peers: its folder in the clone, and the packages it holds. */
export interface PeerEnvironment {
  readonly folder: string;
  /** Path in the clone of the pinned packages. */
  readonly requirements: string;
}

/** Programs for causal inference and regression. */
export const OF_ESTIMATORS: PeerEnvironment = {
  folder: ".venv-peers",
  requirements: "test/peers/requirements.txt",
};

/** What the originals run on. */
const OF_THE_ORIGINALS: PeerEnvironment = {
  folder: ".venv-bench",
  requirements: "test/bench/requirements.txt",
};

/**
 * Makes the peers' environment, or returns the one that an earlier run made of the same packages.
 *
 * @param report told of each step
 * @param environment which; that of the originals' packages unless told otherwise
 * @returns the path of the environment's Python
 * @throws CommandError where Python or the package index is missing
 */
export async function ensurePeerEnvironment(
  report: Report,
  { folder, requirements: pinned }: PeerEnvironment = OF_THE_ORIGINALS,
): Promise<string> {
  const environment = join(cloneFolder, folder);
  const requirements = join(cloneFolder, pinned);
  const python = join(environment, "bin", "python");
  const stamp = join(environment, "requirements-installed.txt");
  // The environment holds its own path: in a clone that was moved it is made anew.
  const wanted = `# ${environment}\n${await Deno.readTextFile(requirements)}`;
  const installed = await Deno.readTextFile(stamp).catch(() => "");
  if (installed === wanted && (await run(python, ["-c", ""])).code === 0) return python;

  const { path, version } = await findPython();
  report.say(`Making a virtual environment with Python ${version} in ${folder} …`);
  await Deno.remove(environment, { recursive: true }).catch(() => {});
  await demand(`Python could not make ${folder}`, path, ["-m", "venv", environment]);
  report.say("Installing the peers' packages into it …");
  await demand(
    "pip could not install the peers' packages",
    python,
    ["-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "-r", requirements],
    report,
  );
  await writeAtomically(stamp, (temporary) => Deno.writeTextFile(temporary, wanted));
  return python;
}

async function demand(
  failure: string,
  program: string,
  args: readonly string[],
  report?: Report,
): Promise<void> {
  const { code, stdout, stderr } = await run(program, args, {
    env: { PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_NO_INPUT: "1", PIP_USER: "0" },
    onLine: (line) => report?.status(`  ${line.trim()}`),
  });
  if (code === 0) return;
  throw new CommandError(
    failure,
    "Check the disk and the network, or name a package index you can reach in the variable " +
      "PIP_INDEX_URL, and run the command again.",
    lastLines(stderr || stdout, 5),
  );
}
