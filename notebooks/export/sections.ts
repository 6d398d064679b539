/**
 * The sections of a page: those that a notebook marks as folded are one line each.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";
import type { Nodes, Selection } from "./headings.ts";

/** The tag, in the metadata of a heading's cell, of a section that is folded in the page. */
const FOLDED = "celltag_folded";

/**
 * Folds each section whose heading's cell has the tag `folded`, up to the next heading of the same or
 * a higher level. The heading stays, beside it what the section holds.
 *
 * @param $ the page, its figures and tables framed
 */
export function foldSections($: CheerioAPI): void {
  splitAtHeadings($);
  // The inner ones first: an outer one takes them along.
  for (const level of [6, 5, 4, 3, 2]) {
    $(`main > section.${FOLDED}`).each((_, element) => {
      const section = $(element);
      if (levelOf(section) === level) foldSection($, section, level);
    });
  }
}

/** Lets each heading begin a section of its own. */
function splitAtHeadings($: CheerioAPI): void {
  $("main > section.prose").each((_, element) => {
    const section = $(element);
    const headings = section.children("h2, h3, h4, h5, h6").toArray().filter((heading) =>
      $(heading).prevAll().length > 0
    );
    for (const heading of headings.reverse()) {
      const rest = $('<section class="prose">').append($(heading).nextAll());
      section.after(rest.prepend($(heading)));
    }
  });
}

function foldSection($: CheerioAPI, section: Selection, level: number): void {
  const content: Selection[] = [];
  for (let next = section.next(); next.length > 0; next = next.next()) {
    const nextLevel = levelOf(next);
    if (nextLevel !== undefined && nextLevel <= level) break;
    content.push(next);
  }
  const fold = $('<details class="fold" data-fold>');
  section.before(fold);
  const summary = $("<summary>").append(section.children().first());
  fold.append(summary, section, ...content);
  section.removeClass(FOLDED);
  if (section.children().length === 0) section.remove();
  summary.append(" ", $('<span class="holds">').text(holdings(fold)));
}

/** The level of the heading that a part of the page begins with. */
function levelOf(part: Selection): number | undefined {
  const heading = part.is("[data-fold]")
    ? part.children("summary").children().first()
    : part.children().first();
  const [, level] = /^h([2-6])$/.exec(heading.prop("tagName")?.toLowerCase() ?? "") ?? [];
  return level === undefined ? undefined : Number(level);
}

/** What a section holds, in a few words. */
function holdings(fold: Nodes): string {
  const counted = (selector: string, one: string, many: string) => {
    const count = fold.find(selector).length;
    return count === 0 ? [] : [count === 1 ? one : `${count} ${many}`];
  };
  return [
    ...counted("section.prose > p, section.prose > ul", "text", "").slice(0, 1).map(() => "text"),
    ...counted("[data-code]", "code", "").slice(0, 1).map(() => "code"),
    ...counted("figure.tabular", "1 table", "tables"),
    ...counted("figure.chart, figure.picture", "1 figure", "figures"),
  ].join(", ");
}
