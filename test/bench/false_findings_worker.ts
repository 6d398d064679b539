/**
 * One thread's share of the study of false findings.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { type FalseFindingsOptions, findNothing, type TableFindings } from "./false_findings.ts";
import type { ThreadReply, ThreadShare } from "./on_threads.ts";

type Share = ThreadShare<Omit<FalseFindingsOptions, "onProgress">>;

self.onmessage = ({ data: { options, numbers } }: MessageEvent<Share>) => {
  for (const number of numbers) {
    const result = findNothing(options, number);
    self.postMessage({ number, result } satisfies ThreadReply<TableFindings>);
  }
};
