/**
 * The worker's side of draws of all rows' places: counts a stretch of draws and sends the counts back.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { countResidualDraws } from "lib/inference/residual_draws.ts";
import type { ResidualLists } from "lib/inference/residual_lists.ts";
import type { DrawCounts } from "lib/inference/step_down.ts";

/** The worker's task: the rows, and which draws to count. */
export interface ResidualRequest {
  readonly lists: ResidualLists;
  readonly stretch: Parameters<typeof countResidualDraws>[1];
}

/** The worker's answer. */
export type ResidualReply =
  | { readonly kind: "done"; readonly counts: DrawCounts }
  | { readonly kind: "failed"; readonly message: string };

// The same file is imported for its types outside a worker, where there is nobody to answer.
if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  const reply = (message: ResidualReply) => self.postMessage(message);
  self.onmessage = ({ data: { lists, stretch } }: MessageEvent<ResidualRequest>) => {
    try {
      reply({ kind: "done", counts: countResidualDraws(lists, stretch) });
    } catch (error) {
      reply({ kind: "failed", message: String(error) });
    }
  };
}
