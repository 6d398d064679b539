/**
 * The genuine MINDsmall files, told from others by their SHA-256.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { MIND_RELEASES } from "lib/frames/provenance.ts";

/** Fingerprint of one file. */
export interface Checksum {
  /** In lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Fingerprints of the two files that are read. */
export interface MindChecksums {
  readonly behaviors: Checksum;
  readonly news: Checksum;
}

/** Genuine releases that are recognized. */
export type MindRelease = (typeof MIND_RELEASES)[number];

/** Fingerprints of the genuine files. */
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

/** Genuine release that both files belong to, or `undefined` if there is none. */
export function recognizeRelease(
  checksums: MindChecksums,
  genuine: Readonly<Record<MindRelease, MindChecksums>> = MIND_CHECKSUMS,
): MindRelease | undefined {
  return MIND_RELEASES.find((release) =>
    isSame(genuine[release].behaviors, checksums.behaviors) &&
    isSame(genuine[release].news, checksums.news)
  );
}

/** Genuine release that the log belongs to, whatever `news.tsv` is beside it. */
export function recognizeLog(
  behaviors: Checksum,
  genuine: Readonly<Record<MindRelease, MindChecksums>> = MIND_CHECKSUMS,
): MindRelease | undefined {
  return MIND_RELEASES.find((release) => isSame(genuine[release].behaviors, behaviors));
}

function isSame(a: Checksum, b: Checksum): boolean {
  return a.sha256 === b.sha256 && a.bytes === b.bytes;
}

/** Sentence on the release that both files or the log alone belong to, or that neither does. */
export function describeRelease(
  release: MindRelease | undefined,
  log: MindRelease | undefined = release,
): string {
  if (release !== undefined) {
    return `These are the genuine ${release} files: the SHA-256 of both agree.`;
  }
  return log === undefined
    ? "These are other files than the genuine MINDsmall train or dev release: the SHA-256 differ."
    : `The log is that of the genuine ${log} release, its news.tsv is not: that SHA-256 differs.`;
}

/** Fingerprint of a stream that is passed on unchanged, so that a file is read once. */
export class ChecksumTap {
  readonly #hash = createHash("sha256");
  #bytes = 0;

  async *pass(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      this.#hash.update(chunk);
      this.#bytes += chunk.length;
      yield chunk;
    }
  }

  /** Fingerprint of what has passed. */
  checksum(): Checksum {
    return { sha256: this.#hash.copy().digest("hex"), bytes: this.#bytes };
  }
}
