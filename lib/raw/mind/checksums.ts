/**
 * Telling the genuine MINDsmall files from others by their SHA-256.
 *
 * @module
 */

import { createHash } from "node:crypto";

/** The fingerprint of one file. */
export interface Checksum {
  /** SHA-256 in lower-case hexadecimal. */
  readonly sha256: string;
  /** The file's size in bytes. */
  readonly bytes: number;
}

/** The fingerprints of the two files that are read. */
export interface MindChecksums {
  /** Of `behaviors.tsv`. */
  readonly behaviors: Checksum;
  /** Of `news.tsv`. */
  readonly news: Checksum;
}

/** The genuine releases that are recognised. */
export type MindRelease = "MINDsmall train" | "MINDsmall dev";

/** The fingerprints of the genuine files. */
export const MIND_CHECKSUMS: Readonly<Record<MindRelease, MindChecksums>> = {
  "MINDsmall train": {
    behaviors: {
      sha256: "a424547c8fa17c9ea4879c2110221c2b2f2709f4f7615ede0b0d8e4765158658",
      bytes: 92_019_716,
    },
    news: {
      sha256: "cd49d7da275e9c405f627d75a0de9d4ec6ad43ff8a8db5d23a447591676e09d6",
      bytes: 41_202_121,
    },
  },
  "MINDsmall dev": {
    behaviors: {
      sha256: "b6c460e33b1a8693252ded6e626da7d3ccf78920eea2ec11889020bb7d8443ef",
      bytes: 42_838_544,
    },
    news: {
      sha256: "e5d144667558c449d16084fe6bfa01940c2f5d5785ea9f9110292bc3b94eb822",
      bytes: 33_519_092,
    },
  },
};

/**
 * Finds the genuine release that two files belong to.
 *
 * @param checksums the fingerprints of both files
 * @returns the release, or `undefined` unless both files are those of one release
 *
 * @example
 * ```ts
 * import { MIND_CHECKSUMS, recognizeRelease } from "lib/raw/mind/checksums.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const train = MIND_CHECKSUMS["MINDsmall train"];
 * const dev = MIND_CHECKSUMS["MINDsmall dev"];
 * assertEquals(recognizeRelease(train), "MINDsmall train");
 * assertEquals(recognizeRelease({ behaviors: train.behaviors, news: dev.news }), undefined);
 * ```
 */
export function recognizeRelease(checksums: MindChecksums): MindRelease | undefined {
  const same = (a: Checksum, b: Checksum) => a.sha256 === b.sha256 && a.bytes === b.bytes;
  return (Object.keys(MIND_CHECKSUMS) as MindRelease[]).find((release) =>
    same(MIND_CHECKSUMS[release].behaviors, checksums.behaviors) &&
    same(MIND_CHECKSUMS[release].news, checksums.news)
  );
}

/** A sentence on the release that two files belong to, or that they belong to none. */
export function describeRelease(release: MindRelease | undefined): string {
  return release === undefined
    ? "These are other files than the genuine MINDsmall train or dev release: the SHA-256 differ."
    : `These are the genuine ${release} files: the SHA-256 of both agree.`;
}

/**
 * Passes a stream on unchanged and computes its fingerprint on the way, so that a file is read once.
 *
 * @example
 * ```ts
 * import { ChecksumTap } from "lib/raw/mind/checksums.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const tap = new ChecksumTap();
 * for await (const _chunk of tap.pass(new Blob(["abc"]).stream())) {
 *   // use the chunk
 * }
 * assertEquals(tap.checksum().bytes, 3);
 * assertEquals(tap.checksum().sha256.slice(0, 8), "ba7816bf");
 * ```
 */
export class ChecksumTap {
  readonly #hash = createHash("sha256");
  #bytes = 0;

  /** The chunks of a stream, passed on. */
  async *pass(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      this.#hash.update(chunk);
      this.#bytes += chunk.length;
      yield chunk;
    }
  }

  /**
   * The fingerprint of what has passed.
   *
   * @returns SHA-256 and size
   */
  checksum(): Checksum {
    return { sha256: this.#hash.copy().digest("hex"), bytes: this.#bytes };
  }
}
