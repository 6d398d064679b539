/**
 * Zip archives written byte by byte, for the faults that no writer of archives makes.
 *
 * @module
 */

import { crc32, deflateRawSync } from "node:zlib";

/** One entry, sound unless more than its name and data are given. */
export interface ZipEntry {
  readonly name: string | Uint8Array;
  /** Its content, as it is packed with any method but 8. */
  readonly data: string | Uint8Array;
  /** What it unpacks to, the data unless given. */
  readonly unpacked?: string;
  /** Method of compression: 8 (Deflate) unless given; for any other the data are not compressed. */
  readonly method?: number;
  /** Bits such as 1 for a password, 65 for strong encryption. */
  readonly flags?: number;
  /** Unpacked size that the archive states, the true one unless given. */
  readonly statedBytes?: number;
}

/** The bytes of an archive with these entries. */
export function zipBytes(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, data, unpacked = data, method = 8, flags = 0, statedBytes } = entry;
    const raw = encoded(unpacked);
    const packed = method === 8 ? new Uint8Array(deflateRawSync(raw)) : encoded(data);
    const title = encoded(name);
    const shared = [
      ...short(20, flags, method, 0, 0x5d79),
      ...long(crc32(raw), packed.length, statedBytes ?? raw.length),
      ...short(title.length, 0),
    ];
    const local = Uint8Array.from([...long(0x04034b50), ...shared, ...title]);
    directory.push(Uint8Array.from([
      ...long(0x02014b50),
      ...short(20),
      ...shared,
      ...short(0, 0, 0),
      ...long(0, offset),
      ...title,
    ]));
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Uint8Array.from([
    ...long(0x06054b50),
    ...short(0, 0, entries.length & 0xffff, entries.length & 0xffff),
    ...long(size, offset),
    ...short(0),
  ]);
  return joined([...parts, ...directory, end]);
}

function encoded(text: string | Uint8Array): Uint8Array {
  return typeof text === "string" ? new TextEncoder().encode(text) : text;
}

/** Numbers as two bytes each, the lower one first. */
function short(...values: readonly number[]): number[] {
  return values.flatMap((value) => [value & 255, value >> 8 & 255]);
}

/** Numbers as four bytes each, the lowest one first. */
function long(...values: readonly number[]): number[] {
  return values.flatMap((value) => short(value & 0xffff, value >>> 16));
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
