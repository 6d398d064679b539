/**
 * Texts from outside as they may be printed: what would steer a terminal is spelled out.
 *
 * @module
 */

// Control characters, what ends a line or turns the direction of reading, halves of characters, and
// what Unicode says is none.
const UNSEEN = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The text on one line, in which characters that are not seen are spelled out, as `\n` and `\x1b`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, spelledOut);
}

/** The same for a text of several lines: its line breaks and tabs stay. */
export function visibleLines(text: string): string {
  return text.replace(UNSEEN, (unseen) => /[\n\t]/.test(unseen) ? unseen : spelledOut(unseen));
}

/** A character as programs write it by its number: `\n`, `\x1b`, `\u2028`, `\u{1fffe}`. */
export function spelledOut(character: string): string {
  const code = character.codePointAt(0)!;
  const digits = code.toString(16);
  if (code > 0xffff) return `\\u{${digits}}`;
  return NAMED[character] ??
    (code > 0xff ? `\\u${digits.padStart(4, "0")}` : `\\x${digits.padStart(2, "0")}`);
}
