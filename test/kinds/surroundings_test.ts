/**
 * Kinds of surroundings that a command may be called in.
 *
 * To add an input, add a row to the table of its kind: a name, what the command is called with, and
 * its exit code with parts of what it says. Whatever it is, a command says one line and no trace.
 *
 * @module
 */

import { assert } from "@std/assert";
import { join } from "node:path";
import { cloneFolder, CommandError } from "lib/command/mod.ts";
import { fitted } from "lib/command/report.ts";
import { findPython } from "../../notebooks/environment/python.ts";
import { readNotebook } from "../../notebooks/execution/notebook_format.ts";
import { fakeProgram } from "../environment/fake_program.ts";
import { kind, said } from "./kind.ts";
import { newFolder } from "./tables.ts";

/** A command line of the shell, in which `COMMAND` runs a file of the clone. */
async function called(line: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const config = join(cloneFolder, "deno.json");
  const command = `"$DENO" run -A --quiet --config "${config}" "${cloneFolder}"/`;
  const folder = newFolder();
  const { code, stdout, stderr } = await new Deno.Command("bash", {
    args: ["-c", `set -o pipefail; ${line.replaceAll("COMMAND ", command)}`],
    cwd: folder,
    env: { NO_COLOR: "1", INIT_CWD: folder, DENO: Deno.execPath(), ...env },
    stdin: "null",
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const err = decode(stderr);
  assert(!/\n {4}at /.test(err), `a trace: ${err}`);
  const left = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) =>
    name.includes("partial")
  );
  assert(left.length === 0, `left: ${left}`);
  return `code ${code}: ${err}${decode(stdout)}`;
}

const SAMPLE = "COMMAND data/sample.ts --only impressions --order ranked --impressions 2 --out out";

/** Deno's own caches are filled before a limit is set. */
const WARM = "COMMAND data/sample.ts --help > /dev/null";

kind("Where nobody can be told, the work is done, or the exit code says that it is not", called, [
  ["a full standard output", `${SAMPLE} > /dev/full`, said("code 1", "error:", "No space left")],
  ["a closed standard output", `${SAMPLE} >&-; ls out`, said("impressions_ranked.parquet")],
  ["a reader who has gone", `${SAMPLE} | true; ls out`, said("impressions_ranked.parquet")],
  ["a full error output", `${SAMPLE} 2> /dev/full`, said("code 0", "Wrote")],
  ["a closed error output", `COMMAND data/sample.ts --nonsense 2>&-`, said("code 2")],
  ["help to a full disk", "COMMAND data/mind.ts --help > /dev/full", said("code 1", "error:")],
  ["help to nobody", "COMMAND notebooks/writeups.ts --help | true", said("code 0")],
  ["a closed standard input", `${SAMPLE} <&-`, said("code 0", "Wrote")],
  ["a terminal that cannot move its cursor", `TERM=dumb CI=true ${SAMPLE}`, said("code 0")],
]);

kind("A file above the user's limit, or a disk that cannot be written, is told", called, [
  [
    "a limit of 200 KiB",
    `${WARM}; ulimit -f 200; ${SAMPLE.replace("impressions 2", "impressions 2000")}`,
    said("code 1", "error:", "out"),
  ],
  ["a file in the folder's place", `touch out; ${SAMPLE}`, said("code 1", "error:", "out")],
  ["a link in a circle", `ln -s out out; ${SAMPLE}`, said("code 1", "error:", "out")],
  [
    "a name too long",
    SAMPLE.replace("out out", `out ${"x".repeat(300)}`),
    said("code 1", "error:", "too long"),
  ],
  [
    "a path too long",
    SAMPLE.replace("out out", `out ${"x/".repeat(3000)}`),
    said("code 1", "error:"),
  ],
  ["the system's folder", SAMPLE.replace("out out", "out /proc/x"), said("code 1", "error:")],
]);

