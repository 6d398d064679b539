/**
 * The opening of a page: what the notebook concludes with stands first.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";

/**
 * Moves the last conclusion, which is the summary, the chart that shows it with how to read it, and
 * the grounds, from the end of the notebook to the beginning of the page. A line in the old place
 * leads there. A notebook without a conclusion has no opening.
 *
 * @param $ the page, its parts named
 */
export function moveOpening($: CheerioAPI): void {
  const summary = $("main [data-part='summary']").last();
  if (summary.length === 0) return;
  const outputs = [summary, ...summary.nextAll().toArray().map((element) => $(element))];
  const end = outputs.findIndex((output, at) =>
    at > 0 && !["key figure", "reading", "grounds"].includes(output.attr("data-part") ?? "")
  );
  summary.before(
    '<p class="output moved"><a href="#answer">The answer stands at the top of this page.</a></p>',
  );
  // The heading is for the contents and for those who go from heading to heading.
  const opening = $('<section class="opening" data-opening>')
    .append('<h2 id="answer" class="unseen">The answer</h2>');
  opening.append(...outputs.slice(0, end < 0 ? outputs.length : end));
  summary.addClass("summary").attr("data-summary", "");
  $("main").prepend(opening);
}
