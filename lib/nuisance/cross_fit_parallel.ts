/**
 * Cross-fitting both nuisance models, on one thread or two.
 *
 * @module
 */

import type { OnProgress } from "lib/progress.ts";
import { requireBothClasses } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import {
  type CrossFitData,
  type CrossFitResult,
  DEFAULT_NUISANCE_OPTIONS,
  fitNuisanceModel,
  joinPredictions,
  type NuisanceOptions,
  type NuisancePredictions,
  TREATMENT_COLUMN,
} from "lib/nuisance/cross_fit.ts";
import type { CrossFitReply, CrossFitRequest } from "lib/nuisance/cross_fit_worker.ts";
import { countFolds, sumByFold } from "lib/nuisance/folds.ts";
import { LogisticFitError } from "lib/nuisance/logistic.ts";

/** How to cross-fit. */
export interface CrossFitOptions extends Partial<NuisanceOptions> {
  /**
   * How many threads may work: with 2 or more the outcome model is fitted on a thread of its own.
   * The results are the same bits either way. Without it, the number of rows decides.
   */
  readonly workers?: number;
  /** Called whenever a model of a fold is done. */
  readonly onProgress?: OnProgress;
}

/**
 * From this many rows a second thread is used unless the caller says otherwise.
 *
 * A second thread gets a copy of the columns and compiles the code anew: 40 % more memory, and a
 * third more processor time. On two processors that is not won back below this size.
 */
export const ROWS_WORTH_A_THREAD = 1_000_000;

/**
 * Fits both nuisance models on every fold's training rows and predicts the rows held out.
 *
 * @param data covariates, treatment, outcome and folds
 * @param options how the models are built and on how many threads; the originals' choices by
 *   default
 * @returns propensity and outcome predictions for every row, from models that never saw it
 * @throws {InputError} if the lengths do not fit together, if the rows are fewer than the folds, if
 *   an arm or an outcome is absent, if a category is missing throughout, or if an option is no
 *   number it can be
 * @throws {LogisticFitError} if a fit cannot reach its optimum
 *
 * @example
 * ```ts
 * import { crossFit } from "lib/nuisance/cross_fit_parallel.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = 60;
 * const result = await crossFit({
 *   features: {
 *     rows,
 *     numeric: [{ name: "hour", values: Float64Array.from({ length: rows }, (_, i) => i % 7) }],
 *     categorical: [],
 *   },
 *   treatment: Uint8Array.from({ length: rows }, (_, i) => i % 3 === 0 ? 1 : 0),
 *   outcome: Uint8Array.from({ length: rows }, (_, i) => i % 5 === 0 ? 1 : 0),
 *   foldOfRow: Uint8Array.from({ length: rows }, (_, i) => i % 2),
 * });
 * assertEquals(result.propensity.length, 60);
 * ```
 */
export async function crossFit(
  data: CrossFitData,
  options: CrossFitOptions = {},
): Promise<CrossFitResult> {
  checkData(data);
  const { workers, onProgress, ...given } = options;
  const unknown = Object.keys(given).find((name) => !(name in DEFAULT_NUISANCE_OPTIONS));
  if (unknown !== undefined) {
    throw new InputError(`there is no option "${unknown}"`, {
      remedy: `The options are ${
        [...Object.keys(DEFAULT_NUISANCE_OPTIONS), "workers", "onProgress"].join(", ")
      }.`,
    });
  }
  const nuisance: NuisanceOptions = {
    minimumLevelCount: given.minimumLevelCount ?? DEFAULT_NUISANCE_OPTIONS.minimumLevelCount,
    penalty: given.penalty ?? DEFAULT_NUISANCE_OPTIONS.penalty,
    gradientTolerance: given.gradientTolerance ?? DEFAULT_NUISANCE_OPTIONS.gradientTolerance,
  };
  checkOptions(nuisance, workers);
  const threads = workers ?? (data.features.rows >= ROWS_WORTH_A_THREAD ? 2 : 1);

  const total = 2 * countFolds(data.foldOfRow);
  let done = 0;
  const onFold = () =>
    onProgress?.({ step: "fitting", text: "Fitting nuisance models", done: ++done, total });
  if (threads === 1) {
    const propensity = fitNuisanceModel("propensity", data, nuisance, onFold);
    return joinPredictions(propensity, fitNuisanceModel("outcome", data, nuisance, onFold));
  }
  const outcome = fitInWorker({ model: "outcome", data, options: nuisance }, onFold);
  // A failure of the propensity model must not leave the worker's own failure unheard.
  outcome.catch(() => {});
  const propensity = fitNuisanceModel("propensity", data, nuisance, onFold);
  return joinPredictions(propensity, await outcome);
}

