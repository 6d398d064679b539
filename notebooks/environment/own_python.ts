/**
 * Running a Python that is ours alone, whatever the user has set for others.
 *
 * @module
 */

import { ask } from "./run.ts";

/**
 * Variables that take back a user's settings for Python, which are meant for another interpreter and
 * other packages: those of our environment would not be found, or not be the ones that are imported.
 */
export const OWN_PYTHON: Readonly<Record<string, string>> = {
  PYTHONHOME: "",
  PYTHONPATH: "",
  // Warnings turned into errors would end pip and Jupyter.
  PYTHONWARNINGS: "",
};

/**
 * Variables that take back a user's settings for pip which would make it install elsewhere, less, or
 * nothing; what names an index, a proxy or a cache stays.
 */
export const OWN_PIP: Readonly<Record<string, string>> = {
  ...OWN_PYTHON,
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  PIP_NO_INPUT: "1",
  PIP_DRY_RUN: "0",
  PIP_NO_DEPS: "0",
  PIP_PREFIX: "",
  PIP_PYTHON: "",
  // An index that cannot be reached is given up within a minute.
  PIP_RETRIES: Deno.env.get("PIP_RETRIES") || "2",
  PIP_ROOT: "",
  PIP_TARGET: "",
  PIP_USER: "0",
};

/**
 * The release of a Python without its last number, such as `3.11`.
 *
 * @param python the interpreter
 * @returns undefined if it does not run
 */
export async function releaseOf(python: string): Promise<string | undefined> {
  const program = `import sys; print("\\n%d.%d" % sys.version_info[:2])`;
  const said = await ask(python, ["-c", program], { env: OWN_PYTHON });
  return said?.match(/^\d+\.\d+$/gm)?.at(-1);
}
