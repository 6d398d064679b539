/**
 * One thread's share of the coverage study.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { type CoverageOptions, replicateOne } from "./coverage.ts";

/** What a thread is asked: which of the study's replications are its own. */
export interface CoverageShare {
  readonly options: Omit<CoverageOptions, "onProgress">;
  readonly numbers: readonly number[];
}

self.onmessage = ({ data: { options, numbers } }: MessageEvent<CoverageShare>) => {
  for (const number of numbers) {
    self.postMessage({ number, replication: replicateOne(options, number) });
  }
};
