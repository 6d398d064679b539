/**
 * How a page is cited.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";
import { slugOf } from "./headings.ts";

/**
 * Writes the citation, as text and as BibTeX, into the place that the template leaves for it.
 *
 * @param $ the page, its title and facts in their places
 */
export function writeCitation($: CheerioAPI): void {
  const place = $("[data-cite]");
  if (place.length === 0) return;
  const fact = (name: string) => spaced($(`[data-fact='${name}']`).first().text());
  const title = spaced($("h1").first().text());
  const day = $("[data-fact='date'] time").attr("datetime") ?? "";
  const commit = fact("commit");
  const notes = [`run on ${fact("date")}`, ...(commit === "" ? [] : [`commit ${commit}`])];
  const text = `${capitalized(fact("author"))} (${day.slice(0, 4)}). ${title}. ` +
    `${capitalized(notes.join(", "))}.`;
  // Doubled braces: the author's name is one, however many words it has.
  const bibtex = [
    `@misc{${slugOf(title).normalize("NFD").replace(/[^a-z0-9-]/g, "") || "page"}-${
      day.slice(0, 4)
    },`,
    `  author = {{${inTex(fact("author"))}}},`,
    `  title = {${inTex(title)}},`,
    `  year = {${day.slice(0, 4)}},`,
    `  note = {${inTex(capitalized(notes.join(", ")))}}`,
    "}",
  ].join("\n");
  place.append(
    $("<p data-copy>").text(text),
    $('<pre data-copy tabindex="0" role="region" aria-label="Citation as BibTeX">').text(bibtex),
  );
}

const TEX_SIGNS: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/** A text as TeX reads it. */
function inTex(text: string): string {
  return text.replace(/[\\~^{}$&#%_]/g, (sign) => TEX_SIGNS[sign] ?? `\\${sign}`);
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function spaced(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
