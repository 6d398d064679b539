/**
 * The equations of a page: those that stand by themselves are numbered.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";

/**
 * Numbers the displayed equations in the order of the page, each with an address of its own.
 *
 * @param $ the page, its formulas set
 */
export function numberEquations($: CheerioAPI): void {
  $("main .katex-display").each((at, element) => {
    const number = at + 1;
    const row = $('<span class="equation">').attr("id", `equation-${number}`);
    $(element).before(row).attr({
      tabindex: "0",
      role: "group",
      "aria-label": `Equation ${number}`,
    });
    row.append($(element), $('<span class="equation-number">').text(`(${number})`));
  });
}
