/**
 * One thread's share of the coverage study.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { type CoverageOptions, type CoverageReplication, replicateOne } from "./coverage.ts";
import type { ThreadReply, ThreadShare } from "./on_threads.ts";

type Share = ThreadShare<Omit<CoverageOptions, "onProgress">>;

self.onmessage = ({ data: { options, numbers } }: MessageEvent<Share>) => {
  for (const number of numbers) {
    const result = replicateOne(options, number);
    self.postMessage({ number, result } satisfies ThreadReply<CoverageReplication>);
  }
};
