/**
 * The environment of a user whose home we can look into.
 *
 * @module
 */

import { join } from "node:path";
import { findPython } from "../../notebooks/environment/python.ts";
import { run } from "../../notebooks/environment/run.ts";
import { allInputs } from "../../notebooks/inputs.ts";

/**
 * A user's surroundings: another home, warm package caches, no Jupyter on the PATH.
 *
 * @param home the user's home folder
 * @returns all variables of the environment
 */
export async function surroundings(home: string): Promise<Record<string, string>> {
  const python = await findPython();
  const pip = await run(python.path, ["-m", "pip", "cache", "dir"]);
  const deno = await run(Deno.execPath(), ["info", "--json"]);
  // Tools of other languages on the PATH may write to the home when pip asks for their release.
  const folders = ["/usr/bin", "/bin"];
  const withoutJupyter = await Promise.all(
    folders.map(async (folder) =>
      await Deno.stat(join(folder, "jupyter")).then(() => false, () => true)
    ),
  );
  const inherited = Deno.env.toObject();
  for (const name of ["JUPYTER", "INIT_CWD", ...allInputs.map(({ variable }) => variable)]) {
    delete inherited[name];
  }
  return {
    ...inherited,
    HOME: home,
    PATH: folders.filter((_, i) => withoutJupyter[i]).join(":"),
    PYTHON: python.path,
    DENO_DIR: (JSON.parse(deno.stdout) as { denoDir: string }).denoDir,
    ...(pip.code === 0 ? { PIP_CACHE_DIR: pip.stdout.trim() } : {}),
  };
}
