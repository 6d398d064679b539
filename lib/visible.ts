/**
 * Texts from outside as they may be printed: what would steer a terminal is spelled out.
 *
 * @module
 */

// Control characters, what ends a line or turns the direction of reading, and halves of characters.
const UNSEEN = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The text on one line, in which characters that are not seen are spelled out, as `\n` and `\x1b`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, spelledOut);
}

/** The same for a text of several lines: its line breaks and tabs stay. */
export function visibleLines(text: string): string {
  return text.replace(UNSEEN, (unseen) => /[\n\t]/.test(unseen) ? unseen : spelledOut(unseen));
}

function spelledOut(character: string): string {
  const code = character.charCodeAt(0);
  const isShort = code <= 0xff;
  return NAMED[character] ??
    `\\${isShort ? "x" : "u"}${code.toString(16).padStart(isShort ? 2 : 4, "0")}`;
}
