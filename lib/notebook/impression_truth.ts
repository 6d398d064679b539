/**
 * What is known of the true effects in the table that a notebook reads.
 *
 * @module
 */

import { dirname } from "node:path";
import { mean } from "simple-statistics";
import { InputError } from "lib/errors.ts";
import { isFile } from "lib/files/presence.ts";
import type { ImpressionInput } from "lib/notebook/impression_input.ts";
import { samplePaths } from "lib/simulation/impressions/sample_files.ts";
import { readTruth, truthBeside, whyNotTruth } from "lib/simulation/impressions/truth.ts";
import type { OrderFinding } from "lib/tables/list_order.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";
import { code, type Markdown, markdown, md } from "lib/text/markdown.ts";

/** The true effects in a table, as far as they are known. */
export interface KnownTruth {
  /**
   * True effects of a place in the top three on some rows.
   *
   * @param rows the rows' numbers in the table, from 0
   * @returns a difference of click probabilities per row; undefined where nobody knows it
   */
  at(rows: Int32Array): Float64Array | undefined;
  /**
   * What a simulation knows of some rows besides: both click probabilities, and the probability of a place
   * in the top three.
   *
   * @param rows the rows' numbers in the table, from 0
   * @returns one probability a row each; undefined where nobody knows them
   */
  modelAt(rows: Int32Array): KnownModel | undefined;
  /** What is known, for the reader; undefined where the finding on the order has said it. */
  readonly notice: Markdown | undefined;
}

/** What a simulation drew rows from. */
export interface KnownModel {
  /** Probability of a click in the top three, and further down. */
  readonly topThree: Float64Array;
  readonly furtherDown: Float64Array;
  /** Probability of a place in the top three. */
  readonly propensity: Float64Array;
}

/**
 * Truth of the table that a notebook found: 0 for every row where the order of the lists is known to
 * have been shuffled, and nothing speaks against it; what the simulation wrote down where the table is simulated and the file beside
 * it belongs to it; else unknown.
 *
 * A truth belongs to a table if both say in their footers that they come from one simulation: the same
 * order, number of lists and seed. Any other is not used, and the notice says so.
 *
 * @param input the table found
 * @param order what is known of the order of its lists, by `describeOrder`
 * @param rows the number of rows of the table
 * @returns the truth of any rows, and a sentence on it
 * @throws {InputError} if the truth belongs to the table, but is damaged
 *
 * @example A table of one's own
 * ```ts
 * import { findTruth } from "lib/notebook/impression_truth.ts";
 * import { md } from "lib/text/markdown.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const input = {
 *   path: "mine.parquet",
 *   simulated: false,
 *   provenance: { kind: "unknown" },
 *   notice: md("Data: `mine.parquet`."),
 * } as const;
 * const truth = await findTruth(input, { effect: "open", doubt: "" }, 900);
 * assertEquals(truth.at(Int32Array.of(0)), undefined);
 * ```
 */
export async function findTruth(
  input: ImpressionInput,
  order: Pick<OrderFinding, "effect" | "doubt">,
  rows: number,
): Promise<KnownTruth> {
  if (order.effect === "zero") {
    if (order.doubt !== "") {
      return unknown(md("So the true effect is not taken to be known either."));
    }
    return {
      at: (drawn) => new Float64Array(drawn.length),
      modelAt: () => undefined,
      notice: undefined,
    };
  }
  const { path, provenance } = input;
  if (provenance.kind !== "simulated impressions") {
    return unknown(
      input.simulated
        ? markdown`${UNREAD} the table does not say of which simulation it is. ${ANEW}`
        : md("The true effect of a place is not known here: it can only be estimated."),
    );
  }
  const truthPath = truthBeside(path) || samplePaths(dirname(path), provenance.order).truthPath;
  const name = code(truthPath.split("/").at(-1)!);
  if (!await isFile(truthPath)) {
    return unknown(markdown`${UNREAD} ${name} is not beside the table. ${ANEW}`);
  }
  const fault = whyNotTruth(truthPath, provenance);
  if (fault !== undefined) return unknown(markdown`${UNREAD} ${name} ${fault}. ${ANEW}`);
  const { topThree, furtherDown, propensity } = readTruth(truthPath, rows);
  const lifts = topThree.map((probability, row) => probability - furtherDown[row]!);
  return {
    at: (drawn) => chosen(lifts, drawn),
    modelAt: (drawn) =>
      propensity === undefined ? undefined : {
        topThree: chosen(topThree, drawn),
        furtherDown: chosen(furtherDown, drawn),
        propensity: chosen(propensity, drawn),
      },
    notice: markdown`The true effect on every row is known, from ${name}: over the whole table, a ${
      md("place in the top three adds")
    } ${clicksPerHundred(averageOf(lifts))} clicks to every 100 displays.`,
  };
}

const UNREAD = md("The simulation knows the true effect on every row, but it is not used here:");
const ANEW = md("`deno task data:sample` makes both anew.");

function unknown(notice: Markdown): KnownTruth {
  return { at: () => undefined, modelAt: () => undefined, notice };
}

/** The values of some rows. */
function chosen(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => {
    const value = values[row];
    if (value !== undefined) return value;
    throw new InputError(`there is no row ${row} in a table of ${values.length} rows`, {
      remedy: "Give numbers of its rows, from 0.",
    });
  });
}

function averageOf(lifts: Float64Array): number {
  // simple-statistics reads any indexable list of numbers; its types only name number[].
  return mean(lifts as unknown as number[]);
}
