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
    heading.append(
      $('<a class="anchor">').attr({
        href: `#${encodeURIComponent(heading.attr("id")!)}`,
        "aria-label": "Link to this section",
      }),
    );
  });
}
