/**
 * Running a notebook as a reader would who changes a value in it, and holding the prose's numbers
 * against what comes out.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { formatFixed } from "lib/text/format_fixed.ts";
import { join } from "node:path";
import { cloneFolder } from "lib/command/clone_folder.ts";
import { readNotebook } from "../../notebooks/execution/notebook_format.ts";
import { extractScript } from "./extract.ts";
import { readTable } from "./parity.ts";
import { readProse } from "./prose.ts";

/** A value that a reader changes: the code as it stands, and what to put there. */
export type Change = readonly [before: string, after: string];

/** What a run left. */
export interface ChangedRun {
  /** Its writeup's folder. */
  readonly folder: string;
  /** What it printed. */
  readonly printed: string;
  /** Reads a number from a saved table: the column of the row that holds a label. */
  readonly number: (table: string, label: string, column: string) => number;
  /** Reads a column of numbers from a saved table. */
  readonly numbers: (table: string, column: string) => number[];
  /** Reads a column of texts from a saved table. */
  readonly texts: (table: string, column: string) => string[];
}

/**
 * Runs a notebook's code with values changed.
 *
 * @param notebook the notebook's path from the clone's root
 * @param variables tells it its input
 * @param changes what to change; each must be found exactly once
 * @param cells run only so many of the code cells
 */
export async function runChanged(
  notebook: string,
  variables: Readonly<Record<string, string>>,
  changes: readonly Change[] = [],
  cells = Infinity,
): Promise<ChangedRun> {
  let code = extractScript(await readNotebook(join(cloneFolder, notebook)));
  for (const [before, after] of changes) {
    assertEquals(code.split(before).length, 2, `not found once: ${before}`);
    code = code.replace(before, () => after);
  }
  const end = code.indexOf(`\n// cell ${cells + 1}:`);
  if (end >= 0) code = `${code.slice(0, end)}\nexport {};\n`;

  const folder = await Deno.makeTempDir();
  const script = join(folder, "notebook.ts");
  await Deno.writeTextFile(script, code);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", `--config=${join(cloneFolder, "deno.json")}`, script],
    env: { ...variables, WRITEUP_DIR: folder, NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).output();
  assert(success, new TextDecoder().decode(stderr));

  const table = (name: string) => readTable(`${folder}/tables/${name}.csv`);
  const texts = (name: string, column: string) =>
    table(name).getColumn(column).toArray().map(String);
  return {
    folder,
    printed: new TextDecoder().decode(stdout),
    texts,
    numbers: (name, column) => texts(name, column).map(Number),
    number: (name, label, column) => {
      const row = table(name).toRecords().find((record) => Object.values(record).includes(label));
      assert(row !== undefined, `${name} has no row ${label}`);
      return Number(row[column]);
    },
  };
}

const NUMBER = /−?(?:\d[\d,]*)?\.?\d+/g;

/**
 * Reads a notebook's prose, to hold the numbers in it against computed ones.
 *
 * @param notebook the notebook's path from the clone's root
 * @returns a function that fails unless the prose holds a text, and each number in that text is the
 *   given one, rounded to the decimals that are quoted
 */
export async function readQuotes(
  notebook: string,
): Promise<(text: string, ...values: readonly number[]) => void> {
  const said = await readProse(notebook);
  return (text, ...values) => {
    said(text);
    const quoted = (text.match(NUMBER) ?? []).map((number) =>
      number.replace("−", "-").replaceAll(",", "").replace(/^(-?)\./, "$10.")
    );
    const computed = values.map((value, at) =>
      formatFixed(value, quoted[at]?.split(".")[1]?.length ?? 0)
    );
    assertEquals(computed, quoted, `${text}: computed are ${computed.join(", ")}`);
  };
}
