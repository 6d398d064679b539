/**
 * Reading a stream of bytes line by line.
 *
 * @module
 */

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Cuts a stream into lines and hands them over one by one.
 *
 * Lines end in LF or CRLF; the last may lack its end. A byte order mark before the first line is
 * skipped. Each line is decoded by itself, so bytes that are no UTF-8 spoil one line only, or, with
 * a second encoding, cost it only its claim to be UTF-8.
 *
 * @param stream the file's bytes, in chunks of any size
 * @param onLine receives the line without its end, or `undefined` where it is not UTF-8, and its
 *   number, from 1
 * @param otherEncoding how to read a line that is not UTF-8, such as `windows-1252`; without it such
 *   a line is `undefined`
 * @returns how many lines there are
 *
 * @example
 * ```ts
 * import { readLines } from "lib/raw/text_lines.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const lines: (string | undefined)[] = [];
 * const count = await readLines(new Blob(["one\r\ntwo"]).stream(), (line) => lines.push(line));
 * assertEquals(count, 2);
 * assertEquals(lines, ["one", "two"]);
 * ```
 */
export async function readLines(
  stream: AsyncIterable<Uint8Array>,
  onLine: (text: string | undefined, lineNumber: number) => void,
  otherEncoding?: string,
): Promise<number> {
  const firstLineDecoder = new TextDecoder("utf-8", { fatal: true });
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const otherDecoder = otherEncoding === undefined ? undefined : new TextDecoder(otherEncoding);
  let lineNumber = 0;
  const emit = (bytes: Uint8Array) => {
    lineNumber++;
    const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
    const line = bytes.subarray(0, end);
    let text: string | undefined;
    try {
      text = (lineNumber === 1 ? firstLineDecoder : decoder).decode(line);
    } catch {
      text = otherDecoder?.decode(line);
    }
    onLine(text, lineNumber);
  };

  let pieces: Uint8Array[] = []; // the beginning of a line whose end is still to come
  for await (const chunk of stream) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, start);
      if (end < 0) break;
      const last = chunk.subarray(start, end);
      emit(pieces.length === 0 ? last : joined([...pieces, last]));
      pieces = [];
      start = end + 1;
    }
    // Copied, because a stream may use the chunk's memory again for the next one.
    if (start < chunk.length) pieces.push(chunk.slice(start));
  }
  if (pieces.length > 0) emit(joined(pieces));
  return lineNumber;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
