/**
 * Folds: which rows are held out together, and which are left to train on.
 *
 * @module
 */

import { shown, wholeColumn } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { RandomState } from "lib/random/numpy.ts";

/**
 * Stratified folds: the test folds of scikit-learn's
 * `StratifiedKFold(folds, shuffle=True, random_state=seed)`, bit for bit.
 *
 * Each class is dealt to the folds as evenly as the other classes allow: the sorted labels are
 * dealt out in turn, which fixes how many rows of each class a fold gets, and one generator then
 * shuffles each class's fold numbers, class after class in order of first appearance.
 *
 * @param labels the class of every row; any whole numbers of 32 bits, or false and true for 0 and 1
 * @param folds how many folds, at least 2
 * @param seed an integer from 0 to 2³² − 1
 * @returns for every row the number of the fold that holds it out, from 0 to `folds` − 1
 * @throws {InputError} if `folds` is not an integer from 2 to 255, if a label is no whole number, if
 *   there are fewer rows than folds, if some class has fewer rows than folds, or if the seed is
 *   invalid
 *
 * @example
 * ```ts
 * import { stratifiedFolds } from "lib/nuisance/folds.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // Six articles, of which every other stood at the top of its list: each fold gets one of either.
 * const atTop = Uint8Array.of(0, 1, 0, 1, 0, 1);
 * const foldOfArticle = stratifiedFolds(atTop, 3, 42);
 * assertEquals([...foldOfArticle.filter((_, article) => atTop[article] === 1)].sort(), [0, 1, 2]);
 * ```
 */
export function stratifiedFolds(labels: Uint8Array, folds: number, seed: number): Uint8Array {
  return dealStratified(classColumn(labels), folds, seed);
}

/** The labels as numbers that can be compared, none missing. */
function classColumn(labels: ArrayLike<unknown>): Uint8Array | Int32Array {
  if (labels instanceof Uint8Array) return labels;
  const numbers = Array.isArray(labels)
    ? labels.map((label) => typeof label === "boolean" ? Number(label) : label)
    : labels;
  return wholeColumn(numbers, "labels", {
    least: -(2 ** 31),
    what: "outside the whole numbers of 32 bits",
    remedy: "Number the classes from 0.",
  });
}

function dealStratified(
  labels: Uint8Array | Int32Array,
  folds: number,
  seed: number,
): Uint8Array {
  if (!Number.isInteger(folds) || folds < 2 || folds > 255) {
    throw new InputError(`${shown(folds)} is not a number of folds`, {
      remedy: "Give an integer from 2 to 255.",
    });
  }
  if (labels.length < folds) {
    throw new InputError(`${labels.length} rows cannot fill ${folds} folds`, {
      count: labels.length,
      remedy: "Give more rows or ask for fewer folds.",
    });
  }
  const classSizes = countLabels(labels);
  for (const [label, size] of classSizes) {
    if (size < folds) {
      throw new InputError(`class ${label} has ${size} rows, fewer than ${folds} folds`, {
        count: size,
        remedy: "Give more rows of that class or ask for fewer folds.",
      });
    }
  }
  const generator = new RandomState(seed);
  const foldOfRow = new Uint8Array(labels.length);
  let dealt = 0;
  for (const [label, size] of classSizes) {
    const classFolds = dealInTurn(size, folds, dealt);
    dealt += size;
    generator.shuffle(classFolds);
    let next = 0;
    for (let row = 0; row < labels.length; row++) {
      if (labels[row] === label) foldOfRow[row] = classFolds[next++]!;
    }
  }
  return foldOfRow;
}

/** The number of rows of each label, in order of first appearance. */
function countLabels(labels: Uint8Array | Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** The sorted fold numbers of a class whose rows are dealt out in turn after `dealt` others. */
function dealInTurn(size: number, folds: number, dealt: number): Uint8Array {
  const foldOfMember = new Uint8Array(size);
  for (let i = 0; i < size; i++) foldOfMember[i] = (dealt + i) % folds;
  return foldOfMember.sort();
}

/** The number of folds: the largest fold number plus one; 0 without rows. */
export function countFolds(foldOfRow: Uint8Array): number {
  let most = -1;
  for (let row = 0; row < foldOfRow.length; row++) {
    if (foldOfRow[row]! > most) most = foldOfRow[row]!;
  }
  return most + 1;
}

/** A column of fold numbers from 0, in the bytes that are compared with them. */
export function foldColumn(values: ArrayLike<unknown>): Uint8Array {
  if (values instanceof Uint8Array) return values;
  const numbers = wholeColumn(values, "foldOfRow", {
    least: 0,
    most: 254,
    what: "outside the numbers of folds, 0 to 254",
    remedy: "Number the folds from 0.",
  });
  return Uint8Array.from(numbers);
}

/** The sum within each fold of a number per row. */
export function sumByFold(
  foldOfRow: Uint8Array,
  valueOfRow: (row: number) => number,
): Float64Array {
  const sums = new Float64Array(countFolds(foldOfRow));
  for (let row = 0; row < foldOfRow.length; row++) sums[foldOfRow[row]!]! += valueOfRow(row);
  return sums;
}

/** The rows that a fold trains on and the rows it holds out, both in ascending order. */
export interface FoldRows {
  readonly training: Int32Array;
  readonly heldOut: Int32Array;
}

/**
 * Rows of a fold: those that its models are trained on, and those that they predict.
 *
 * @param foldOfRow for every row the number of the fold that holds it out, from 0
 * @param fold the fold, from 0
 * @returns the numbers of the rows, ascending
 * @throws {InputError} if no row is in that fold
 *
 * @example Two folds of five articles
 * ```ts
 * import { rowsOfFold } from "lib/nuisance/folds.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { training, heldOut } = rowsOfFold(Uint8Array.of(0, 1, 1, 0, 1), 0);
 * assertEquals([[...training], [...heldOut]], [[1, 2, 4], [0, 3]]);
 * ```
 */
export function rowsOfFold(foldOfRow: Uint8Array, fold: number): FoldRows {
  foldOfRow = foldColumn(foldOfRow);
  let heldOutCount = 0;
  for (let row = 0; row < foldOfRow.length; row++) if (foldOfRow[row] === fold) heldOutCount++;
  if (heldOutCount === 0) {
    throw new InputError(`no row is in fold ${shown(fold)}`, {
      column: "foldOfRow",
      count: 0,
      remedy: "Give the number of a fold, counted from 0.",
    });
  }
  const training = new Int32Array(foldOfRow.length - heldOutCount);
  const heldOut = new Int32Array(heldOutCount);
  for (let row = 0, t = 0, h = 0; row < foldOfRow.length; row++) {
    if (foldOfRow[row] === fold) heldOut[h++] = row;
    else training[t++] = row;
  }
  return { training, heldOut };
}
