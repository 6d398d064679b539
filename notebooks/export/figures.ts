/**
 * The figures of a page: numbered, each with how to read it as its caption.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";
import { type Selection, slugOf } from "./headings.ts";
import type { OutputNotes } from "./output_notes.ts";

/**
 * Numbers the figures, charts and pictures that stand for themselves, in the order of the page. The
 * output that tells how to read a chart becomes its caption, and a picture's title does.
 *
 * @param $ the page, its parts named
 * @param notes the notes of its outputs
 */
export function numberFigures($: CheerioAPI, notes: OutputNotes): void {
  framePictures($);
  const names = new Set<string>();
  $("main figure.chart, main figure.picture").each((at, element) => {
    const figure = $(element);
    const note = notes.get(element);
    const name = note !== undefined && "name" in note ? note.name : nameOf(figure);
    const caption = $("<figcaption>").append(
      $('<span class="number">').text(`Figure ${at + 1}.`),
      " ",
    );
    const title = figure.children("figcaption").remove();
    const reading = figure.next("[data-part='reading']").remove();
    if (reading.length > 0) {
      // What is one paragraph goes on in the line of the number.
      const only = reading.children("p:only-child");
      caption.append((only.length > 0 ? only : reading).contents());
    } else {
      caption.append(title.length > 0 ? title.contents() : $("<span>").text(messageOf(figure)));
    }
    figure.append(caption).attr({ id: `figure-${at + 1}`, "data-name": free(name, names) });
  });
}

/** Pictures that are a paragraph of their own become figures. */
function framePictures($: CheerioAPI): void {
  $("main .prose > p:has(> img:only-child)").each((_, element) => {
    const picture = $(element).children("img");
    if ($(element).text().trim() !== "") return;
    const figure = $('<figure class="picture">').append(picture);
    figure.append($("<figcaption>").text(picture.attr("title") ?? ""));
    picture.removeAttr("title");
    $(element).replaceWith(figure);
  });
}

/** What a chart says, for want of how to read it: its text alternative without its title. */
function messageOf(figure: Selection): string {
  const text = figure.children("img").attr("alt") ?? "";
  const title = `${figure.attr("data-title") ?? ""}. `;
  return text.startsWith(title) ? text.slice(title.length) : text;
}

/** The name under which a figure is saved that the notebook has given none. */
function nameOf(figure: Selection): string {
  return slugOf(figure.attr("data-title") ?? figure.children("img").attr("alt") ?? "").slice(0, 60);
}

function free(name: string, taken: Set<string>): string {
  let wanted = name;
  for (let at = 2; taken.has(wanted); at++) wanted = `${name}-${at}`;
  taken.add(wanted);
  return wanted;
}
