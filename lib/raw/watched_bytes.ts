/**
 * The bytes of a raw file, read with progress and until a signal.
 *
 * @module
 */

import type { OnProgress } from "lib/progress.ts";
import type { RawFile } from "lib/raw/raw_file.ts";

/** Progress of a reading, and the signal that ends it. */
export interface Watching {
  /** Counts the bytes read: 0 first, the file's size last. */
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Bytes of a raw file, reported as they are used; throws the signal's reason once it is given. */
export async function* watchedBytes(
  file: RawFile,
  { onProgress, signal }: Watching,
): AsyncGenerator<Uint8Array> {
  const text = `Reading ${file.name} (${(file.bytes / 1e6).toFixed(1)} MB)`;
  let done = 0;
  const tell = () => onProgress?.({ step: "reading", text, done, total: file.bytes });
  tell();
  for await (const chunk of file.open()) {
    signal?.throwIfAborted();
    yield chunk;
    done += chunk.length;
    tell();
  }
  signal?.throwIfAborted();
}
