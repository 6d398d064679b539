/**
 * Prose that a cell computes.
 *
 * @module
 */

import { DISPLAY, type Displayable, type Forms } from "lib/display.ts";
import { visible } from "lib/visible.ts";

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
 * Text in the type of code, such as a path: whatever it holds appears literally, in every renderer.
 *
 * @param text the text; control characters in it are spelled out
 * @returns the prose, to stand by itself or in a template of {@linkcode markdown}
 *
 * @example
 * ```ts
 * import { code, markdown } from "lib/text/markdown.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(markdown`Data: ${code("a_b.parquet")}`.source, "Data: `a_b.parquet`");
 * assertEquals(code("a`<b>").source, "<code>a&#96;&#60;b&#62;</code>");
 * ```
 */
export function code(text: string): Markdown {
  const shown = visible(text);
  return new Markdown(codeSpan(shown), `\`${shown}\``);
}

function codeSpan(text: string): string {
  if (/^[^\s`\\$<>&]([^`\\$<>&]*[^\s`\\$<>&])?$/.test(text)) return `\`${text}\``;
  // Renderers disagree on backticks in code, and on what is a formula before it is code.
  return `<code>${text.replace(/[^\p{L}\p{M}\p{N}/ ]/gu, entityOf)}</code>`;
}

/**
 * Prose from a template of Markdown; what is inserted appears literally, not as Markdown.
 *
 * @param strings the fixed parts
 * @param values the inserted values, such as a path whose underscores mean nothing; control
 *   characters in them are spelled out. Prose ({@linkcode Markdown}) is inserted as it is
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
  const parts = values.map((value) => value instanceof Markdown ? value : literally(value));
  const join = (inserted: readonly string[]) =>
    strings.map((fixed, at) => fixed + (inserted[at] ?? "")).join("");
  return new Markdown(
    join(parts.map(({ source }) => source)),
    join(parts.map(({ text }) => text)),
  );
}

function literally(value: unknown): Markdown {
  const text = visible(String(value));
  return new Markdown(escapeMarkdown(text), text);
}

function escapeMarkdown(text: string): string {
  // Entities, because renderers disagree on a backslash before "<", "&" and the formula sign.
  return text
    .replace(/[\\`*_{}[\]()#+!|~]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/\$/g, "&#36;")
    // What begins a list, a heading, a rule or code where the value begins a line.
    .replace(/^-(?=[\s-]|$)|^[=\s]|(?<=^\d{1,9})\.(?=\s|$)/, entityOf)
    // What renderers make a link of by themselves.
    .replace(/:(?=\/\/)|(?<=\bwww)\.|@/gi, entityOf);
}

function entityOf(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
