/**
 * Whether files are of the genuine release, found out before anything of them is used.
 *
 * @module
 */

import { ChecksumTap, MIND_CHECKSUMS, type MindChecksums } from "lib/raw/mind/checksums.ts";
import { openMindSource } from "lib/raw/mind/source.ts";
import { watchedBytes, type Watching } from "lib/raw/watched_bytes.ts";

/**
 * Whether one of the two files is of a genuine release, whose licence must then be accepted; only
 * files of the size of a genuine one are read for it.
 *
 * @throws {InputError} as {@linkcode openMindSource} does, or if a file cannot be read
 */
export async function holdsGenuine(
  path: string,
  watching: Watching = {},
  genuine: readonly MindChecksums[] = Object.values(MIND_CHECKSUMS),
): Promise<boolean> {
  const { files, close } = await openMindSource(path);
  try {
    for (const role of ["behaviors", "news"] as const) {
      const alike = genuine.map((release) => release[role])
        .filter(({ bytes }) => bytes === files[role].bytes);
      if (alike.length === 0) continue;
      const tap = new ChecksumTap();
      // Nothing but the checksum is taken from what passes.
      for await (const _ of tap.pass(watchedBytes(files[role], watching)));
      const { sha256 } = tap.checksum();
      if (alike.some((checksum) => checksum.sha256 === sha256)) return true;
    }
    return false;
  } finally {
    await close();
  }
}
