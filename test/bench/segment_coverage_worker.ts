/**
 * One thread's share of the study of the intervals that the notebook on trust recommends.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import type { ThreadReply, ThreadShare } from "./on_threads.ts";
import { type CheckedLog, checkLog, type SegmentCoverageOptions } from "./segment_coverage.ts";

type Share = ThreadShare<Omit<SegmentCoverageOptions, "onProgress">>;

self.onmessage = ({ data: { options, numbers } }: MessageEvent<Share>) => {
  for (const number of numbers) {
    const result = checkLog(options, number);
    self.postMessage({ number, result } satisfies ThreadReply<CheckedLog>);
  }
};
