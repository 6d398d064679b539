/**
 * The raw files of a data set, found in the archive or folder that the user names.
 *
 * @module
 */

import { errorText, InputError } from "lib/errors.ts";
import { readArchive } from "lib/raw/archive.ts";
import { type RawFile, type RawPlace } from "lib/raw/raw_file.ts";

/** Names of the files that belong together, by what each is. */
export type RawLayout<Role extends string> = Readonly<Record<Role, string>>;

/** Files to look for. */
export interface RawWanted<Role extends string> {
  /** Names under which the files may stand; of each layout the first file is looked for. */
  readonly layouts: readonly RawLayout<Role>[];
  /** What the user shall name instead: one imperative sentence. */
  readonly remedy: string;
}

/** Raw files of one data set. */
export interface RawSource<Role extends string> {
  readonly files: Readonly<Record<Role, RawFile>>;
  /** The one of the wanted layouts that was found. */
  readonly layout: RawLayout<Role>;
  /** Closes the archive, if there is one. */
  readonly close: () => Promise<void>;
}

/**
 * Files of a data set that stand together in a zip archive or a folder, at its top or in one folder
 * below; to be closed when they are read.
 */
export async function openRawSource<Role extends string>(
  path: string,
  wanted: RawWanted<Role>,
): Promise<RawSource<Role>> {
  const { remedy } = wanted;
  let isFolder: boolean;
  try {
    isFolder = (await Deno.stat(path)).isDirectory;
  } catch (error) {
    const missing = error instanceof Deno.errors.NotFound;
    throw new InputError(
      missing ? "there is no such file or folder" : `unreadable: ${errorText(error)}`,
      { file: path, remedy },
    );
  }
  const place = isFolder ? path.replace(/(?<=.)\/+$/, "") : path;
  const names = new Set(wanted.layouts.flatMap(fileNames));
  const { files, close } = isFolder
    ? await readFolder(place, names, remedy)
    : await readArchive(place, remedy);
  try {
    return { ...pickFiles(files, place, wanted), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function fileNames<Role extends string>(layout: RawLayout<Role>): string[] {
  return Object.values<string>(layout);
}

async function readFolder(
  folder: string,
  names: ReadonlySet<string>,
  remedy: string,
): Promise<RawPlace> {
  const files = new Map<string, RawFile>();
  try {
    for (const path of await listTwoLevels(folder, names)) {
      const full = `${folder}/${path}`;
      const { size, isFile } = await Deno.stat(full);
      if (!isFile) continue;
      files.set(path, { name: full, bytes: size, open: () => fileBytes(full, remedy) });
    }
  } catch (error) {
    throw new InputError(`unreadable: ${errorText(error)}`, { file: folder, remedy });
  }
  return { files, close: () => Promise.resolve() };
}

/** Paths, relative to the folder, that could be the raw files. */
async function listTwoLevels(folder: string, names: ReadonlySet<string>): Promise<string[]> {
  const paths: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (names.has(entry.name)) paths.push(entry.name);
    if (!entry.isDirectory) continue;
    for await (const inner of Deno.readDir(`${folder}/${entry.name}`)) {
      if (names.has(inner.name)) paths.push(`${entry.name}/${inner.name}`);
    }
  }
  return paths;
}

async function* fileBytes(path: string, remedy: string): AsyncGenerator<Uint8Array> {
  try {
    yield* (await Deno.open(path)).readable;
  } catch (error) {
    throw new InputError(`unreadable: ${errorText(error)}`, { file: path, remedy });
  }
}

/** Files of the uppermost folder that holds all of a layout. */
function pickFiles<Role extends string>(
  files: ReadonlyMap<string, RawFile>,
  place: string,
  { layouts, remedy }: RawWanted<Role>,
): { files: Readonly<Record<Role, RawFile>>; layout: RawLayout<Role> } {
  const firstName = (layout: RawLayout<Role>) => fileNames(layout)[0]!;
  const candidates = layouts.flatMap((layout) =>
    [...files.keys()]
      .filter((path) => path === firstName(layout) || path.endsWith(`/${firstName(layout)}`))
      .map((path) => ({ layout, folder: path.slice(0, -firstName(layout).length) }))
  );
  const depth = (folder: string) => folder.split("/").length;
  const top = Math.min(...candidates.map(({ folder }) => depth(folder)));
  const [chosen, ...others] = candidates.filter(({ folder }) => depth(folder) === top);
  const either = layouts.map(firstName).join(" or ");
  if (chosen === undefined) {
    throw new InputError(`it holds no ${either}`, { file: place, remedy });
  }
  if (others.length > 0) {
    const found = [chosen, ...others].map(({ folder, layout }) => folder + firstName(layout));
    throw new InputError(`it holds more than one ${either}: ${found.sort().join(", ")}`, {
      file: place,
      count: found.length,
      remedy: "Unpack it, if it is an archive, and name the folder of one of them.",
    });
  }
  const { layout, folder } = chosen;
  const picked: Partial<Record<Role, RawFile>> = {};
  for (const [role, name] of Object.entries<string>(layout)) {
    const file = files.get(folder + name);
    if (file === undefined) {
      throw new InputError(`it holds ${folder}${firstName(layout)} but no ${folder}${name}`, {
        file: place,
        remedy,
      });
    }
    picked[role as Role] = file;
  }
  // Every role of the layout has its file now.
  return { files: picked as Readonly<Record<Role, RawFile>>, layout };
}