kind("A number is a whole one in digits, or the command line is refused", called, [
  ...["0", "-1", "0.5", "1e3", "0x10", "Infinity", "NaN", "ten", "", "' 5'", "99999999999"].map((
    seconds,
  ) =>
    [
      `--timeout ${seconds}`,
      `COMMAND notebooks/writeups.ts --timeout ${seconds || "''"}`,
      said("code 2", "error:", "--timeout"),
    ] as const
  ),
  [
    "--users 1.5",
    "COMMAND data/sample.ts --only slates --users 1.5",
    said("code 2", "--users"),
  ],
  [
    "given twice",
    "COMMAND data/sample.ts --users 5 --users 6",
    said("code 2", "--users is given twice"),
  ],
]);

/** What is said of an interpreter that the variable PYTHON names. */
async function interpreter(output: string): Promise<string> {
  const python = await fakeProgram(newFolder(), "python3", output);
  try {
    return (await findPython(python)).version;
  } catch (error) {
    if (error instanceof CommandError) return `error: ${error.message}`;
    throw error;
  }
}

const ANSWER = `{"path": "/opt/python3", "version": "3.12.1", "venv": true}`;

kind("A Python is understood through what is printed around its answer, or refused", interpreter, [
  ["its answer", ANSWER, "3.12.1"],
  ["a greeting first", `Welcome, {user}!\n${ANSWER}`, "3.12.1"],
  ["a farewell", `${ANSWER}\n3.9\n`, "3.12.1"],
  ["nothing", "", said("error:", "PYTHON", "does not run as a Python")],
  ["something else", "no Python here", said("error:", "PYTHON")],
  ["JSON of something else", `{"name": "node"}`, said("error:", "PYTHON")],
  ["an old one", ANSWER.replace("3.12.1", "3.8.0"), said("error:", "too old")],
  ["one without venv", ANSWER.replace("true", "false"), said("error:", "python3-venv")],
]);

/** What is said of a file that is named like a notebook. */
async function notebook(make: (path: string) => void): Promise<string> {
  const path = join(newFolder(), "01_mine.ipynb");
  make(path);
  try {
    return `${(await readNotebook(path)).cells.length} cells`;
  } catch (error) {
    if (error instanceof CommandError) return `error: ${error.message}`;
    throw error;
  }
}

const holding = (text: string) => (path: string) => Deno.writeTextFileSync(path, text);
const CELL = `{"cell_type": "markdown", "metadata": {}, "source": "x"}`;
const sound = (cells: string, format = 4) =>
  `{"cells": ${cells}, "metadata": {}, "nbformat": ${format}, "nbformat_minor": 5}`;

kind("What is no notebook is named, with the reason", notebook, [
  ["a notebook without ids", holding(sound(`[${CELL}]`)), "1 cells"],
  ["a notebook without cells", holding(sound("[]")), "0 cells"],
  ["an empty file", holding(""), said("01_mine.ipynb", "empty")],
  ["text", holding("print(1)"), said("01_mine.ipynb", "not JSON")],
  ["JSON of something else", holding(`{"a": 1}`), said("no notebook")],
  ["a list", holding("[]"), said("no notebook")],
  ["format 3", holding(sound("[]", 3)), said("format is 3")],
  ["a cell that is none", holding(sound(`[${CELL}, 5]`)), said("cell 2 of 2")],
  ["cells that are no list", holding(sound("{}")), said("no list of cells")],
  [
    "bytes that are no text",
    (path) => Deno.writeFileSync(path, new Uint8Array([0xff, 0xfe, 0, 1])),
    said("UTF-8"),
  ],
  ["a folder", (path) => Deno.mkdirSync(path), said("01_mine.ipynb", "error:")],
  ["a link in a circle", (path) => Deno.symlinkSync(path, path), said("error:")],
  ["a link to nothing", (path) => Deno.symlinkSync("nowhere", path), said("error:")],
]);

kind(
  "A line fits the terminal, and one that tells no width cuts nothing",
  ([text, columns]: readonly [string, number]) => fitted(text, columns),
  [
    ["no columns", ["a long line", 0], "a long line"],
    ["one column", ["a long line", 1], ""],
    ["eight columns", ["a long line", 8], "a long "],
    ["wide enough", ["a long line", 80], "a long line"],
    ["half a character", ["ab😀cd", 4], "ab"],
  ],
);
