/**
 * Plain values as TypeScript writes them.
 *
 * @module
 */

const LINE_WIDTH = 79;
const MOST_ITEMS = 1000;

/**
 * A plain value as text: a string as it is, anything else in TypeScript's notation; of an array at most
 * the first 1,000 items.
 */
export function formatPlain(value: unknown): string {
  return typeof value === "string" ? value : Deno.inspect(itemsOf(value), {
    depth: 4,
    colors: false,
    breakLength: LINE_WIDTH,
    iterableLimit: MOST_ITEMS,
  });
}

/** The items of a column of numbers, which reads like any list of them. */
function itemsOf(value: unknown): unknown {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return value;
  // One item more than is written, to tell that there are more.
  return Array.from<unknown>((value as Float64Array).subarray(0, MOST_ITEMS + 1));
}