function fitInWorker(request: CrossFitRequest, onFold: () => void): Promise<NuisancePredictions> {
  const worker = new Worker(new URL("./cross_fit_worker.ts", import.meta.url), { type: "module" });
  return new Promise<NuisancePredictions>((resolve, reject) => {
    worker.onmessage = ({ data: reply }: MessageEvent<CrossFitReply>) => {
      if (reply.kind === "fold") onFold();
      else if (reply.kind === "done") resolve(reply.predictions);
      else reject(rebuildError(reply.name, reply.message));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`the cross-fitting worker stopped: ${event.message}`));
    };
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

/** An error's class does not survive the way between threads; its name does. */
function rebuildError(name: string, message: string): Error {
  if (name === "LogisticFitError") return new LogisticFitError(message);
  if (name === "RangeError") return new RangeError(message);
  return new Error(`${name}: ${message}`);
}

function checkData({ features, treatment, outcome, foldOfRow }: CrossFitData): void {
  const { rows } = features;
  const columns: [string, { readonly length: number }][] = [
    ["treatment", treatment],
    ["outcome", outcome],
    ["foldOfRow", foldOfRow],
    ...features.numeric.map(({ name, values }): [string, Float64Array] => [name, values]),
    ...features.categorical.map(({ name, codes }): [string, Int32Array] => [name, codes]),
  ];
  for (const [column, values] of columns) {
    if (values.length !== rows) {
      throw new InputError(`${values.length} values for ${rows} rows`, {
        column,
        count: values.length,
        remedy: "Give every column one value per row.",
      });
    }
  }
  const rowsOfFold = sumByFold(foldOfRow, () => 1);
  if (rowsOfFold.length < 2 || rowsOfFold.some((count) => count === 0)) {
    throw new InputError(`the ${rows} rows are dealt into folds of ${rowsOfFold.join(", ")} rows`, {
      column: "foldOfRow",
      count: rows,
      remedy: "Number the folds from 0 and give every fold rows; two folds are the least.",
    });
  }
  for (const [column, values] of [["treatment", treatment], ["outcome", outcome]] as const) {
    let ones = 0;
    for (let i = 0; i < rows; i++) {
      const value = values[i]!;
      if (value > 1) {
        throw new InputError(`the value ${value} is neither 0 nor 1`, {
          column,
          remedy: "Recode the column to 0 and 1.",
        });
      }
      ones += value;
    }
    requireBothClasses(ones, rows, { column, remedy: "Give rows of both kinds." });
  }
  for (const { name, codes, levels } of features.categorical) {
    let beyond = 0;
    for (let i = 0; i < rows; i++) if (codes[i]! >= levels.length) beyond++;
    if (beyond > 0) {
      throw new InputError(`${beyond} of ${rows} codes name none of ${levels.length} levels`, {
        column: name,
        count: beyond,
        remedy: "Give every code its level, or −1 where the level is missing.",
      });
    }
  }
  checkNames(features);
  checkTrainingRows({ features, treatment, outcome, foldOfRow }, rowsOfFold);
  for (const { name, values } of features.numeric) {
    let infinite = 0;
    for (let i = 0; i < rows; i++) if (Math.abs(values[i]!) === Infinity) infinite++;
    if (infinite > 0) {
      throw new InputError(`${infinite} of ${rows} values are infinite`, {
        column: name,
        count: infinite,
        remedy: "Correct them or mark them as missing.",
      });
    }
  }
}

/** Two columns of one name could not be told apart in the fits, and one name is taken. */
function checkNames({ numeric, categorical }: CrossFitData["features"]): void {
  const names = [...numeric, ...categorical].map(({ name }) => name);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) {
    throw new InputError("two covariates have the same name", {
      column: repeated,
      remedy: "Rename one of them.",
    });
  }
  if (names.includes(TREATMENT_COLUMN)) {
    throw new InputError("a covariate has the name under which the treatment enters the model", {
      column: TREATMENT_COLUMN,
      remedy: "Rename it, or leave it out if it is the treatment.",
    });
  }
}

/** Without a fold, the other rows must still hold both arms, both outcomes and some level. */
function checkTrainingRows(
  { features, treatment, outcome, foldOfRow }: CrossFitData,
  rowsOfFold: Float64Array,
): void {
  const outside = (ofFold: Float64Array, fold: number) =>
    ofFold.reduce((sum, value) => sum + value, 0) - ofFold[fold]!;
  for (const [column, values] of [["treatment", treatment], ["outcome", outcome]] as const) {
    const onesOfFold = sumByFold(foldOfRow, (row) => values[row]!);
    for (let fold = 0; fold < rowsOfFold.length; fold++) {
      const ones = outside(onesOfFold, fold);
      const count = outside(rowsOfFold, fold);
      requireBothClasses(ones, count, {
        noun: `values outside fold ${fold + 1}`,
        column,
        remedy: "Give more rows, or deal them into other folds.",
      });
    }
  }
  for (const { name, codes } of features.categorical) {
    const presentOfFold = sumByFold(foldOfRow, (row) => codes[row]! < 0 ? 0 : 1);
    const bare = rowsOfFold.findIndex((_, fold) => outside(presentOfFold, fold) === 0);
    if (bare >= 0) {
      throw new InputError(`all values outside fold ${bare + 1} are missing`, {
        column: name,
        count: outside(rowsOfFold, bare),
        remedy: "Leave the covariate out or fill it in.",
      });
    }
  }
}

function checkOptions(options: NuisanceOptions, workers: number | undefined): void {
  const demands: [string, number, boolean, string][] = [
    [
      "minimumLevelCount",
      options.minimumLevelCount,
      Number.isInteger(options.minimumLevelCount) && options.minimumLevelCount >= 1,
      "a whole number, at least 1",
    ],
    ["penalty", options.penalty, options.penalty >= 0 && options.penalty < Infinity, "0 or more"],
    [
      "gradientTolerance",
      options.gradientTolerance,
      options.gradientTolerance > 0,
      "greater than 0",
    ],
    [
      "workers",
      workers ?? 1,
      workers === undefined || (Number.isInteger(workers) && workers >= 1),
      "a whole number, at least 1",
    ],
  ];
  for (const [name, value, fits, demand] of demands) {
    if (typeof value !== "number" || !fits) {
      throw new InputError(`${name} is ${Deno.inspect(value)}`, {
        remedy: `It must be ${demand}.`,
      });
    }
  }
}
