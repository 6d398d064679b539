/**
 * Holding the numbers that a notebook's prose quotes against computed ones.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { formatFixed } from "lib/text/format_fixed.ts";
import { readProse } from "./prose.ts";

const NUMBER = /−?(?:\d[\d,]*)?\.?\d+/g;

/**
 * Reads a notebook's prose, to hold the numbers in it against computed ones.
 *
 * @param notebook the notebook's path from the clone's root
 * @returns a function that fails unless the prose holds a text, and each number in that text is the
 *   given one, rounded to the decimals that are quoted
 */
export async function readQuotes(
  notebook: string,
): Promise<(text: string, ...values: readonly number[]) => void> {
  const said = await readProse(notebook);
  return (text, ...values) => {
    said(text);
    const quoted = (text.match(NUMBER) ?? []).map((number) =>
      number.replace("−", "-").replaceAll(",", "").replace(/^(-?)\./, "$10.")
    );
    const computed = values.map((value, at) =>
      formatFixed(value, quoted[at]?.split(".")[1]?.length ?? 0)
    );
    assertEquals(computed, quoted, `${text}: computed are ${computed.join(", ")}`);
  };
}
