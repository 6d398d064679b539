/**
 * The ids of articles in the MIND release.
 *
 * @module
 */

const LETTER_N = 78;
const DIGIT_ZERO = 48;
const DIGIT_NINE = 57;
/** Numbers of more digits could lose the last ones. */
const MOST_DIGITS = 15;

/**
 * Number in a news id such as `N55689`, which stands in a text from `start` to before `end`: an N
 * and digits, without leading zeros, so that different ids have different numbers; `undefined` for
 * any other text.
 */
export function parseNewsNumber(text: string, start: number, end: number): number | undefined {
  const digits = end - start - 1;
  if (digits < 1 || digits > MOST_DIGITS || text.charCodeAt(start) !== LETTER_N) return undefined;
  if (digits > 1 && text.charCodeAt(start + 1) === DIGIT_ZERO) return undefined;
  let value = 0;
  for (let i = start + 1; i < end; i++) {
    const character = text.charCodeAt(i);
    if (character < DIGIT_ZERO || character > DIGIT_NINE) return undefined;
    value = 10 * value + character - DIGIT_ZERO;
  }
  return value;
}
