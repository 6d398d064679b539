/**
 * The worker's side of cross-fitting: fits one nuisance model and sends its predictions back.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { type CrossFitData, fitNuisanceModel, type NuisanceModel } from "lib/nuisance/cross_fit.ts";
import type { NuisanceOptions, NuisancePredictions } from "lib/nuisance/cross_fit.ts";

/** What the worker is asked. */
export interface CrossFitRequest {
  /** Which model to fit. */
  readonly model: NuisanceModel;
  /** The rows to fit it to. */
  readonly data: CrossFitData;
  /** How to build it. */
  readonly options: NuisanceOptions;
}

/** What the worker answers: progress, then predictions or the reason why there are none. */
export type CrossFitReply =
  | { readonly kind: "fold" }
  | { readonly kind: "done"; readonly predictions: NuisancePredictions }
  | { readonly kind: "failed"; readonly name: string; readonly message: string };

// The same file is imported for its types outside a worker, where there is nobody to answer.
if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  const reply = (message: CrossFitReply) => self.postMessage(message);
  self.onmessage = ({ data: request }: MessageEvent<CrossFitRequest>) => {
    try {
      const predictions = fitNuisanceModel(request.model, request.data, request.options, () => {
        reply({ kind: "fold" });
      });
      reply({ kind: "done", predictions });
    } catch (error) {
      const { name, message } = error as Error;
      reply({ kind: "failed", name, message });
    }
  };
}
