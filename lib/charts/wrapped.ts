/**
 * Texts in several lines, where one would be too wide.
 *
 * @module
 */

import { textWidth } from "lib/charts/fonts.ts";

/** The lines of a text, none wider than the room, in pixels; a word that is wider is divided. */
export function wrapped(
  text: string,
  room: number,
  size: number,
  weight: number,
): readonly string[] {
  const fits = (line: string) => textWidth(line, size, weight) <= room;
  if (fits(text)) return [text];
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trimStart();
    if (fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(...divided(word, fits));
  }
  return lines.filter((line) => line !== "");
}

function divided(word: string, fits: (part: string) => boolean): readonly string[] {
  const parts = [""];
  for (const { segment } of new Intl.Segmenter("en").segment(word)) {
    if (fits(parts.at(-1) + segment)) parts[parts.length - 1] += segment;
    else parts.push(segment);
  }
  return parts;
}
