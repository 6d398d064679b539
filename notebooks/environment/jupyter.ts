/**
 * A Jupyter that somebody else installed, and whether it will do.
 *
 * @module
 */

import { delimiter, join } from "node:path";
import { CommandError } from "lib/command/mod.ts";
import { shortened } from "lib/system_error.ts";
import { answerIn, ask } from "./run.ts";
import { compareVersions } from "./versions.ts";

/** What a command needs of Jupyter. */
export type Purpose = "execute" | "lab";

/** A Python that has Jupyter's packages. */
export interface FoundJupyter {
  /** The interpreter to run them with. */
  readonly python: string;
  /** The packages' releases by name; a package that is not installed is absent. */
  readonly versions: Readonly<Record<string, string>>;
}

const NEEDED: Readonly<Record<Purpose, Readonly<Record<string, string>>>> = {
  // Older clients crash on the `transient: null` that Deno's kernel sends.
  execute: { nbclient: "0.11", nbconvert: "7.7" },
  lab: { jupyterlab: "4" },
};

const INQUIRY = `
import importlib.metadata as metadata, json
versions = {}
for name in ("nbclient", "nbconvert", "jupyterlab"):
    try:
        versions[name] = metadata.version(name)
    except metadata.PackageNotFoundError:
        pass
print(json.dumps(versions))`;

/**
 * Asks a `jupyter` command for its interpreter and its packages' releases.
 *
 * The interpreter is taken from the data folders that Jupyter itself names, one of which is the
 * installation's own: that holds for plain scripts, shims and links alike.
 *
 * @param command a `jupyter` by name or path
 * @returns undefined if it does not run or its interpreter is not to be found
 */
export async function inspectJupyter(command: string): Promise<FoundJupyter | undefined> {
  const said = await ask(command, ["--paths", "--json"]);
  const paths = answerIn<{ data: unknown[] }>(said ?? "", ({ data }) => Array.isArray(data));
  for (const folder of paths?.data.map(String) ?? []) {
    const prefix = /^(.*)\/share\/jupyter\/?$/.exec(folder)?.[1];
    if (prefix === undefined) continue;
    const python = join(prefix, "bin", "python3");
    const answer = await ask(python, ["-c", INQUIRY]);
    const versions = answerIn<Record<string, string>>(answer ?? "", areVersions);
    if (versions !== undefined) return { python, versions };
  }
  return undefined;
}

function areVersions(value: Readonly<Record<string, unknown>>): boolean {
  const versions = Object.values(value);
  return versions.length > 0 && versions.every((version) => typeof version === "string");
}

/**
 * What a Jupyter lacks for a purpose.
 *
 * @param found the Jupyter
 * @param purpose `lab` needs JupyterLab on top of what executing and exporting need
 * @returns one phrase a package, such as `nbclient >= 0.11 (it has 0.10.2)`; empty if it will do
 */
export function lacking(found: FoundJupyter, purpose: Purpose): string[] {
  const needed = { ...NEEDED.execute, ...NEEDED[purpose] };
  return Object.entries(needed).flatMap(([name, oldest]) => {
    const version = found.versions[name];
    if (version !== undefined && compareVersions(version, oldest) >= 0) return [];
    return [`${name} >= ${oldest} (it has ${version ?? "none"})`];
  });
}

/**
 * The Jupyter that the variable JUPYTER names.
 *
 * @param command the variable's value
 * @param purpose what it shall do
 * @throws CommandError if it is not good enough: whoever names one wants that one
 */
export async function namedJupyter(command: string, purpose: Purpose): Promise<FoundJupyter> {
  const remedy = "Install what is missing there, name another jupyter in the variable JUPYTER, " +
    "or unset it: then one is installed into this clone.";
  const found = await inspectJupyter(command);
  if (found === undefined) {
    throw new CommandError(
      `The variable JUPYTER names "${shortened(command)}", which does not run as a jupyter command`,
      remedy,
    );
  }
  const missing = lacking(found, purpose);
  if (missing.length > 0) {
    throw new CommandError(
      `The jupyter that the variable JUPYTER names, "${command}", lacks ${missing.join(" and ")}`,
      remedy,
    );
  }
  return found;
}

/**
 * The first `jupyter` on the PATH.
 *
 * @param outside a folder in which it does not count, such as our own environment
 * @param path the PATH
 */
export async function jupyterOnPath(
  outside: string,
  path: string = Deno.env.get("PATH") ?? "",
): Promise<string | undefined> {
  for (const folder of path.split(delimiter)) {
    if (folder === "" || folder.startsWith(`${outside}/`)) continue;
    const file = join(folder, "jupyter");
    const stat = await Deno.stat(file).catch(() => undefined);
    if (stat?.isFile === true && ((stat.mode ?? 0) & 0o111) !== 0) return file;
  }
  return undefined;
}
