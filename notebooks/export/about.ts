/**
 * What a page says of the run behind it.
 *
 * @module
 */

import { dirname, join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import { isAbsence } from "lib/system_error.ts";

/** The facts above and below an exported notebook. */
export interface About {
  /** One paragraph of Markdown with the key numbers; absent where the notebook concludes nothing. */
  readonly summary?: string;
  /** Which data were read and whether they are simulated, in Markdown. */
  readonly data?: string;
  /** The seed of the run's own draws. */
  readonly seed: number | null;
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
 * @param notebook the executed notebook; its conclusion, `about.json`, lies beside it
 * @param ranOn when it was executed
 */
export async function readAbout(notebook: string, ranOn: Date): Promise<About> {
  const { summary, data, seed } = await readConclusion(join(dirname(notebook), "about.json"));
  return {
    ...(typeof summary === "string" ? { summary } : {}),
    ...(typeof data === "string" ? { data } : {}),
    seed: typeof seed === "number" ? seed : null,
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

async function readConclusion(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    if (isAbsence(error)) return {};
    throw error;
  }
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
