/**
 * Rows with a known effect of 0.2, missing covariates and three folds, for the tests of this folder.
 *
 * @module
 */

import { stratifiedFolds } from "lib/nuisance/folds.ts";
import type { CrossFitData } from "lib/nuisance/nuisance_model.ts";
import { seededSource } from "lib/random/seeded.ts";

/** The same rows whenever it is called with the same number. */
export function simulatedRows(rows: number): CrossFitData {
  const { uniform, integerBelow } = seededSource("cross-fit");
  const values = Float64Array.from({ length: rows }, () => uniform() < 0.05 ? NaN : uniform());
  const codes = Int32Array.from({ length: rows }, () => integerBelow(5) - 1);
  const treatment = Uint8Array.from({ length: rows }, () => uniform() < 0.3 ? 1 : 0);
  const outcome = Uint8Array.from(
    { length: rows },
    (_, row) => uniform() < 0.1 + 0.2 * treatment[row]! ? 1 : 0,
  );
  return {
    features: {
      rows,
      numeric: [{ name: "x", values }],
      categorical: [{ name: "topic", levels: ["a", "b", "c", "d"], codes }],
    },
    treatment,
    outcome,
    foldOfRow: stratifiedFolds(treatment, 3, 42),
  };
}
