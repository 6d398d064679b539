/**
 * Files that are taken for zip archives and are something else, told by their first bytes.
 *
 * @module
 */

/** A kind of file, and what makes the data in it readable. */
export interface FileKind {
  /** With its article, such as `a gzip archive`. */
  readonly kind: string;
  /** One imperative sentence. */
  readonly remedy: string;
}

const UNPACK = "Unpack it, and name the folder.";

/** What a file of each kind holds at a place, 0 unless given. */
const SIGNATURES: readonly {
  readonly kind: string;
  readonly at?: number;
  readonly bytes: string;
}[] = [
  { kind: "a gzip archive, as .tar.gz", bytes: "\x1f\x8b" },
  { kind: "a bzip2 archive, as .tar.bz2", bytes: "BZh" },
  { kind: "an xz archive, as .tar.xz", bytes: "\xfd7zXZ" },
  { kind: "a Zstandard archive, as .tar.zst", bytes: "\x28\xb5\x2f\xfd" },
  { kind: "a 7-Zip archive", bytes: "7z\xbc\xaf\x27\x1c" },
  { kind: "a RAR archive", bytes: "Rar!" },
  { kind: "a tar archive", at: 257, bytes: "ustar" },
];

/** The kind of a file by its first bytes, of which 512 are enough; `undefined` for any other. */
export function fileKind(head: Uint8Array): FileKind | undefined {
  const text = Array.from(head, (byte) => String.fromCharCode(byte)).join("");
  if (/^\s*<(!doctype|html)/i.test(text)) {
    return {
      kind: "a web page",
      remedy: "Download the archive again, and see in a browser what the page says.",
    };
  }
  const found = SIGNATURES.find(({ bytes, at = 0 }) => text.startsWith(bytes, at));
  return found === undefined ? undefined : { kind: found.kind, remedy: UNPACK };
}
