/**
 * What an output is to the exported page, written into the output's metadata: so a saved notebook has
 * in itself whatever the page needs.
 *
 * @module
 */

/** The key in an output's metadata. */
export const NOTE = "writeup";

/** What an output is to the exported page. */
export type OutputNote =
  /** A table that was saved as `tables/<name>.csv`, the file's SHA-256 in hexadecimal digits. */
  | { readonly part: "table"; readonly name: string; readonly sha256: string }
  /** A chart that was saved as `figures/<name>.svg` and `.png`. */
  | { readonly part: "figure"; readonly name: string }
  /** How to read the figure before. */
  | { readonly part: "reading" }
  /** The answer in a few sentences; which data were read, in Markdown, and the seed of the draws. */
  | { readonly part: "summary"; readonly data: string; readonly seed: number }
  /** The one chart that shows the answer, saved like any other. */
  | { readonly part: "key figure"; readonly name: string }
  /** What the answer rests on, and what would make it wrong. */
  | { readonly part: "grounds" }
  /** That the results are not the built-in sample's, so that sentences about it are to be left out. */
  | { readonly part: "other results" };
