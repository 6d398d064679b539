/**
 * The raw files of a data set, found in the archive or folder that the user names.
 *
 * @module
 */

import { errorText, InputError } from "lib/errors.ts";
import { specialKind } from "lib/files/special_file.ts";
import { readArchive } from "lib/raw/archive.ts";
import { MAC_LEFTOVERS, type RawFile, type RawPlace } from "lib/raw/raw_file.ts";
import { formatCount } from "lib/text/counts.ts";

/** Names of the files that belong together, by what each is. */
export type RawLayout<Role extends string> = Readonly<Record<Role, string>>;

/** Files to look for. */
export interface RawWanted<Role extends string> {
  /** Names under which the files may stand; of each layout the first file is looked for. */
  readonly layouts: readonly RawLayout<Role>[];
  /** What the user shall name instead: one imperative sentence. */
  readonly remedy: string;
  /** The data set that other files look like by their names, if any. */
  readonly looksLike?: (names: readonly string[]) => string | undefined;
}

/** Raw files of one data set. */
export interface RawSource<Role extends string> {
  readonly files: Readonly<Record<Role, RawFile>>;
  /** What is read on the disk: the archive, or each file. */
  readonly paths: readonly string[];
  /** The one of the wanted layouts that was found. */
  readonly layout: RawLayout<Role>;
  /** Closes the archive, if there is one. */
  readonly close: () => Promise<void>;
}

/** Folders below the named one that are searched: archives are often unpacked into a new folder. */
const DEEPEST = 2;

/** Names of other files that a refusal lists. */
const SHOWN_FILES = 8;

/**
 * Files of a data set that stand together in a zip archive or a folder, at its top or in a folder
 * below; to be closed when they are read.
 */
export async function openRawSource<Role extends string>(
  path: string,
  wanted: RawWanted<Role>,
): Promise<RawSource<Role>> {
  const { remedy } = wanted;
  let found: Deno.FileInfo;
  try {
    found = await Deno.stat(path);
  } catch (error) {
    const missing = error instanceof Deno.errors.NotFound;
    throw new InputError(
      missing ? "there is no such file or folder" : `unreadable: ${errorText(error)}`,
      { file: path, remedy },
    );
  }
  const special = specialKind(found);
  if (special !== undefined) throw notAFile(special, path, remedy);
  const isFolder = found.isDirectory;
  const place = isFolder ? path.replace(/(?<=.)\/+$/, "") : path;
  const { files, close } = isFolder
    ? await readFolder(place, wanted)
    : await readArchive(place, remedy);
  try {
    const picked = pickFiles(files, place, wanted);
    const names = Object.values<RawFile>(picked.files).map(({ name }) => name);
    return { ...picked, paths: isFolder ? names : [place], close };
  } catch (error) {
    await close();
    throw error;
  }
}

function fileNames<Role extends string>(layout: RawLayout<Role>): string[] {
  return Object.values<string>(layout);
}

function firstName<Role extends string>(layout: RawLayout<Role>): string {
  return fileNames(layout)[0]!;
}

/** All files down to the uppermost level with one that is looked for first. */
async function readFolder<Role extends string>(
  folder: string,
  { layouts, remedy }: RawWanted<Role>,
): Promise<RawPlace> {
  const files = new Map<string, RawFile>();
  const names = new Set(layouts.flatMap(fileNames));
  const first = new Set(layouts.map(firstName));
  let level = [""];
  let isFound = false;
  try {
    for (let depth = 0; depth <= DEEPEST && !isFound; depth++) {
      const below: string[] = [];
      for (const inner of level) {
        for await (const { name, isDirectory } of Deno.readDir(`${folder}/${inner}`)) {
          const path = inner + name;
          if (isDirectory) {
            if (name !== MAC_LEFTOVERS) below.push(`${path}/`);
            continue;
          }
          const full = `${folder}/${path}`;
          const file = names.has(name) ? await wantedFile(full, remedy) : otherFile(full, remedy);
          if (file === undefined) continue;
          files.set(path, file);
          isFound ||= first.has(name);
        }
      }
      level = below;
    }
  } catch (error) {
    throw new InputError(`unreadable: ${errorText(error)}`, { file: folder, remedy });
  }
  return { files, close: () => Promise.resolve() };
}

async function wantedFile(path: string, remedy: string): Promise<RawFile | undefined> {
  const found = await Deno.stat(path);
  // A link may lead to a folder.
  if (found.isDirectory) return undefined;
  const special = specialKind(found);
  return {
    ...otherFile(path, remedy),
    bytes: found.size,
    fault: special === undefined ? undefined : notAFile(special, path, remedy),
  };
}

function otherFile(path: string, remedy: string): RawFile {
  return { name: path, bytes: 0, open: () => fileBytes(path, remedy) };
}

/** The refusal of what would be waited for, or never end. */
function notAFile(special: string, path: string, remedy: string): InputError {
  return new InputError(`it is ${special}, not a file`, { file: path, remedy });
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
  { layouts, remedy, looksLike }: RawWanted<Role>,
): { files: Readonly<Record<Role, RawFile>>; layout: RawLayout<Role> } {
  const candidates = layouts.flatMap((layout) =>
    [...files.keys()]
      .filter((path) => path === firstName(layout) || path.endsWith(`/${firstName(layout)}`))
      .map((path) => ({ layout, folder: path.slice(0, -firstName(layout).length) }))
  );
  const depth = (folder: string) => folder.split("/").length;
  const top = Math.min(...candidates.map(({ folder }) => depth(folder)));
  const [chosen, ...others] = candidates.filter(({ folder }) => depth(folder) === top);
  const release = looksLike?.(
    [...files.keys()].map((path) => path.slice(path.lastIndexOf("/") + 1)),
  );
  const like = release === undefined ? "" : `; that looks like ${release}`;
  const either = layouts.map(firstName).join(" or ");
  if (chosen === undefined) {
    throw new InputError(`it holds no ${either}${describeOthers([...files.keys()])}${like}`, {
      file: place,
      remedy,
    });
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
      throw new InputError(
        `it holds ${folder}${firstName(layout)} but no ${folder}${name}${like}`,
        {
          file: place,
          remedy,
        },
      );
    }
    if (file.fault !== undefined) throw file.fault;
    picked[role as Role] = file;
  }
  // Every role of the layout has its file now.
  return { files: picked as Readonly<Record<Role, RawFile>>, layout };
}

/** What a place holds instead, such as `, but a.txt, b.txt and 3 other files`. */
function describeOthers(paths: readonly string[]): string {
  if (paths.length === 0) return "";
  const shown = paths.toSorted().slice(0, SHOWN_FILES);
  const more = paths.length - shown.length;
  return `, but ${shown.join(", ")}${
    more === 0 ? "" : ` and ${formatCount(more)} other ${more === 1 ? "file" : "files"}`
  }`;
}
