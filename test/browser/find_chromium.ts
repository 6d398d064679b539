/**
 * The Chromium that the browser tests drive, where the machine has one.
 *
 * @module
 */

import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

/** What the programs are called, in the order of preference. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** What a developer without Chromium is told. */
export const CHROMIUM_REMEDY = "Install it with `apt-get install chromium` (Debian), or anywhere " +
  "with `npx playwright-core@1.65.1 install chromium`, or name one in the variable CHROMIUM.";

/** Where a Chromium may be found. */
export interface ChromiumPlaces {
  /** The value of the variable CHROMIUM: a path that wins over all others. */
  readonly named: string | undefined;
  /** The PATH. */
  readonly path: string;
  /** Where Playwright would have installed its own. */
  readonly installed: string;
}

/**
 * Finds a Chromium: the one named, else one on the PATH, else Playwright's own.
 *
 * @param places where to look; by default as the environment says
 * @returns the program's path; undefined if there is none
 * @throws Error if one is named and does not exist: whoever names one wants that one
 */
export function findChromium(places: ChromiumPlaces = placesHere()): string | undefined {
  const { named, path, installed } = places;
  if (named !== undefined && named !== "") {
    if (!isFile(named)) throw new Error(`The variable CHROMIUM names ${named}, which is no file`);
    return named;
  }
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, installed].find(isFile);
}

function placesHere(): ChromiumPlaces {
  return {
    named: Deno.env.get("CHROMIUM"),
    path: Deno.env.get("PATH") ?? "",
    installed: chromium.executablePath(),
  };
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
