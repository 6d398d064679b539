/**
 * Plain values in the notation of the analyses' originals.
 *
 * @module
 */

import { DISPLAY, type Displayable, type Forms } from "lib/display.ts";

/** Several values shown side by side in round brackets. */
export class Tuple implements Displayable {
  /** The values. */
  readonly items: readonly unknown[];

  /** @param items the values */
  constructor(items: readonly unknown[]) {
    this.items = items;
  }

  /** The values in round brackets. */
  [DISPLAY](): Forms {
    return { "text/plain": formatPlain(this) };
  }
}

/**
 * Several values, to be shown side by side in round brackets.
 *
 * @param items the values
 * @returns the group
 *
 * @example
 * ```ts
 * import { formatPlain, tuple } from "lib/notebook/plain.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formatPlain(tuple(737_762, 20)), "(737762, 20)");
 * ```
 */
export function tuple(...items: readonly unknown[]): Tuple {
  return new Tuple(items);
}

const LINE_WIDTH = 79;
const MOST_ITEMS = 1000;

/**
 * A plain value as text: arrays in square brackets, tuples in round ones, strings inside them in
 * single quotes; what does not fit a line gets one line an item, and of an array at most the first
 * 1,000 items are written.
 */
export function formatPlain(value: unknown): string {
  return typeof value === "string" ? value : formatItem(value, 0);
}

function formatItem(value: unknown, indent: number): string {
  const items = itemsOf(value);
  if (items === undefined) return formatAtom(value);
  const [open, close] = value instanceof Tuple ? ["(", ")"] : ["[", "]"];
  const written = items.slice(0, MOST_ITEMS).map((item) => formatItem(item, indent + 1));
  if (items.length > MOST_ITEMS) written.push("...");
  const line = open + written.join(", ") + close;
  if (!line.includes("\n") && indent + line.length <= LINE_WIDTH) return line;
  return open + written.join(`,\n${" ".repeat(indent + 1)}`) + close;
}

function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (value instanceof Tuple) return value.items;
  if (Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    // One item more than is written, to tell that there are more.
    const head = (value as Float64Array).subarray(0, MOST_ITEMS + 1);
    return Array.from<unknown>(head);
  }
  return undefined;
}

function formatAtom(value: unknown): string {
  if (typeof value === "string") {
    return `'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
  }
  if (typeof value === "object" && value !== null) {
    return Deno.inspect(value, { depth: 4, colors: false });
  }
  if (typeof value === "boolean") return value ? "True" : "False";
  return String(value);
}
