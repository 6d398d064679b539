/**
 * The cross references of a page: what prose calls by its name or number is a link.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";

/** Where no link belongs: in links, code, headings, formulas, and numbers that are captions. */
const LITERAL = "a, code, pre, h1, h2, h3, h4, h5, h6, summary, button, script, style, .katex, " +
  "figcaption .number, table";

const NUMBERED = /\b(?:([Ss]ections?) (\d+)|(Figure|Table) (\d+))\b/g;

/**
 * Links a section's name in italics, `section 6` in a notebook that numbers its sections, `Figure 3`
 * and `Table 2` with what they name; what the page does not have stays as it is.
 *
 * @param $ the page, its headings, figures and tables with their ids
 */
export function linkReferences($: CheerioAPI): void {
  const names = new Map<string, string>();
  const numbers = new Map<string, string>();
  $("main :is(h2, h3)").each((_, heading) => {
    const id = $(heading).attr("id") ?? "";
    const text = spaced($(heading).text());
    const [, number, name] = /^(\d+)\. (.*)$/.exec(text) ?? [];
    if (!names.has(text)) names.set(text, id);
    if (number !== undefined && !numbers.has(number)) numbers.set(number, id);
    if (name !== undefined && !names.has(name)) names.set(name, id);
  });

  // Notebooks of one topic have their pages side by side.
  $("main .prose a[href$='.ipynb']").each((_, element) => {
    const target = $(element).attr("href")!;
    if (!target.includes("/")) $(element).attr("href", target.replace(/\.ipynb$/, ".html"));
  });

  $("main .prose em, main figcaption em").each((_, element) => {
    const id = names.get(spaced($(element).text()));
    if (id === undefined || $(element).closest(LITERAL).length > 0) return;
    $(element).wrap($("<a>").attr("href", addressOf(id)));
  });

  const targetOf = (section: string | undefined, figure: string | undefined, number: string) =>
    section !== undefined
      ? numbers.get(number)
      : [`${figure?.toLowerCase()}-${number}`].find((id) => $(`[id="${id}"]`).length > 0);
  $("main .prose *, main figcaption, main .summary *").contents().each((_, node) => {
    if (node.type !== "text" || $(node).parent().closest(LITERAL).length > 0) return;
    const text = node.data;
    const pieces: (string | ReturnType<typeof $>)[] = [];
    let end = 0;
    for (const found of text.matchAll(NUMBERED)) {
      const [whole, section, sectionNumber, figure, figureNumber] = found;
      const id = targetOf(section, figure, sectionNumber ?? figureNumber ?? "");
      if (id === undefined) continue;
      pieces.push(text.slice(end, found.index));
      pieces.push($("<a>").attr("href", addressOf(id)).text(whole));
      end = found.index + whole.length;
    }
    if (pieces.length === 0) return;
    const holder = $("<span>");
    for (const piece of [...pieces, text.slice(end)]) {
      if (typeof piece === "string") holder.append($("<i>").text(piece).contents());
      else holder.append(piece);
    }
    $(node).replaceWith(holder.contents());
  });
}

function spaced(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function addressOf(id: string): string {
  return `#${encodeURIComponent(id)}`;
}
