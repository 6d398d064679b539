/**
 * Ways of testing many segments as a sentence names them.
 *
 * @module
 */

import type { Procedure, TestedFamily } from "lib/inference/null_tables.ts";

const PROCEDURE_WORDS: Readonly<Record<Procedure | "places by lot", string>> = {
  "pointwise": "One by one, 95 % each",
  "Bonferroni": "Bonferroni",
  "Holm": "Holm",
  "Benjamini-Hochberg": "Benjamini-Hochberg",
  "largest of all": "Max-t over draws of lists",
  "places by lot": "Max-t over draws of places",
};

/** A procedure's name. */
export function procedureInWords(procedure: Procedure | "places by lot"): string {
  return PROCEDURE_WORDS[procedure];
}

/** Which error is used, and which segments are tested. */
export function familyInWords({ isNullError, isFloored }: TestedFamily, floor: number): string {
  if (isNullError) return isFloored ? `null error, ${floor} clicks` : "null error";
  return isFloored ? `${floor} treated clicks or more` : "as usual";
}
