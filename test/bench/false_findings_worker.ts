/**
 * One thread's share of the study of false findings.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { type FalseFindingsOptions, findNothing } from "./false_findings.ts";

/** What a thread is asked: which of the study's tables are its own. */
interface Share {
  readonly options: Omit<FalseFindingsOptions, "onProgress">;
  readonly numbers: readonly number[];
}

self.onmessage = ({ data: { options, numbers } }: MessageEvent<Share>) => {
  for (const number of numbers) {
    self.postMessage({ number, findings: findNothing(options, number) });
  }
};
