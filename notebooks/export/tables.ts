/**
 * The tables of a page: numbered, captioned, in boxes of their own to scroll in, each saved one with
 * its file.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";
import { type Nodes, type Selection, underHeadings } from "./headings.ts";
import type { OutputNotes } from "./output_notes.ts";
import type { TableFiles } from "./table_files.ts";

/**
 * Numbers the tables in the order of the page, puts each into a box to scroll in, and beside its
 * caption the file that it was saved as.
 *
 * @param $ the page, its parts named
 * @param notes the notes of its outputs
 * @param files makes the links to the tables' files
 */
export async function frameTables(
  $: CheerioAPI,
  notes: OutputNotes,
  files: TableFiles,
): Promise<void> {
  const counts = new Map<string, number>();
  let number = 0;
  for (const { element: table, heading } of underHeadings($, "main table")) {
    number += 1;
    const count = (counts.get(heading) ?? 0) + 1;
    counts.set(heading, count);
    const output = table.closest("[data-part='table']");
    const note = notes.get(output.get(0));
    const name = note?.part === "table" ? note.name : undefined;
    const own = table.children("caption").remove().text().trim();
    const label = own || captionOf(heading, count, name);
    describeCells($, table);

    const id = `table-${number}`;
    const caption = $("<figcaption>").append(
      $("<span>").attr("id", `${id}-caption`)
        .append($('<span class="number">').text(`Table ${number}.`), " ", $("<span>").text(label)),
    );
    if (table.find("[data-secondary]").length > 0) {
      // Without a script: the style sheet reads the box that is ticked.
      caption.append('<label class="all-columns"><input type="checkbox"> All columns</label>');
    }
    if (note?.part === "table") {
      const link = await files.link(note, () => rowsOf($, table));
      caption.append(linkTo($, link, `Table ${number}`));
    }
    table.attr("aria-labelledby", `${id}-caption`);
    const box = boxOf(table);
    const figure = $('<figure class="tabular">').attr("id", id);
    box.before(figure);
    figure.append(caption, box);
    box.removeAttr("style").removeAttr("aria-label").attr({
      "data-table": "",
      tabindex: "0",
      role: "region",
      "aria-labelledby": `${id}-caption`,
    });
  }
  // A saved table may be shown as something else, a sentence for instance.
  for (const element of $("[data-part='table']:not(:has(table))").toArray()) {
    const note = notes.get(element);
    if (note?.part !== "table") continue;
    const link = await files.link(note, () => []);
    if (link !== undefined) {
      $(element).append($('<p class="file">').append(linkTo($, link, note.name)));
    }
  }
}

/** What a table is about: the section it stands in and, where that has several, its name. */
function captionOf(heading: string, count: number, name: string | undefined): string {
  const own = name?.replace(/^(?:\d+_)+/, "").replaceAll("_", " ");
  // A section's number says nothing in a caption.
  const section = heading.replace(/^\d+\. /, "");
  return count === 1 ? section : `${section}: ${own ?? count}`;
}

function describeCells($: CheerioAPI, table: Selection): void {
  table.removeAttr("border");
  table.find("thead th:not([scope])").attr("scope", "col");
  const headings = table.find("thead th");
  // A name in one piece would make its column as wide as itself.
  table.find("th, td, code").filter((_, name) => $(name).children().length === 0).each(
    (_, name) => {
      $(name).html($(name).html()!.replaceAll("_", "_<wbr>"));
    },
  );
  table.find("th:empty").each((_, cell) => {
    cell.tagName = "td";
    $(cell).removeAttr("scope");
  });
  if (headings.length > 8) table.addClass(headings.length > 13 ? "widest" : "wide");
}

/** The box that a table scrolls in: the one it comes with, else a new one. */
function boxOf(table: Selection): Selection {
  const parent = table.parent();
  if (!parent.is("[data-html], section, .output, details, blockquote, li, td")) return parent;
  table.wrap("<div>");
  return table.parent();
}

/** The rows of a table as they are shown; the row that stands for rows left out is none. */
function rowsOf($: CheerioAPI, table: Selection): string[][] {
  const rows = table.find("tr").toArray().map((row) =>
    $(row).children().toArray().map((cell) => $(cell).text().trim())
  );
  return rows.filter((cells) => !cells.every((cell) => cell === "⋮"));
}

function linkTo(
  $: CheerioAPI,
  link: { readonly href: string; readonly file: string; readonly text: string } | undefined,
  of: string,
): Nodes | string {
  if (link === undefined) return "";
  return $("<a>").addClass("file").attr({ href: link.href, download: link.file }).text(link.text)
    .append($('<span class="unseen">').text(` of ${of}`));
}
