/**
 * Finding `behaviors.tsv` and `news.tsv` in the archive or folder that the user names.
 *
 * @module
 */

import { type FileEntry, Reader, ZipReader } from "@zip.js/zip.js";
import { InputError } from "lib/errors.ts";

/** One raw file, wherever it lies. */
export interface MindFile {
  /** Where it lies, as the user would say it: a path, or archive and entry. */
  readonly name: string;
  /** Its unpacked size in bytes. */
  readonly bytes: number;
  /**
   * Opens it.
   *
   * @returns its unpacked bytes; iterating throws an {@linkcode InputError} if they cannot be read
   */
  readonly open: () => AsyncGenerator<Uint8Array>;
}

/** The two raw files of one split. */
export interface MindSource {
  /** The impressions. */
  readonly behaviors: MindFile;
  /** The articles. */
  readonly news: MindFile;
  /** Lets go of the archive, if there is one. */
  readonly close: () => Promise<void>;
}

const BEHAVIORS = "behaviors.tsv";
const NEWS = "news.tsv";
const REMEDY =
  `Name the MIND archive (such as MINDsmall_train.zip) or the folder with ${BEHAVIORS} ` +
  `and ${NEWS}.`;

/**
 * Opens a zip archive or a folder that holds the two raw files, at its top or in one folder below.
 *
 * @param path the archive or the folder
 * @returns the two files; close it when they are read
 * @throws {InputError} if the path is neither, or if the files are missing or stand there twice
 *
 * @example
 * ```ts
 * import { openMindSource } from "lib/impressions/mind/source.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * Deno.writeTextFileSync(`${folder}/behaviors.tsv`, "1\n");
 * Deno.writeTextFileSync(`${folder}/news.tsv`, "two\n");
 * const source = await openMindSource(folder);
 * assertEquals([source.behaviors.bytes, source.news.bytes], [2, 4]);
 * await source.close();
 * ```
 */
export async function openMindSource(path: string): Promise<MindSource> {
  let isFolder: boolean;
  try {
    isFolder = (await Deno.stat(path)).isDirectory;
  } catch (error) {
    const missing = error instanceof Deno.errors.NotFound;
    throw new InputError(
      missing ? "there is no such file or folder" : `unreadable: ${said(error)}`,
      {
        file: path,
        remedy: REMEDY,
      },
    );
  }
  return isFolder ? await openFolder(path.replace(/(?<=.)\/+$/, "")) : await openArchive(path);
}

async function openFolder(folder: string): Promise<MindSource> {
  const files = new Map<string, MindFile>();
  try {
    for (const path of await listTwoLevels(folder)) {
      const full = `${folder}/${path}`;
      const { size, isFile } = await Deno.stat(full);
      if (isFile) files.set(path, { name: full, bytes: size, open: () => fileBytes(full) });
    }
  } catch (error) {
    throw new InputError(`unreadable: ${said(error)}`, { file: folder, remedy: REMEDY });
  }
  return { ...pickPair(files, folder), close: () => Promise.resolve() };
}

/** The paths, relative to the folder, that could be the raw files. */
async function listTwoLevels(folder: string): Promise<string[]> {
  const wanted = (name: string) => name === BEHAVIORS || name === NEWS;
  const paths: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (wanted(entry.name)) paths.push(entry.name);
    if (!entry.isDirectory) continue;
    for await (const inner of Deno.readDir(`${folder}/${entry.name}`)) {
      if (wanted(inner.name)) paths.push(`${entry.name}/${inner.name}`);
    }
  }
  return paths;
}

async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* (await Deno.open(path)).readable;
  } catch (error) {
    throw new InputError(`unreadable: ${said(error)}`, { file: path, remedy: REMEDY });
  }
}

async function openArchive(path: string): Promise<MindSource> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path);
  } catch (error) {
    throw new InputError(`unreadable: ${said(error)}`, { file: path, remedy: REMEDY });
  }
  const reader = new ZipReader(new FileSlices(file), { useWebWorkers: false });
  const close = async () => {
    await reader.close();
    file.close();
  };
  try {
    const files = new Map<string, MindFile>();
    for (const entry of await reader.getEntries()) {
      if (entry.directory) continue;
      const name = `${path}:${entry.filename}`;
      files.set(entry.filename, {
        name,
        bytes: entry.uncompressedSize,
        open: () => entryBytes(entry, name),
      });
    }
    return { ...pickPair(files, path), close };
  } catch (error) {
    await close();
    if (error instanceof InputError) throw error;
    throw new InputError(`not a readable zip archive: ${said(error)}`, {
      file: path,
      remedy: `${REMEDY} If this is the archive, download it again.`,
    });
  }
}

async function* entryBytes(entry: FileEntry, name: string): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  // Its outcome is a value: a reader that stops halfway must not leave a rejection unheard.
  const outcome = entry.getData(writable, { checkSignature: true, useWebWorkers: false })
    .then(() => undefined, (error: unknown) => error ?? "unknown fault");
  let failure: unknown;
  try {
    yield* readable;
    failure = await outcome;
  } catch (error) {
    failure = error;
  }
  if (failure !== undefined) {
    throw new InputError(`the archive is damaged: ${said(failure)}`, {
      file: name,
      remedy: "Download the archive again.",
    });
  }
}

/** Chooses the uppermost folder that holds both files. */
function pickPair(
  files: ReadonlyMap<string, MindFile>,
  place: string,
): { behaviors: MindFile; news: MindFile } {
  const folders = [...files.keys()]
    .filter((path) => path === BEHAVIORS || path.endsWith(`/${BEHAVIORS}`))
    .map((path) => path.slice(0, -BEHAVIORS.length));
  const depth = (folder: string) => folder.split("/").length;
  const top = Math.min(...folders.map(depth));
  const [folder, ...others] = folders.filter((candidate) => depth(candidate) === top);
  if (folder === undefined) {
    throw new InputError(`it holds no ${BEHAVIORS}`, { file: place, remedy: REMEDY });
  }
  if (others.length > 0) {
    const found = [folder, ...others].sort().map((each) => `${each}${BEHAVIORS}`).join(", ");
    throw new InputError(`it holds more than one ${BEHAVIORS}: ${found}`, {
      file: place,
      count: others.length + 1,
      remedy: "Unpack it, if it is an archive, and name the folder of one of them.",
    });
  }
  const behaviors = files.get(`${folder}${BEHAVIORS}`);
  const news = files.get(`${folder}${NEWS}`);
  if (behaviors === undefined || news === undefined) {
    throw new InputError(`it holds ${folder}${BEHAVIORS} but no ${folder}${NEWS}`, {
      file: place,
      remedy: REMEDY,
    });
  }
  return { behaviors, news };
}

/** Reads parts of a file, so that an archive never stands in memory as a whole. */
class FileSlices extends Reader<Deno.FsFile> {
  readonly #file: Deno.FsFile;

  constructor(file: Deno.FsFile) {
    super(file);
    this.#file = file;
    this.size = file.statSync().size;
  }

  // Seek and read must not be torn apart by another read: hence the synchronous calls.
  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    this.#file.seekSync(index, Deno.SeekMode.Start);
    let filled = 0;
    while (filled < length) {
      const count = this.#file.readSync(bytes.subarray(filled));
      if (count === null) break;
      filled += count;
    }
    return Promise.resolve(bytes.subarray(0, filled));
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
