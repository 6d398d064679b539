/**
 * Everything a command needs before it can run a notebook.
 *
 * @module
 */

import { delimiter, join } from "node:path";
import { checkDenoVersion } from "./deno_version.ts";
import { cloneFolder, type Report } from "lib/command/mod.ts";
import { ensureExporter } from "./exporter.ts";
import { environmentFolders } from "./folders.ts";
import { inspectJupyter, jupyterOnPath, lacking, namedJupyter, type Purpose } from "./jupyter.ts";
import { ensureKernelspec } from "./kernelspec.ts";
import { OWN_PYTHON } from "./own_python.ts";
import { ensureNpmPackages } from "./packages.ts";
import { ensureVirtualEnvironment, findVirtualEnvironment } from "./virtual_environment.ts";

/** Variables that move what Jupyter writes from the user's home into the clone. */
export interface JupyterVariables extends Readonly<Record<string, string>> {
  readonly JUPYTER_PATH: string;
  readonly JUPYTER_CONFIG_DIR: string;
  readonly JUPYTER_DATA_DIR: string;
  readonly JUPYTER_RUNTIME_DIR: string;
  readonly IPYTHONDIR: string;
}

/** A Jupyter that is ready to run our notebooks. */
export interface Jupyter {
  /** The interpreter that has Jupyter's packages. */
  readonly python: string;
  /** Variables every Jupyter process must run with: they keep its files inside the clone. */
  readonly variables: JupyterVariables;
}

/**
 * Makes this clone ready: Jupyter, the Deno kernel, the npm packages.
 *
 * Preferred in this order: the jupyter the variable JUPYTER names, the one an earlier set-up made
 * in this clone, a good enough one on the PATH, a new one in this clone.
 *
 * @param purpose what Jupyter is wanted for
 * @param report told of each step that takes time
 * @param clone the clone's root
 * @throws CommandError that says what failed and what to install
 */
export async function prepareEnvironment(
  purpose: Purpose,
  report: Report,
  clone: string = cloneFolder,
): Promise<Jupyter> {
  checkDenoVersion(Deno.version.deno);
  const [jupyter] = await Promise.all([
    chooseJupyter(purpose, report, clone),
    ensureNpmPackages(clone, report),
  ]);
  await ensureKernelspec(environmentFolders(clone).share);
  await ensureExporter(environmentFolders(clone));
  for (const folder of [jupyter.variables.IPYTHONDIR, jupyter.variables.JUPYTER_RUNTIME_DIR]) {
    await Deno.mkdir(folder, { recursive: true });
  }
  return jupyter;
}

/**
 * A Jupyter that runs already and asks for something of ours, left as it is.
 *
 * @param python the interpreter that it runs under
 */
export function borrowedJupyter(python: string): Jupyter {
  return { python, variables: variablesFor(cloneFolder, "elsewhere") };
}

async function chooseJupyter(purpose: Purpose, report: Report, clone: string): Promise<Jupyter> {
  const named = Deno.env.get("JUPYTER") || undefined;
  if (named !== undefined) {
    const { python } = await namedJupyter(named, purpose);
    return { python, variables: variablesFor(clone, "elsewhere") };
  }
  const own = await findVirtualEnvironment(clone);
  if (own !== undefined) return { python: own, variables: variablesFor(clone, "clone") };
  const onPath = await jupyterOnPath(environmentFolders(clone).environment);
  if (onPath !== undefined) {
    const found = await inspectJupyter(onPath);
    const missing = found === undefined ? ["a Python that runs it"] : lacking(found, purpose);
    if (found !== undefined && missing.length === 0) {
      report.say(`Using the Jupyter of ${found.python}`);
      return { python: found.python, variables: variablesFor(clone, "elsewhere") };
    }
    report.say(`Not using ${onPath}: it lacks ${missing.join(" and ")}`);
  }
  const python = await ensureVirtualEnvironment(clone, report);
  return { python, variables: variablesFor(clone, "clone") };
}

function variablesFor(clone: string, installed: "clone" | "elsewhere"): JupyterVariables {
  const { share, jupyter, exporter } = environmentFolders(clone);
  const inherited = Deno.env.get("PYTHONPATH") || undefined;
  return {
    JUPYTER_PATH: share,
    JUPYTER_CONFIG_DIR: join(jupyter, "config"),
    JUPYTER_DATA_DIR: join(jupyter, "data"),
    JUPYTER_RUNTIME_DIR: join(jupyter, "runtime"),
    IPYTHONDIR: join(jupyter, "ipython"),
    // A borrowed installation is left as it is, down to its compiled modules.
    ...(installed === "clone" ? OWN_PYTHON : {
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONPATH: [exporter, ...(inherited === undefined ? [] : [inherited])].join(delimiter),
    }),
  };
}
