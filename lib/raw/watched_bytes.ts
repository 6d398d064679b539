/**
 * The bytes of a raw file, read with progress and until a signal.
 *
 * @module
 */

import { InputError } from "lib/errors.ts";
import type { OnProgress } from "lib/progress.ts";
import type { RawFile } from "lib/raw/raw_file.ts";
import { formatCount } from "lib/text/counts.ts";

/** Length of a line, in bytes, above which a file is refused: those of releases have some 10,000. */
export const LONGEST_LINE = 10_000_000;

const LINE_FEED = 10;

/** Progress of a reading, and the signal that ends it. */
export interface Watching {
  /** Counts the bytes read: 0 first, the file's size last. */
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Bytes of a raw file, reported as they are used; throws the signal's reason once it is given, and an
 * {@linkcode InputError} where a line does not end.
 */
export async function* watchedBytes(
  file: RawFile,
  { onProgress, signal }: Watching,
): AsyncGenerator<Uint8Array> {
  const text = `Reading ${file.name} (${(file.bytes / 1e6).toFixed(1)} MB)`;
  let done = 0;
  let lineLength = 0; // as far as it has come without an end
  const tell = () =>
    onProgress?.({ step: "reading", text, subject: file.name, done, total: file.bytes });
  tell();
  for await (const chunk of file.open()) {
    signal?.throwIfAborted();
    if (done === 0) refuseWideText(chunk, file.name);
    const end = chunk.indexOf(LINE_FEED);
    lineLength += end < 0 ? chunk.length : end;
    if (lineLength > LONGEST_LINE) throw lineTooLong(file.name);
    if (end >= 0) lineLength = chunk.length - 1 - chunk.lastIndexOf(LINE_FEED);
    yield chunk;
    done += chunk.length;
    tell();
  }
  signal?.throwIfAborted();
}

/** Text in UTF-16, as spreadsheets save it, would be read as lines full of blanks. */
function refuseWideText([first, second]: Uint8Array, file: string): void {
  const isWide = first === 0xff && second === 0xfe || first === 0xfe && second === 0xff;
  if (!isWide) return;
  throw new InputError("it is text in UTF-16", { file, remedy: "Save it as UTF-8." });
}

function lineTooLong(file: string): InputError {
  return new InputError(`it has a line of more than ${formatCount(LONGEST_LINE)} bytes`, {
    file,
    remedy: "Use a text file whose lines end in LF or CRLF.",
  });
}
