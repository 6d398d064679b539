/**
 * What cross-fitting demands of its rows and options, so that a fault is told by the column's name
 * and with its remedy before any model is fitted.
 *
 * @module
 */

import { requireKnownOptions, requireRecord, requireWorkers } from "lib/argument_checks.ts";
import { binaryColumn, requireBothClasses, requireLengths } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { type FeatureTable, soundFeatures } from "lib/nuisance/features.ts";
import { foldColumn, sumByFold } from "lib/nuisance/folds.ts";
import {
  type CrossFitData,
  DEFAULT_NUISANCE_OPTIONS,
  type NuisanceOptions,
  TREATMENT_COLUMN,
} from "lib/nuisance/nuisance_model.ts";

/** The rows in the columns that models read, checked: lengths, folds, classes, levels and numbers. */
export function soundCrossFitData(given: CrossFitData): CrossFitData {
  requireRecord(given, "columns", "{ features, treatment, outcome, foldOfRow }");
  const features = soundFeatures(given.features);
  requireLengths(
    { treatment: given.treatment, outcome: given.outcome, foldOfRow: given.foldOfRow },
    features.rows,
  );
  const foldOfRow = foldColumn(given.foldOfRow);
  checkFolds(foldOfRow);
  const treatment = bothClasses("treatment", given.treatment);
  const outcome = bothClasses("outcome", given.outcome);
  const data = { features, treatment, outcome, foldOfRow };
  checkNames(features);
  checkTrainingRows(data);
  return data;
}

/** The nuisance options in full: the default where none is given, and each a number it can be. */
export function completeOptions(given: Partial<NuisanceOptions>): NuisanceOptions {
  requireKnownOptions(given, [
    ...Object.keys(DEFAULT_NUISANCE_OPTIONS),
    "workers",
    "onProgress",
  ]);
  const {
    outcomeModel = DEFAULT_NUISANCE_OPTIONS.outcomeModel,
    minimumLevelCount = DEFAULT_NUISANCE_OPTIONS.minimumLevelCount,
    penalty = DEFAULT_NUISANCE_OPTIONS.penalty,
    gradientTolerance = DEFAULT_NUISANCE_OPTIONS.gradientTolerance,
  } = given;
  demand("minimumLevelCount", minimumLevelCount, isCount, "a whole number, at least 1");
  demand("penalty", penalty, (value) => value >= 0 && value < Infinity, "0 or more");
  demand("gradientTolerance", gradientTolerance, (value) => value > 0, "greater than 0");
  if (outcomeModel !== "shared" && outcomeModel !== "per arm") {
    throw new InputError(`outcomeModel is ${Deno.inspect(outcomeModel)}`, {
      remedy: 'It must be "shared" or "per arm".',
    });
  }
  return { outcomeModel, minimumLevelCount, penalty, gradientTolerance };
}

/** The check of the number of threads, where one is given. */
export function checkWorkers(workers: number | undefined): void {
  if (workers !== undefined) requireWorkers(workers);
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

function bothClasses(column: string, given: Uint8Array): Uint8Array {
  const values = binaryColumn(given, column);
  let ones = 0;
  for (let i = 0; i < values.length; i++) ones += values[i]!;
  requireBothClasses(ones, values.length, { column, remedy: "Give rows of both kinds." });
  return values;
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
      remedy: "Rename it, unless it is the treatment itself, which is no covariate.",
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
        remedy: "Fill it in, or deal the rows into other folds.",
      });
    }
  }
}
