/**
 * The line of facts under the title.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";

/** The longest name of a kind of data that the line has room for, in characters. */
const LONGEST = 40;

/**
 * Begins the line with the kind of the data, which the notice of them names in bold: simulated,
 * shuffled or logged data are not alike, whatever is found in them.
 *
 * @param $ the page
 */
export function leadWithData($: CheerioAPI): void {
  const kind = $("[data-fact='data'] strong").first().text().trim().replace(/:$/, "");
  const line = $("[data-facts] > summary");
  if (kind === "" || kind.length > LONGEST || line.length === 0) return;
  line.prepend(`${kind} · `);
}
