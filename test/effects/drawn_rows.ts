/**
 * Rows drawn once, and the same rows in another order or with their arms exchanged.
 *
 * @module
 */

import type { AipwInputs } from "lib/effects/aipw.ts";
import { seededSource } from "lib/random/seeded.ts";

/** How many rows are drawn. */
export const ROWS = 600;

/** Rows with nuisances that are known, lists of several sizes, and a topic of three. */
export interface Rows extends AipwInputs {
  readonly listSize: Float64Array;
  readonly topic: Int32Array;
}

/** Rows whose probabilities are eighths, so that 1 − e has no rounding. */
export function drawn(): Rows {
  const source = seededSource(31, "effect symmetries");
  const numbers = (of: () => number) => Float64Array.from({ length: ROWS }, of);
  const propensity = numbers(() => (1 + Math.floor(7 * source.uniform())) / 8);
  const [outcomeTreated, outcomeControl] = [0.3, 0.2].map((rate) =>
    numbers(() => Math.floor(64 * (rate + 0.2 * source.uniform())) / 64)
  ) as [Float64Array, Float64Array];
  const treatment = Uint8Array.from(propensity, (e) => source.uniform() < e ? 1 : 0);
  return {
    propensity,
    outcomeTreated,
    outcomeControl,
    treatment,
    outcome: Uint8Array.from(
      treatment,
      (t, row) => source.uniform() < (t === 1 ? outcomeTreated : outcomeControl)[row]! ? 1 : 0,
    ),
    listSize: numbers(() => 2 ** Math.floor(4 * source.uniform())),
    topic: Int32Array.from({ length: ROWS }, () => Math.floor(3 * source.uniform())),
  };
}

/** Rows chosen by their numbers, in that order. */
export function chosen(rows: Rows, order: readonly number[]): Rows {
  const numbers = (column: Float64Array) => Float64Array.from(order, (row) => column[row]!);
  return {
    propensity: numbers(rows.propensity),
    outcomeTreated: numbers(rows.outcomeTreated),
    outcomeControl: numbers(rows.outcomeControl),
    listSize: numbers(rows.listSize),
    treatment: Uint8Array.from(order, (row) => rows.treatment[row]!),
    outcome: Uint8Array.from(order, (row) => rows.outcome[row]!),
    topic: Int32Array.from(order, (row) => rows.topic[row]!),
  };
}

/** The same rows with the control arm called the treated. */
export function exchanged(rows: Rows): Rows {
  return {
    ...rows,
    treatment: rows.treatment.map((t) => 1 - t),
    propensity: rows.propensity.map((e) => 1 - e),
    outcomeTreated: rows.outcomeControl,
    outcomeControl: rows.outcomeTreated,
  };
}
