/**
 * Telling a reader that a run's results are not those of the built-in sample, and hiding what is said
 * of these.
 *
 * @module
 */

import { DISPLAY, type Displayable, type Forms } from "lib/display.ts";
import { escapeHtml } from "lib/text/escape_html.ts";

/** The class of sentences that hold only for the built-in sample with the settings as delivered. */
const SAMPLE_ONLY = ".sample-only";

// The notebook that holds the output: JupyterLab can have several open in one document. What nbconvert
// and VS Code show is one notebook each.
const NOTEBOOK = ":is(.jp-Notebook, body:not(:has(.jp-Notebook))):has([data-other-results])";

/**
 * The words that say so, which hide in JupyterLab, VS Code and nbconvert's HTML whatever is marked as
 * true of the built-in sample only; the exported page leaves it out.
 */
export class OtherResults implements Displayable {
  readonly #said: string;

  /** @param from the first result that differs, in words, such as `table 06_global_dr` */
  constructor(from: string) {
    this.#said = "The results differ from those of the built-in sample as delivered, from " +
      `${from} on: sentences about it are hidden.`;
  }

  /** The words, and in HTML the rule that hides. */
  [DISPLAY](): Forms {
    // VS Code keeps each cell's prose in a shadow tree and copies such templates into it.
    const html = `<p data-other-results>${escapeHtml(this.#said)}</p>` +
      `<style>${NOTEBOOK} ${SAMPLE_ONLY} { display: none; }</style>` +
      `<template class="markdown-style"><style>${SAMPLE_ONLY} { display: none; }</style></template>`;
    return { "text/html": html, "text/plain": this.#said };
  }
}
