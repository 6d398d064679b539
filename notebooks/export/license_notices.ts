/**
 * What a page says of the terms of all that it carries.
 *
 * @module
 */

import type { CheerioAPI } from "cheerio";
import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import type { LicenseNotice } from "./licenses.ts";

/** The licence of what is this project's own in a page. */
export async function ownLicense(): Promise<LicenseNotice> {
  const text = await Deno.readTextFile(join(cloneFolder, "LICENSE"));
  return { parts: ["The page's own layout and scripts"], text: text.trim() };
}

/**
 * Ends a page with the terms of what it carries, folded away.
 *
 * @param $ the page, which has a footer
 * @param licenses the terms, in the order in which they are told
 */
export function writeLicenses($: CheerioAPI, licenses: readonly LicenseNotice[]): void {
  const fold = $("<details data-licenses><summary>Licences of what this page carries</summary>");
  for (const { parts, text } of licenses) {
    fold.append($("<p>").text(parts.join(", ")), $("<pre>").text(text));
  }
  $("footer").append(fold, "\n");
}
