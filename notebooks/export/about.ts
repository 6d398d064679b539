/**
 * What a page says of the run behind it.
 *
 * @module
 */

import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import type { Notebook } from "../execution/notebook_format.ts";
import { type Origin, readOrigin } from "./origin.ts";
import { type RunFacts, runFacts } from "./output_notes.ts";

/** The facts above and below an exported notebook. */
export interface About extends RunFacts, Origin {
  /** The day of the run, `2026-11-22`. */
  readonly date: string;
  /** The same for readers. */
  readonly shownDate: string;
  /** Deno and the packages that computed and drew. */
  readonly versions: readonly string[];
}

/**
 * Gathers the facts of a run.
 *
 * @param notebook the executed notebook, whose last summary is noted with data and seed
 * @param ranOn when it was executed
 */
export async function readAbout(notebook: Notebook, ranOn: Date): Promise<About> {
  return {
    ...runFacts(notebook),
    ...await readOrigin(),
    date: ranOn.toISOString().slice(0, 10),
    shownDate: ranOn.toLocaleDateString("en-GB", {
      day: "numeric",
      month: "long",
      year: "numeric",
      timeZone: "UTC",
    }),
    versions: [`Deno ${Deno.version.deno}`, ...await packageVersions()],
  };
}

// Those whose numbers or drawings stand in the page; the rest moves bytes or tests.
const NAMED = [
  "nodejs-polars",
  "ml-matrix",
  "simple-statistics",
  "seedrandom",
  "vega",
  "vega-lite",
  "katex",
];

async function packageVersions(): Promise<string[]> {
  const config = JSON.parse(await Deno.readTextFile(join(cloneFolder, "deno.json")));
  return NAMED.flatMap((name) => {
    const [, version] = /^npm:.+@([^@]+)$/.exec(config.imports[name] ?? "") ?? [];
    return version === undefined ? [] : [`${name} ${version}`];
  });
}
