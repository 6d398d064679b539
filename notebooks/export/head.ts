/**
 * What a page tells of itself in its head: for searches, and for the previews of links to it.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";

/** The longest description that previews show whole, in characters. */
const LONGEST = 300;

/**
 * Describes the page: the summary is its description. It names no picture, because a preview takes
 * one only from an address on the network, and the page is a file that may lie anywhere.
 *
 * @param $ the page, its title and its opening in their places
 */
export function describePage($: CheerioAPI): void {
  const title = spaced($("h1").first().text());
  const summary = shortened(spaced($("[data-summary]").first().text()));
  const author = spaced($("[data-fact='author']").first().text());
  const date = $("[data-fact='date'] time").attr("datetime") ?? "";
  const named = [["description", summary], ["author", author], ["dcterms.date", date]] as const;
  const properties = [
    ["og:type", "article"],
    ["og:title", title],
    ["og:description", summary],
    ["article:published_time", date],
  ] as const;
  for (const [name, content] of named) {
    if (content !== "") $("head").append($("<meta>").attr({ name, content }), "\n");
  }
  for (const [property, content] of properties) {
    if (content !== "") $("head").append($("<meta>").attr({ property, content }), "\n");
  }
}

/** A text, cut at the last word that fits. */
function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")} …`;
}

function spaced(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
