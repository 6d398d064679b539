/**
 * Prose that a cell computes.
 *
 * @module
 */

import { DISPLAY, type Displayable, type Forms } from "lib/display.ts";

/** Markdown to show below a cell. */
export class Markdown implements Displayable {
  /** The Markdown source. */
  readonly source: string;
  /** The same for a terminal. */
  readonly text: string;

  /**
   * @param source the Markdown source
   * @param text the same for a terminal; by default the source
   */
  constructor(source: string, text: string = source) {
    this.source = source;
    this.text = text;
  }

  /** What a notebook shows of prose that is a cell's last expression. */
  [DISPLAY](): Forms {
    return { "text/markdown": this.source, "text/plain": this.text };
  }
}

/**
 * Prose from a text that is Markdown already.
 *
 * @param source the Markdown source
 * @returns the prose
 *
 * @example
 * ```ts
 * import { md } from "lib/text/markdown.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(md("**simulated**").source, "**simulated**");
 * ```
 */
export function md(source: string): Markdown {
  return new Markdown(source);
}

/**
 * Prose from a template of Markdown; what is inserted appears literally, not as Markdown.
 *
 * @param strings the fixed parts
 * @param values the inserted values, such as a path whose underscores mean nothing
 * @returns the prose
 *
 * @example
 * ```ts
 * import { markdown } from "lib/text/markdown.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(markdown`**Input:** ${"a_b_c"}`.source, "**Input:** a\\_b\\_c");
 * ```
 */
export function markdown(strings: TemplateStringsArray, ...values: readonly unknown[]): Markdown {
  const texts = values.map(String);
  const join = (inserted: readonly string[]) =>
    strings.map((fixed, at) => fixed + (inserted[at] ?? "")).join("");
  return new Markdown(join(texts.map(escapeMarkdown)), join(texts));
}

function escapeMarkdown(text: string): string {
  // Entities, because renderers disagree on a backslash before "<", "&" and the formula sign.
  return text
    .replace(/[\\`*_{}[\]()#+!|~]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/\$/g, "&#36;");
}
