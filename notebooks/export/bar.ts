/**
 * The bar of a page: the way back, the contents, the theme.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";

/** The choice of the theme, hidden until a script (theme.js) can offer it. */
export const THEME_CHOICE =
  '<label class="theme" hidden><span class="unseen">Theme</span><select data-theme-choice>' +
  '<option value="auto">Auto theme</option><option value="light">Light theme</option>' +
  '<option value="dark">Dark theme</option></select></label>';

/**
 * Puts the contents, if there are any, into a bar with the link to the page that leads to all pages
 * and the choice of the theme, which only a script can offer.
 *
 * @param $ the page, its contents written
 * @param index the relative address of the page that leads to all pages; without it there is no link
 */
export function writeBar($: CheerioAPI, index?: string): void {
  const bar = $('<div class="bar" data-bar>');
  $("header.masthead").after(bar);
  if (index !== undefined) {
    bar.append($('<a class="home" data-home>').attr("href", index).text("← All pages"));
  }
  bar.append($("#contents"));
  bar.append(THEME_CHOICE);
}
