/**
 * The record of what a run wrote into the folder of its writeup, so that the next run clears that and
 * nothing else.
 *
 * @module
 */

import { basename, dirname } from "node:path";
import { InputError } from "lib/errors.ts";
import { removeAbandoned } from "lib/files/partial.ts";
import { removeIfThere } from "lib/files/presence.ts";
import { ignoreAbsence } from "lib/system_error.ts";

/** Lists, one a line, the files that a run wrote, so that the next one clears these and no others. */
const RECORD = ".written";

/** Notes a file of a writeup, by its path from the folder. */
export async function recordWritten(directory: string, path: string): Promise<void> {
  await Deno.writeTextFile(`${directory}/${RECORD}`, `${path}\n`, { append: true });
}

/** Clears what an earlier run wrote; an exported page is refused, and nothing is cleared then. */
export async function clearWritten(directory: string): Promise<void> {
  const recorded = await readRecord(directory);
  const page = recorded.find((path) => path.endsWith(".html"));
  if (page !== undefined) {
    throw new InputError(`The folder holds an exported page, ${page}`, {
      file: directory,
      remedy: "Name another folder in WRITEUP_DIR: the export stays until the next one.",
    });
  }
  for (const path of recorded) await removeIfThere(`${directory}/${path}`);
  for (const folder of [".", "tables", "figures"]) {
    const places = recorded.filter((path) => dirname(path) === folder).map((path) =>
      basename(path)
    );
    await clearPartials(`${directory}/${folder}`, places);
  }
  // Last, so that an interrupted clearing is taken up again.
  await removeIfThere(`${directory}/${RECORD}`);
}

/** The files that an earlier run recorded, relative to the folder. */
async function readRecord(directory: string): Promise<string[]> {
  const recorded = (await readIfThere(`${directory}/${RECORD}`)).split("\n");
  // A record that was tampered with must not reach beyond the folder.
  return recorded.filter((path) => /^((tables|figures)\/)?[A-Za-z0-9][\w.-]*$/.test(path));
}

/** Removes what interrupted writes left in a folder, if it is there. */
async function clearPartials(folder: string, places: readonly string[]): Promise<void> {
  await removeAbandoned(folder, places).catch(ignoreAbsence);
}

async function readIfThere(path: string): Promise<string> {
  return await Deno.readTextFile(path).catch(ignoreAbsence) ?? "";
}
