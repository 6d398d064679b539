/**
 * The callouts of a page: questions, things to try, notes and cautions, each told by its kind.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";
import type { Selection } from "./headings.ts";

/** A callout that folds to its first paragraph: how that begins, and what the fold in it is called. */
const FOLDED = [
  { kind: "question", begins: "Question.", answer: "Answer" },
  { kind: "try-it", begins: "Try it.", answer: "What happens" },
] as const;

/** A callout that stands open: how its quotation begins. */
const OPEN = [
  { kind: "margin-note", begins: "Margin note." },
  { kind: "caution", begins: "Caution." },
  { kind: "note", begins: "Note." },
] as const;

/**
 * Makes callouts of the patterns that the notebooks' prose keeps to: `**Question.**` and
 * `**Try it.**`, each with the fold that answers it, and quotations that begin with
 * `**Margin note.**`, `**Caution.**` or `**Note.**`. Any other quotation stays one.
 *
 * @param $ the page
 */
export function markCallouts($: CheerioAPI): void {
  for (const { kind, begins, answer } of FOLDED) {
    for (const first of paragraphsBeginning($, begins)) foldCallout($, first, kind, answer);
  }
  $("main blockquote").each((_, element) => {
    const quotation = $(element);
    const begin = spaced(quotation.children().first().children("strong").first().text());
    const found = OPEN.find(({ begins }) => begins === begin);
    if (found === undefined) return;
    element.tagName = "div";
    quotation.addClass(`callout ${found.kind}`).attr({
      role: "note",
      "aria-label": found.begins.replace(".", ""),
    });
  });
}

/** Folds a question: its first paragraph is the line that opens the rest, the answer included. */
function foldCallout($: CheerioAPI, first: Selection, kind: string, answer: string): void {
  const parts = partsOf(first, answer);
  // What nobody answers, such as the question of the whole notebook, stands as it is.
  if (parts.length === 0 && kind === "question") return;
  const fold = $("<details>").addClass(`callout ${kind}`).attr("data-callout", kind);
  first.before(fold);
  const line = $('<span class="line">').append(first.contents());
  // What opens a fold cannot lead elsewhere as well.
  line.find("a").each((_, link) => {
    $(link).replaceWith($(link).contents());
  });
  fold.append($("<summary>").append(line), ...parts);
  first.remove();
  fold.children("details").attr("data-answer", "");
}

/** What belongs to a question besides its first paragraph: all up to its answer, if it has one. */
function partsOf(first: Selection, answer: string): Selection[] {
  const parts: Selection[] = [];
  for (let next = first.next(); next.length > 0; next = next.next()) {
    if (next.is("h1, h2, h3, h4, h5, h6, [data-callout]") || beginsCallout(next)) return [];
    parts.push(next);
    if (!next.is("details")) continue;
    return spaced(next.children("summary").text()) === answer ? parts : [];
  }
  return [];
}

function beginsCallout(paragraph: Selection): boolean {
  return FOLDED.some(({ begins }) => beginOf(paragraph) === begins);
}

function paragraphsBeginning($: CheerioAPI, begins: string): Selection[] {
  return $("main .prose p").toArray().map((element) => $(element)).filter((paragraph) =>
    beginOf(paragraph) === begins
  );
}

/** The bold words that a paragraph begins with. */
function beginOf(paragraph: Selection): string | undefined {
  const strong = paragraph.find("> strong:first-child, > span:first-child > strong:first-child")
    .first();
  const text = spaced(strong.text());
  return paragraph.is("p") && spaced(paragraph.text()).startsWith(text) ? text : undefined;
}

function spaced(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
