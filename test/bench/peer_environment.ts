/**
 * The Python peer's own virtual environment, `.venv-bench` in the clone.
 *
 * @module
 */

import { join } from "node:path";
import { writeAtomically } from "lib/files/mod.ts";
import { cloneFolder, CommandError, type Report } from "lib/command/mod.ts";
import { findPython } from "../../notebooks/environment/python.ts";
import { lastLines, run } from "../../notebooks/environment/run.ts";

/**
 * Makes the peer's environment, or returns the one that an earlier run made of the same packages.
 *
 * @param report told of each step
 * @returns the path of the environment's Python
 * @throws CommandError where Python or the package index is missing
 */
export async function ensurePeerEnvironment(report: Report): Promise<string> {
  const environment = join(cloneFolder, ".venv-bench");
  const requirements = join(cloneFolder, "test", "bench", "requirements.txt");
  const python = join(environment, "bin", "python");
  const stamp = join(environment, "requirements-installed.txt");
  // The environment holds its own path: in a clone that was moved it is made anew.
  const wanted = `# ${environment}\n${await Deno.readTextFile(requirements)}`;
  const installed = await Deno.readTextFile(stamp).catch(() => "");
  if (installed === wanted && (await run(python, ["-c", ""])).code === 0) return python;

  const { path, version } = await findPython();
  report.say(`Making a virtual environment with Python ${version} in .venv-bench …`);
  await Deno.remove(environment, { recursive: true }).catch(() => {});
  await demand("Python could not make .venv-bench", path, ["-m", "venv", environment]);
  report.say("Installing the peer's packages into it …");
  await demand(
    "pip could not install the peer's packages",
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
