/**
 * What cross-fitting demands of its rows and options, so that a fault is told by the column's name
 * and with its remedy before any model is fitted.
 *
 * @module
 */

import { requireBothClasses } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import type { FeatureTable } from "lib/nuisance/features.ts";
import { sumByFold } from "lib/nuisance/folds.ts";
import {
  type CrossFitData,
  DEFAULT_NUISANCE_OPTIONS,
  type NuisanceOptions,
  TREATMENT_COLUMN,
} from "lib/nuisance/nuisance_model.ts";

/** The check of the rows: lengths, folds, both classes, levels, names and finite numbers. */
export function checkCrossFitData(data: CrossFitData): void {
  checkLengths(data);
  checkFolds(data.foldOfRow);
  checkBinary("treatment", data.treatment);
  checkBinary("outcome", data.outcome);
  checkLevels(data.features);
  checkNames(data.features);
  checkTrainingRows(data);
  checkFinite(data.features);
}

/** The nuisance options in full: the default where none is given, and each a number it can be. */
export function completeOptions(given: Partial<NuisanceOptions>): NuisanceOptions {
  const unknown = Object.keys(given).find((name) => !(name in DEFAULT_NUISANCE_OPTIONS));
  if (unknown !== undefined) {
    throw new InputError(`there is no option "${unknown}"`, {
      remedy: `The options are ${
        [...Object.keys(DEFAULT_NUISANCE_OPTIONS), "workers", "onProgress"].join(", ")
      }.`,
    });
  }
  const minimumLevelCount = given.minimumLevelCount ?? DEFAULT_NUISANCE_OPTIONS.minimumLevelCount;
  const penalty = given.penalty ?? DEFAULT_NUISANCE_OPTIONS.penalty;
  const gradientTolerance = given.gradientTolerance ?? DEFAULT_NUISANCE_OPTIONS.gradientTolerance;
  demand("minimumLevelCount", minimumLevelCount, isCount, "a whole number, at least 1");
  demand("penalty", penalty, (value) => value >= 0 && value < Infinity, "0 or more");
  demand("gradientTolerance", gradientTolerance, (value) => value > 0, "greater than 0");
  return { minimumLevelCount, penalty, gradientTolerance };
}

/** The check of the number of threads, where one is given. */
export function checkWorkers(workers: number | undefined): void {
  if (workers !== undefined) demand("workers", workers, isCount, "a whole number, at least 1");
}

function demand(
  name: string,
  value: number,
  isFit: (value: number) => boolean,
  demanded: string,
): void {
  if (typeof value !== "number" || !isFit(value)) {
    throw new InputError(`${name} is ${Deno.inspect(value)}`, {
      remedy: `It must be ${demanded}.`,
    });
  }
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

function checkLengths({ features, treatment, outcome, foldOfRow }: CrossFitData): void {
  const { rows, numeric, categorical } = features;
  const columns: [string, { readonly length: number }][] = [
    ["treatment", treatment],
    ["outcome", outcome],
    ["foldOfRow", foldOfRow],
    ...numeric.map(({ name, values }): [string, Float64Array] => [name, values]),
    ...categorical.map(({ name, codes }): [string, Int32Array] => [name, codes]),
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
}

function checkFolds(foldOfRow: Uint8Array): void {
  const rows = foldOfRow.length;
  const foldSizes = sumByFold(foldOfRow, () => 1);
  if (foldSizes.length < 2 || foldSizes.some((count) => count === 0)) {
    throw new InputError(`the ${rows} rows are dealt into folds of ${foldSizes.join(", ")} rows`, {
      column: "foldOfRow",
      count: rows,
      remedy: "Number the folds from 0 and give every fold rows; two folds are the least.",
    });
  }
}

function checkBinary(column: string, values: Uint8Array): void {
  let ones = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value > 1) {
      throw new InputError(`the value ${value} is neither 0 nor 1`, {
        column,
        remedy: "Recode the column to 0 and 1.",
      });
    }
    ones += value;
  }
  requireBothClasses(ones, values.length, { column, remedy: "Give rows of both kinds." });
}

function checkLevels({ rows, categorical }: FeatureTable): void {
  for (const { name, codes, levels } of categorical) {
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
}

/** Two columns of one name could not be told apart in the fits, and one name is taken. */
function checkNames({ numeric, categorical }: FeatureTable): void {
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
function checkTrainingRows({ features, treatment, outcome, foldOfRow }: CrossFitData): void {
  const foldSizes = sumByFold(foldOfRow, () => 1);
  const outside = (ofFold: Float64Array, fold: number) =>
    ofFold.reduce((sum, value) => sum + value, 0) - ofFold[fold]!;
  for (const [column, values] of [["treatment", treatment], ["outcome", outcome]] as const) {
    const onesOfFold = sumByFold(foldOfRow, (row) => values[row]!);
    for (let fold = 0; fold < foldSizes.length; fold++) {
      requireBothClasses(outside(onesOfFold, fold), outside(foldSizes, fold), {
        noun: `values outside fold ${fold + 1}`,
        column,
        remedy: "Give more rows, or deal them into other folds.",
      });
    }
  }
  for (const { name, codes } of features.categorical) {
    const presentOfFold = sumByFold(foldOfRow, (row) => codes[row]! < 0 ? 0 : 1);
    const bare = foldSizes.findIndex((_, fold) => outside(presentOfFold, fold) === 0);
    if (bare >= 0) {
      throw new InputError(`all values outside fold ${bare + 1} are missing`, {
        column: name,
        count: outside(foldSizes, bare),
        remedy: "Leave the covariate out or fill it in.",
      });
    }
  }
}

function checkFinite({ rows, numeric }: FeatureTable): void {
  for (const { name, values } of numeric) {
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
