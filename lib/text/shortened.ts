/**
 * Names in sentences, which a table's author may have made of any length.
 *
 * @module
 */

/** The length at which a name in a sentence is cut, in characters. */
export const LONGEST_NAME = 48;

/** A name, cut if it is a sentence itself. */
export function shortened(name: string): string {
  const characters = Array.from(new Intl.Segmenter("en").segment(name), ({ segment }) => segment);
  return characters.length <= LONGEST_NAME
    ? name
    : `${characters.slice(0, LONGEST_NAME - 1).join("")}…`;
}
