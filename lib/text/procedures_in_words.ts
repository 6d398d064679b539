/**
 * Ways of testing many segments as a sentence names them.
 *
 * @module
 */

const PROCEDURE_WORDS = {
  pointwise: "One by one, 95 % each",
  sidak: "Šidák",
  bonferroni: "Bonferroni",
  holm: "Holm",
  benjaminiHochberg: "Benjamini-Hochberg",
  benjaminiYekutieli: "Benjamini-Yekutieli",
  maxTByClusters: "Max-t over draws of clusters",
  maxTByPlaces: "Max-t over draws of places",
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
  return isFloored ? `${floor} effective clicks or more` : "as usual";
}
