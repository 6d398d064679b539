/**
 * The worker's side of cross-fitting: fits the outcome model and sends its predictions back.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import {
  type CrossFitData,
  fitOutcome,
  type NuisanceOptions,
  type OutcomePredictions,
} from "lib/nuisance/nuisance_model.ts";

/** The worker's task: the rows to fit the outcome model to, and how to build it. */
export interface CrossFitRequest {
  readonly data: CrossFitData;
  readonly options: NuisanceOptions;
}

/** The worker's answers: progress, then predictions or the reason why there are none. */
export type CrossFitReply =
  | { readonly kind: "fold" }
  | { readonly kind: "done"; readonly predictions: OutcomePredictions }
  | { readonly kind: "failed"; readonly name: string; readonly message: string };

// The same file is imported for its types outside a worker, where there is nobody to answer.
if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  const reply = (message: CrossFitReply) => self.postMessage(message);
  self.onmessage = ({ data: { data, options } }: MessageEvent<CrossFitRequest>) => {
    try {
      const predictions = fitOutcome(data, options, () => reply({ kind: "fold" }));
      reply({ kind: "done", predictions });
    } catch (error) {
      const { name, message } = error as Error;
      reply({ kind: "failed", name, message });
    }
  };
}
