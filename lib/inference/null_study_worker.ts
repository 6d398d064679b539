/**
 * The worker's side of the study of tables without effect: draws those it is told to.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import type { TestChoices } from "lib/inference/null_findings.ts";
import { drawNullTable, type NullDesign, type NullTable } from "lib/inference/null_tables.ts";

/** The worker's task: what stays the same, and which tables to draw. */
export interface NullStudyRequest {
  readonly design: NullDesign;
  readonly choices: TestChoices;
  readonly numbers: readonly number[];
}

/** The worker's answers: a table each, or why there are none. */
export type NullStudyReply =
  | { readonly kind: "table"; readonly number: number; readonly table: NullTable }
  | { readonly kind: "failed"; readonly name: string; readonly message: string };

// The same file is imported for its types outside a worker, where there is nobody to answer.
if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  const reply = (message: NullStudyReply) => self.postMessage(message);
  self.onmessage = ({ data: { design, choices, numbers } }: MessageEvent<NullStudyRequest>) => {
    try {
      for (const number of numbers) {
        reply({ kind: "table", number, table: drawNullTable(design, number, choices) });
      }
    } catch (error) {
      const { name, message } = error as Error;
      reply({ kind: "failed", name, message });
    }
  };
}
