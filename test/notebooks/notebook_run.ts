/**
 * Running a notebook's own code, as it stands or as a reader would who changes a value in it.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { cloneFolder } from "lib/command/mod.ts";
import { join } from "node:path";
import pl, { type DataFrame } from "nodejs-polars";
import { readNotebook } from "../../notebooks/execution/notebook_format.ts";
import { extractScript } from "./extract.ts";

/** A value that a reader changes: the code as it stands, and what to put there. */
export type Change = readonly [before: string, after: string];

/** A run of a notebook's code, and what it left. */
export interface NotebookRun {
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
 * Runs a notebook's code as a script, without Jupyter, as it stands or with values changed.
 *
 * @param notebook the notebook's path from the clone's root
 * @param variables tells it its input
 * @param changes what to change; each must be found exactly once
 * @param cells run only so many of the code cells
 */
export async function runNotebook(
  notebook: string,
  variables: Readonly<Record<string, string>>,
  changes: readonly Change[] = [],
  cells = Infinity,
): Promise<NotebookRun> {
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

/**
 * Reads a table that a run saved.
 *
 * @param path the CSV file
 */
export function readTable(path: string): DataFrame {
  return pl.readCSV(path, { inferSchemaLength: null });
}
