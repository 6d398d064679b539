/**
 * Leaving out of a page what is said of the built-in sample where the run's results are others.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";

/** What holds only for the built-in sample with the settings as delivered. */
const SAMPLE_ONLY = ".sample-only";

/** What the notebook says where its results are others (`lib/notebook/other_results.ts`). */
const OTHER_RESULTS = "[data-other-results]";

/** Elements of a page. */
type Elements = ReturnType<CheerioAPI>;

/** What is nothing without a content of its own. */
const CONTAINERS = "p, li, ul, ol, blockquote, div, section, em, strong, details";

/**
 * Takes out every sentence that is marked as true of the built-in sample only, if the notebook says
 * that its results are others, and whatever that leaves empty: a paragraph, a list, a folded answer.
 *
 * @param $ the page
 */
export function leaveOutSampleOnly($: CheerioAPI): void {
  const told = $(OTHER_RESULTS);
  // What hides in a notebook has no work to do in a page.
  told.parent().children("style, template").remove();
  if (told.length === 0) return;
  $(SAMPLE_ONLY).each((_, element) => {
    removeWithEmptied($(element));
  });
}

function removeWithEmptied(element: Elements): void {
  const parent = element.parent();
  element.remove();
  if (parent.is(CONTAINERS) && isEmpty(parent)) removeWithEmptied(parent);
}

/** Whether nothing is left to read or see; a fold's own line says nothing without what it folds. */
function isEmpty(element: Elements): boolean {
  const rest = element.clone();
  if (element.is("details")) rest.children("summary").remove();
  return rest.text().trim() === "" && rest.find("img, svg, table, figure").length === 0;
}
