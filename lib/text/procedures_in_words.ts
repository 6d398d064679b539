/**
 * Ways of testing many segments as a sentence names them.
 *
 * @module
 */

const PROCEDURE_WORDS = {
  "pointwise": "One by one, 95 % each",
  "Bonferroni": "Bonferroni",
  "Holm": "Holm",
  "Benjamini-Hochberg": "Benjamini-Hochberg",
  "largest of all": "Max-t over draws of lists",
  "places by lot": "Max-t over draws of places",
} as const;

/** A procedure's name. */
export function procedureInWords(procedure: keyof typeof PROCEDURE_WORDS): string {
  return PROCEDURE_WORDS[procedure];
}

/** Which error is used, and which segments are tested. */
export function familyInWords(
  { isNullError, isFloored }: { readonly isNullError: boolean; readonly isFloored: boolean },
  floor: number,
): string {
  if (isNullError) return isFloored ? `null error, ${floor} clicks` : "null error";
  return isFloored ? `${floor} treated clicks or more` : "as usual";
}
