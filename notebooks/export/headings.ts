/**
 * The headings of a page: their ids, and what stands under which.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";

/** Elements of a page; the library does not export the type of one by name. */
export type Selection = ReturnType<ReturnType<CheerioAPI>["children"]>;

/** What a selector finds or a piece of HTML makes. */
export type Nodes = ReturnType<CheerioAPI>;

/** An element, and the text of the heading that stands closest above it. */
export interface UnderHeading {
  readonly element: Selection;
  readonly heading: string;
}

/** Gives each heading an id of its own. */
export function nameHeadings($: CheerioAPI): void {
  $(".anchor-link").remove();
  const taken = new Set<string>();
  $("main :is(h2, h3, h4, h5, h6), footer h2").each((_, element) => {
    const wanted = $(element).attr("id") ?? slugOf($(element).text());
    let id = wanted;
    for (let at = 2; taken.has(id); at++) id = `${wanted}-${at}`;
    taken.add(id);
    $(element).attr("id", id);
  });
}

/** Elements, each with the text of the heading that stands closest above. */
export function underHeadings($: CheerioAPI, selector: string): UnderHeading[] {
  let heading = $("h1").text();
  return $(`main :is(h2, h3, h4, h5, h6), ${selector}`).toArray().flatMap((element) => {
    if (!/^h\d$/.test(element.tagName)) return [{ element: $(element), heading }];
    heading = $(element).text().trim();
    return [];
  });
}

/** A text as a part of an address. */
export function slugOf(text: string): string {
  return text.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "part";
}
