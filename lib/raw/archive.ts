/**
 * The files of a zip archive, read one by one without unpacking it.
 *
 * @module
 */

import { type FileEntry, Reader, ZipReader } from "@zip.js/zip.js";
import { errorText, InputError } from "lib/errors.ts";
import { type RawFile, type RawPlace } from "lib/raw/raw_file.ts";

/**
 * Files of a zip archive, to be closed when they are read; `remedy` tells the user of another file
 * what to name.
 */
export async function readArchive(path: string, remedy: string): Promise<RawPlace> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path);
  } catch (error) {
    throw new InputError(`unreadable: ${errorText(error)}`, { file: path, remedy });
  }
  const reader = new ZipReader(new FileSlices(file), { useWebWorkers: false });
  const close = async () => {
    await reader.close();
    file.close();
  };
  try {
    const files = new Map<string, RawFile>();
    for (const entry of await reader.getEntries()) {
      if (entry.directory) continue;
      const name = `${path}:${entry.filename}`;
      files.set(entry.filename, {
        name,
        bytes: entry.uncompressedSize,
        open: () => entryBytes(entry, name),
      });
    }
    return { files, close };
  } catch (error) {
    await close();
    throw new InputError(`not a readable zip archive: ${errorText(error)}`, {
      file: path,
      remedy: `${remedy} If this is the archive, download it again.`,
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
    throw new InputError(`the archive is damaged: ${errorText(failure)}`, {
      file: name,
      remedy: "Download the archive again.",
    });
  }
}

/** Parts of a file, so that an archive never stands in memory as a whole. */
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
