/**
 * Telling Jupyter about the project's own exporter, which its menus and nbconvert then offer.
 *
 * nbconvert finds exporters by the entry points of installed Python distributions. A small one is
 * written into a folder of its own inside the clone: our own environment is led there, and a borrowed
 * Jupyter, which is left as it is, gets the folder by a variable.
 *
 * @module
 */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeAtomically } from "lib/files/mod.ts";
import { ignoreAbsence } from "lib/system_error.ts";
import type { EnvironmentFolders } from "./folders.ts";

const MODULE = "writeup_exporter";

const SOURCE = fileURLToPath(new URL(`../export/jupyter/${MODULE}.py`, import.meta.url));

/** What makes the folder of a module a distribution, by the path in it. */
const DISTRIBUTION: Readonly<Record<string, string>> = {
  [`${MODULE}-1.0.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${MODULE}\nVersion: 1.0\n`,
  [`${MODULE}-1.0.dist-info/entry_points.txt`]:
    `[nbconvert.exporters]\nwriteup = ${MODULE}:WriteupExporter\n`,
};

/**
 * Registers the exporter, or renews what an older set-up registered.
 *
 * @param folders the folders of the clone's environment
 */
export async function ensureExporter(
  { environment, exporter }: EnvironmentFolders,
): Promise<void> {
  await ensureText(join(exporter, `${MODULE}.py`), await Deno.readTextFile(SOURCE));
  for (const [path, text] of Object.entries(DISTRIBUTION)) {
    await ensureText(join(exporter, path), text);
  }
  for (const packages of await packageFolders(environment)) {
    await ensureText(join(packages, `${MODULE}.pth`), `${exporter}\n`);
  }
}

/** The folders of the packages in our own Python environment; none where Jupyter is borrowed. */
async function packageFolders(environment: string): Promise<string[]> {
  const library = join(environment, "lib");
  const entries = await Array.fromAsync(Deno.readDir(library)).catch(ignoreAbsence) ?? [];
  const folders = entries.filter(({ name }) => name.startsWith("python"))
    .map(({ name }) => join(library, name, "site-packages"));
  const isThere = await Promise.all(
    folders.map((folder) => Deno.stat(folder).then(() => true, () => false)),
  );
  return folders.filter((_, at) => isThere[at]);
}

async function ensureText(path: string, text: string): Promise<void> {
  if (await Deno.readTextFile(path).catch(() => undefined) === text) return;
  await writeAtomically(path, (temporary) => Deno.writeTextFile(temporary, text));
}
