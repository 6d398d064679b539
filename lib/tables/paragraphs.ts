/**
 * Sentences as paragraphs of Markdown.
 *
 * @module
 */

import { Markdown, markdown } from "lib/text/markdown.ts";

/** Paragraph of sentences, plain texts literally; empty texts are left out. */
export function paragraph(sentences: readonly (string | Markdown)[]): Markdown {
  return joined(sentences.filter((sentence) => sentence !== "").map(asProse), " ");
}

/** Paragraphs one below the other; those without a sentence are left out. */
export function paragraphs(each: readonly Markdown[]): Markdown {
  return joined(each.filter(({ source }) => source !== ""), "\n\n");
}

function joined(parts: readonly Markdown[], between: string): Markdown {
  const [sources, texts] = [parts.map(({ source }) => source), parts.map(({ text }) => text)];
  return new Markdown(sources.join(between), texts.join(between));
}

function asProse(text: string | Markdown): Markdown {
  return text instanceof Markdown ? text : markdown`${text}`;
}

/** Text in bold; a terminal shows it plain. */
export function bold(text: string): Markdown {
  return new Markdown(`**${markdown`${text}`.source}**`, text);
}
