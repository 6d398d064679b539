/**
 * Signs beside the headings of a page that link to them.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";

/**
 * Gives each heading that a reader sees a link to itself. Its sign is drawn by the style, so that the
 * heading's text stays what it is.
 *
 * @param $ the page, its headings with their ids
 */
export function linkHeadings($: CheerioAPI): void {
  $("main :is(h2, h3, h4, h5, h6)[id]").not(".unseen").each((_, element) => {
    const heading = $(element);
    const link = $('<a class="anchor">').attr({
      href: `#${encodeURIComponent(heading.attr("id")!)}`,
      "aria-label": "Link to this section",
    });
    // A line that opens a fold cannot hold a link as well: there it stands first in what is opened.
    if (heading.parent().is("summary")) heading.parent().after(link);
    else heading.append(link);
  });
}
