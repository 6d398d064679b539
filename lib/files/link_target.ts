/**
 * Where a file stands that is named by a link.
 *
 * @module
 */

import { dirname, resolve } from "node:path";
import { ignoreAbsence } from "lib/system_error.ts";

/** As many links in a row as Linux follows. */
const MOST_LINKS = 40;

/**
 * The place that a path leads to if it is a link, or a link to a link, whether or not something
 * stands there yet; the path itself if it is none. What is written there leaves the link in place.
 *
 * @throws {Deno.errors.FilesystemLoop} for links that lead in a circle
 */
export async function throughLinks(path: string): Promise<string> {
  let place = path;
  for (let followed = 0; followed <= MOST_LINKS; followed++) {
    const found = await Deno.lstat(place).catch(ignoreAbsence);
    if (found?.isSymlink !== true) return place;
    place = resolve(dirname(place), await Deno.readLink(place));
  }
  throw new Deno.errors.FilesystemLoop(`the link ${path} leads in a circle`);
}
