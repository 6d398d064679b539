/**
 * Saying of a page that it shows a notebook as it was saved, rather than a run.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";

/** The attribute of the document that tells such a page from the export of a run. */
const MARK = "data-saved";

/**
 * Says at the page's top, and in the facts of the run, that the notebook was saved and not run for it.
 *
 * @param $ the page
 * @param savedOn when the notebook's file was last written
 */
export function tellSaved($: CheerioAPI, savedOn: Date): void {
  const day = savedOn.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const time = $("<time>").attr("datetime", savedOn.toISOString().slice(0, 10)).text(day);
  const notice = $('<p class="saved" data-saved-notice>').append(
    "This page shows the notebook as it was saved on ",
    time,
    ". Its cells may have been run out of order, on other data, or before a change of their code: " +
      "nothing was run for this page.",
  );
  $("html").attr(MARK, "");
  $("header.masthead h1").first().after(notice);
  $("[data-fact='date']").prev("dt").text("Saved on");
}

/**
 * Whether a file is a page that shows a saved notebook.
 *
 * @param path an HTML file
 */
export async function isSavedPage(path: string): Promise<boolean> {
  using file = await Deno.open(path);
  const beginning = new Uint8Array(1_000);
  const length = await file.read(beginning) ?? 0;
  const text = new TextDecoder().decode(beginning.subarray(0, length));
  return new RegExp(`<html[^>]* ${MARK}[ =>]`).test(text);
}
