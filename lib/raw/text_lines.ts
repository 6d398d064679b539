/**
 * The lines of a stream of bytes.
 *
 * @module
 */

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Lines of a stream, each handed over with its number from 1, and in the end how many there are.
 *
 * Lines end in LF or CRLF; the last may lack its end. A byte order mark before the first line is
 * skipped. Each line is decoded by itself, so bytes that are no UTF-8 spoil one line only, which is
 * then `undefined`, or, with a second encoding such as `windows-1252`, cost it only its claim to be
 * UTF-8.
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
