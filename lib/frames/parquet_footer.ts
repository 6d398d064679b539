/**
 * Entries of a parquet file's footer, name and text, which Polars neither reads nor writes.
 *
 * @module
 */

import { ByteWriter } from "hyparquet-writer";
import { serializeTCompactProtocol } from "hyparquet-writer/src/thrift.js";
import { deserializeTCompactProtocol } from "hyparquet/src/thrift.js";

/** Behind the footer: its length, in four bytes, and `PAR1`. */
const TAIL = 8;

/** No footer is read that is longer; those of this project's tables have some 6,000 bytes. */
const LONGEST_FOOTER = 4_000_000;

/** What is read of `FileMetaData`, by the numbers of the parquet format's fields. */
interface Footer {
  /** Version, schema, number of rows and row groups. */
  readonly field_1?: unknown;
  readonly field_2?: unknown;
  readonly field_3?: unknown;
  readonly field_4?: unknown;
  /** The entries: key and value, as bytes where they were read. */
  readonly field_5?: readonly { readonly field_1?: unknown; readonly field_2?: unknown }[];
}

/**
 * Text that a parquet file's footer holds under a key; `undefined` where there is none, or no footer
 * that can be read: what else is wrong with a file, its reader says.
 */
export function readFooterEntry(path: string, key: string): string | undefined {
  try {
    using file = Deno.openSync(path);
    const entries = parse(readFooter(file).bytes).field_5 ?? [];
    const found = entries.find((entry) => textOf(entry.field_1) === key);
    return found === undefined ? undefined : textOf(found.field_2);
  } catch {
    return undefined;
  }
}

/**
 * A parquet file's footer with an entry, which replaces one of the same key. Columns and the rest of
 * the footer keep their bytes. The file itself is changed: give one that is not in its place yet.
 *
 * @throws {Error} if the footer is not as Polars writes it
 */
export function setFooterEntry(path: string, key: string, value: string): void {
  using file = Deno.openSync(path, { read: true, write: true });
  const { bytes, start } = readFooter(file);
  const { field_1, field_2, field_3, field_4, field_5 = [] } = parse(bytes);
  const before = { field_1, field_2, field_3, field_4 };
  // What the library writes anew has the length of what it read, so it tells where the entries stand;
  // but it knows fewer types than there are, so of the rest the bytes themselves are kept.
  const [from, to] = [serialized(before).length, serialized({ ...before, field_5 }).length];
  const entries = (list: readonly object[]) =>
    serialized({ ...before, field_5: list }).subarray(from);
  if (!isSame(bytes.subarray(from, to), entries(field_5))) {
    throw new Error(`${path}: the entries of the footer are not where they should be`);
  }
  const others = field_5.filter((entry) => textOf(entry.field_1) !== key);
  const footer = [
    bytes.subarray(0, from),
    entries([...others, { field_1: key, field_2: value }]),
    bytes.subarray(to),
  ];
  const length = footer.reduce((sum, part) => sum + part.length, 0);
  const tail = new Uint8Array(TAIL);
  new DataView(tail.buffer).setUint32(0, length, true);
  tail.set(new TextEncoder().encode("PAR1"), 4);
  file.seekSync(start, Deno.SeekMode.Start);
  for (const part of [...footer, tail]) writeAll(file, part);
  file.truncateSync(start + length + TAIL);
}

/** The bytes of the footer, and where in the file they begin. */
function readFooter(file: Deno.FsFile): { bytes: Uint8Array; start: number } {
  const { size } = file.statSync();
  const tail = readAt(file, size - TAIL, TAIL);
  const length = new DataView(tail.buffer).getUint32(0, true);
  const start = size - TAIL - length;
  if (new TextDecoder().decode(tail.subarray(4)) !== "PAR1" || start < 4) {
    throw new Error("this is no parquet file");
  }
  if (length > LONGEST_FOOTER) throw new Error(`the footer has ${length} bytes`);
  return { bytes: readAt(file, start, length), start };
}

function readAt(file: Deno.FsFile, start: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  file.seekSync(start, Deno.SeekMode.Start);
  for (let read = 0; read < length;) {
    const count = file.readSync(bytes.subarray(read));
    if (count === null) throw new Error("the file is too short");
    read += count;
  }
  return bytes;
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    written += file.writeSync(bytes.subarray(written));
  }
}

function parse(bytes: Uint8Array): Footer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return deserializeTCompactProtocol({ view, offset: 0 });
}

/** Fields in the form in which they stand in the footer, without the byte that ends it. */
function serialized(fields: object): Uint8Array {
  const writer = new ByteWriter();
  serializeTCompactProtocol(writer, { ...fields });
  return new Uint8Array(writer.getBuffer()).subarray(0, -1);
}

function textOf(value: unknown): string | undefined {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : undefined;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, place) => byte === b[place]);
}
