/**
 * Finding a Python that can hold Jupyter.
 *
 * @module
 */

import { CommandError } from "lib/command/mod.ts";
import { shortened } from "lib/system_error.ts";
import { OWN_PYTHON } from "./own_python.ts";
import { answerIn, ask } from "./run.ts";
import { compareVersions } from "./versions.ts";

/** The oldest Python that current JupyterLab releases install on. */
export const OLDEST_PYTHON = "3.10";

/** A Python interpreter that can make virtual environments. */
export interface Python {
  /** Its absolute path. */
  readonly path: string;
  /** Its release, such as `3.11.2`. */
  readonly version: string;
}

interface Answer extends Python {
  readonly venv: boolean;
}

// Runs on every Python since 2.7, so that an old one is recognised as old, not as broken.
const INQUIRY = `
import json, sys
try:
    from importlib.util import find_spec
except ImportError:
    find_spec = lambda name: None
print(json.dumps({
    "path": sys.executable,
    "version": ".".join(str(part) for part in sys.version_info[:3]),
    "venv": bool(find_spec("venv") and find_spec("ensurepip")),
}))`;

function isAnswer({ path, version, venv }: Readonly<Record<string, unknown>>): boolean {
  return typeof path === "string" && path !== "" && typeof venv === "boolean" &&
    typeof version === "string" && /^\d+\.\d+/.test(version);
}

/**
 * Finds a Python of at least 3.10 that has `venv`.
 *
 * @param named the interpreter the user asked for (the variable PYTHON); without it `python3` and
 * `python` are looked up on the PATH
 * @returns the first that will do
 * @throws CommandError that says what was found, what it lacks and what to install
 */
export async function findPython(
  named: string | undefined = Deno.env.get("PYTHON") || undefined,
): Promise<Python> {
  const complaints: { what: string; remedy: string }[] = [];
  for (const name of named === undefined ? ["python3", "python"] : [named]) {
    const said = await ask(name, ["-c", INQUIRY], { env: OWN_PYTHON });
    const answer = answerIn<Answer>(said ?? "", isAnswer);
    if (answer === undefined) continue;
    if (compareVersions(answer.version, OLDEST_PYTHON) < 0) {
      complaints.push({
        what: `Python ${answer.version} (${answer.path}) is too old for Jupyter`,
        remedy: `Install Python ${OLDEST_PYTHON} or newer, or name one in the variable PYTHON.`,
      });
    } else if (!answer.venv) {
      complaints.push({
        what: `Python ${answer.version} (${answer.path}) cannot make virtual environments: ` +
          "its modules venv and ensurepip are missing",
        remedy: "Install them (on Debian and Ubuntu: apt-get install python3-venv).",
      });
    } else {
      return { path: answer.path, version: answer.version };
    }
  }
  const first = complaints[0];
  if (first !== undefined) throw new CommandError(first.what, first.remedy);
  throw new CommandError(
    named === undefined
      ? "No Python was found: there is neither python3 nor python on the PATH"
      : `The variable PYTHON names "${shortened(named)}", which does not run as a Python`,
    `Install Python ${OLDEST_PYTHON} or newer with venv ` +
      "(on Debian and Ubuntu: apt-get install python3 python3-venv), " +
      "or name an interpreter in the variable PYTHON.",
  );
}
