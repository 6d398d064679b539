/**
 * Following a long reading, and ending it.
 *
 * @module
 */

import type { RawFile } from "lib/raw/raw_file.ts";

/** Who follows a reading, and who may end it. */
export interface Watcher {
  /** Hears of the bytes read so far: 0 first, the file's size last. */
  readonly onBytes?: (done: number) => void;
  /** Ends the reading by an exception. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a raw file while somebody watches.
 *
 * @param file the file
 * @param watcher who follows, and who may end it
 * @returns the file's bytes
 * @throws the signal's reason, once it is given
 *
 * @example
 * ```ts
 * import { watchedBytes } from "lib/raw/watched_bytes.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const file = { name: "visits.tsv", bytes: 2, open: () => twice(Uint8Array.of(49)) };
 * async function* twice(chunk: Uint8Array) {
 *   yield* [chunk, chunk];
 * }
 * const seen: number[] = [];
 * for await (const _ of watchedBytes(file, { onBytes: (done) => seen.push(done) }));
 * assertEquals(seen, [0, 1, 2]);
 * ```
 */
export async function* watchedBytes(
  file: RawFile,
  { onBytes, signal }: Watcher,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  onBytes?.(done);
  for await (const chunk of file.open()) {
    signal?.throwIfAborted();
    yield chunk;
    onBytes?.(done += chunk.length);
  }
  signal?.throwIfAborted();
}
