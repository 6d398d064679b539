/**
 * The files of a zip archive, read one by one without unpacking it.
 *
 * @module
 */

import { type FileEntry, Reader, ZipReader } from "@zip.js/zip.js";
import { errorText, InputError } from "lib/errors.ts";
import { fileKind } from "lib/raw/file_kind.ts";
import { MAC_LEFTOVERS, type RawFile, type RawPlace } from "lib/raw/raw_file.ts";
import { formatCount } from "lib/text/counts.ts";

/** Number of entries above which an archive is refused: releases have about ten. */
export const MOST_ENTRIES = 10_000;

/** Unpacked size, in bytes, above which an entry is refused: releases have 1.4 GB at most. */
export const MOST_BYTES = 16e9;

/** Ratio of unpacked to packed size above which a large entry is refused: logs have about 4. */
export const MOST_RATIO = 200;

/** Unpacked size, in bytes, below which the ratio does not matter. */
const SMALL_BYTES = 1e6;

const UNPACK = "Unpack the archive, and name the folder.";
const AGAIN = "Download the archive again.";

const METHODS: Readonly<Record<number, string>> = {
  1: "Shrink",
  6: "Implode",
  12: "bzip2",
  14: "LZMA",
  93: "Zstandard",
  95: "xz",
  98: "PPMd",
};
/** Stored, Deflate and Deflate64. */
const READABLE_METHODS: ReadonlySet<number> = new Set([0, 8, 9]);

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
  const slices = new FileSlices(file);
  // Names are only compared, never written to, so none of them is unsafe.
  const reader = new ZipReader(slices, { useWebWorkers: false, filenameValidation: "tolerant" });
  const close = async () => {
    await reader.close();
    file.close();
  };
  try {
    return { files: await listFiles(reader, path), close };
  } catch (error) {
    const head = slices.read(0, 512);
    await close();
    if (error instanceof InputError) throw error;
    const kind = fileKind(head);
    if (kind !== undefined) {
      throw new InputError(`it is ${kind.kind}, not a zip archive`, {
        file: path,
        remedy: kind.remedy,
      });
    }
    throw new InputError(`not a readable zip archive: ${archiveFault(error)}`, {
      file: path,
      remedy: `${remedy} If this is the archive, download it again.`,
    });
  }
}

async function listFiles(
  reader: ZipReader<Deno.FsFile>,
  archive: string,
): Promise<Map<string, RawFile>> {
  const files = new Map<string, RawFile>();
  let entries = 0;
  for await (const entry of reader.getEntriesGenerator()) {
    if (++entries > MOST_ENTRIES) {
      throw new InputError(`the archive has more than ${formatCount(MOST_ENTRIES)} entries`, {
        file: archive,
        remedy: UNPACK,
      });
    }
    const path = entryPath(entry.filename);
    if (entry.directory || path.split("/").includes(MAC_LEFTOVERS)) continue;
    const name = `${archive}:${path}`;
    const fault = files.has(path)
      ? new InputError("the archive holds this entry more than once", {
        file: name,
        remedy: "Unpack the archive, see which of them is meant, and name the folder.",
      })
      : entryFault(entry, name);
    const bytes = entry.uncompressedSize;
    files.set(path, { name, bytes, open: () => entryBytes(entry, name), fault });
  }
  return files;
}

/** The path of an entry, with slashes also where Windows wrote it, and nothing that a screen obeys. */
function entryPath(filename: string): string {
  return filename.replaceAll("\\", "/").replaceAll(/[\p{Cc}\p{Cf}]/gu, "\uFFFD");
}

/** The reason not to unpack an entry, as far as the archive's directory tells it. */
export function entryFault(
  entry: Pick<
    FileEntry,
    "encrypted" | "compressionMethod" | "compressedSize" | "uncompressedSize"
  >,
  name: string,
): InputError | undefined {
  const refused = (what: string, remedy: string) => new InputError(what, { file: name, remedy });
  const { compressionMethod: method, compressedSize: packed, uncompressedSize: bytes } = entry;
  if (entry.encrypted) {
    return refused(
      "the entry is encrypted, with a password",
      "Unpack the archive with its password, and name the folder.",
    );
  }
  if (!READABLE_METHODS.has(method)) {
    const known = METHODS[method];
    const by = known === undefined ? `method ${method}` : `${known} (method ${method})`;
    return refused(`the entry is compressed by ${by}, which cannot be read here`, UNPACK);
  }
  const isBomb = bytes > SMALL_BYTES && bytes > MOST_RATIO * packed;
  if (bytes <= MOST_BYTES && !isBomb) return undefined;
  return refused(
    isBomb
      ? `the entry would unpack ${formatCount(packed)} bytes to ${formatCount(bytes)}, more than ` +
        `${MOST_RATIO} times as many`
      : `the entry would unpack to ${formatCount(bytes)} bytes, more than ${MOST_BYTES / 1e9} GB`,
    `Make sure of where the archive is from; if it is sound, unpack it, and name the folder.`,
  );
}

async function* entryBytes(entry: FileEntry, name: string): AsyncGenerator<Uint8Array> {
  let pipe!: TransformStreamDefaultController<Uint8Array>;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => {
      pipe = controller;
    },
  });
  const damaged = (what: string) => new InputError(what, { file: name, remedy: AGAIN });
  // A failure before the first byte ends neither side of the stream: whoever reads would wait.
  entry.getData(writable, { checkSignature: true, useWebWorkers: false })
    .catch((error: unknown) => pipe.error(error));
  let bytes = 0;
  try {
    for await (const chunk of readable) {
      bytes += chunk.length;
      if (bytes > entry.uncompressedSize) break;
      yield chunk;
    }
  } catch (error) {
    throw damaged(`the archive is damaged: ${archiveFault(error)}`);
  }
  if (bytes === entry.uncompressedSize) return;
  const said = formatCount(entry.uncompressedSize);
  throw damaged(
    `the archive is damaged: the entry should unpack to ${said} bytes, and has ` +
      (bytes > entry.uncompressedSize ? "more" : formatCount(bytes)),
  );
}

/** The words of zip.js for a fault, with the reason where they name none. */
function archiveFault(error: unknown): string {
  const { reason } = Object(error) as { readonly reason?: unknown };
  return typeof reason === "string" ? `${errorText(error)}, ${reason}` : errorText(error);
}

/** Parts of a file, so that an archive never stands in memory as a whole. */
class FileSlices extends Reader<Deno.FsFile> {
  readonly #file: Deno.FsFile;

  constructor(file: Deno.FsFile) {
    super(file);
    this.#file = file;
    this.size = file.statSync().size;
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return Promise.resolve(this.read(index, length));
  }

  // Seek and read must not be torn apart by another read: hence the synchronous calls.
  read(index: number, length: number): Uint8Array {
    // A damaged directory may ask for more than there is.
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - index)));
    this.#file.seekSync(index, Deno.SeekMode.Start);
    let filled = 0;
    while (filled < bytes.length) {
      const count = this.#file.readSync(bytes.subarray(filled));
      if (count === null) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  }
}
