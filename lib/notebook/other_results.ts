/**
 * Telling a reader that a run's results are not those of the built-in sample, and hiding what is said
 * of these.
 *
 * @module
 */

import { DISPLAY, type Displayable, type Forms } from "lib/display.ts";
import { escapeHtml } from "lib/text/escape_html.ts";

/** What makes the results others: another input, or the same with other settings. */
export type OtherCause =
  | { readonly kind: "input" }
  /** The first table that differs. */
  | { readonly kind: "settings"; readonly table: string };

/** What holds only for the built-in sample with the settings as delivered. */
const SAMPLE_ONLY = ".sample-only";

/**
 * The same but for what comes of a change that the prose proposes to try: with the built-in sample
 * that is what its reader wants to compare with.
 */
const UNTRIED = ".sample-only:not(.tried)";

// The notebook that holds the output: JupyterLab can have several open in one document. What nbconvert
// and VS Code show is one notebook each.
const NOTEBOOKS = ":is(.jp-Notebook, body:not(:has(.jp-Notebook)))";

/**
 * The words that say so, which hide in JupyterLab, VS Code and nbconvert's HTML whatever is marked as
 * true of the built-in sample only; the exported page leaves it out.
 */
export class OtherResults implements Displayable {
  readonly #cause: OtherCause;

  /** @param cause what makes the results others */
  constructor(cause: OtherCause) {
    this.#cause = cause;
  }

  /** The words, and in HTML the rule that hides. */
  [DISPLAY](): Forms {
    const { kind } = this.#cause;
    const from = this.#cause.kind === "input" ? "the input" : `table ${this.#cause.table}`;
    const said = "The results differ from those of the built-in sample as delivered, from " +
      `${from} on: sentences about it are hidden.`;
    const hidden = kind === "input" ? SAMPLE_ONLY : UNTRIED;
    const notebook = `${NOTEBOOKS}:has([data-other-results="${kind}"])`;
    // VS Code keeps each cell's prose in a shadow tree and copies such templates into it.
    const html = `<p data-other-results="${kind}">${escapeHtml(said)}</p>` +
      `<style>${hiding(hidden, `${notebook} `)}</style>` +
      `<template class="markdown-style"><style>${hiding(hidden, "")}</style></template>`;
    return { "text/html": html, "text/plain": said };
  }
}

/** The rule that hides what is marked, and a fold of which nothing is left. */
function hiding(marked: string, within: string): string {
  const emptied = `details:not(:has(> :not(summary, ${marked})))`;
  return `${within}${marked}, ${within}${emptied} { display: none; }`;
}
