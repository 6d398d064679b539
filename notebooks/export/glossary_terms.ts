/**
 * The terms of a page that its glossary explains.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";

/**
 * Marks the links to the glossary, for the script that shows the definition where the term stands.
 * Without it they lead to the glossary at the end of the page, and their titles hold the definition.
 *
 * @param $ the page, its glossary appended
 */
export function markTerms($: CheerioAPI): void {
  $('main a[href^="#glossary-"][title]').addClass("term").attr("data-term", "");
}
