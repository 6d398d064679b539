/**
 * Folds of whole groups, so that no model predicts a row of a list or a reader that it was trained on.
 *
 * @module
 */

import { shown, wholeColumn } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { seededSource } from "lib/random/seeded.ts";

/**
 * Fold of every row, dealt group by group.
 *
 * Groups come in a random order and each goes to the fold that has the fewest rows so far, the lowest of
 * equal ones: folds differ by no more rows than the largest group has. Rows of a group depend on each other,
 * so that a model that saw some of them predicts the others too well: Chernozhukov et al. (2018), The
 * Econometrics Journal 21(1), definition 3.1, take folds of independent observations.
 *
 * @param group one number of a group a row, from 0; which numbers they are does not matter
 * @param folds how many folds, from 2 to 255
 * @param seed where the random order starts
 * @returns for every row the number of the fold that holds it out, from 0
 * @throws {InputError} if the number of folds is none it can be, a row has no group, or there are fewer
 *   groups than folds
 *
 * @example Six displays of three lists
 * ```ts
 * import { groupFolds } from "lib/nuisance/group_folds.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folds = groupFolds(Int32Array.of(4, 4, 7, 7, 9, 9), 3, 1);
 * assertEquals([folds[0] === folds[1], folds[2] === folds[3], new Set(folds).size], [true, true, 3]);
 * ```
 */
export function groupFolds(
  group: ArrayLike<number>,
  folds: number,
  seed: number | string,
): Uint8Array {
  if (!Number.isInteger(folds) || folds < 2 || folds > 255) {
    throw new InputError(`${shown(folds)} is not a number of folds`, {
      remedy: "Give an integer from 2 to 255.",
    });
  }
  const names = wholeColumn(group, "group", {
    least: 0,
    what: "no number of a group",
    remedy:
      "Number the groups from 0, ids and names by the codes of categoricalColumn, or leave rows out whose group is not known.",
  });
  const { numbers, sizes } = numbered(names);
  if (sizes.length < folds) {
    throw new InputError(`${sizes.length} groups cannot fill ${folds} folds`, {
      column: "group",
      count: sizes.length,
      remedy: "Give more groups or ask for fewer folds.",
    });
  }
  const order = Int32Array.from(sizes.keys());
  seededSource(seed, "group folds").shuffle(order);
  const foldOfGroup = new Uint8Array(sizes.length);
  const rows = new Float64Array(folds);
  for (const own of order) {
    const fold = rows.indexOf(Math.min(...rows));
    foldOfGroup[own] = fold;
    rows[fold]! += sizes[own]!;
  }
  return Uint8Array.from(numbers, (own) => foldOfGroup[own]!);
}

/** The groups numbered by their first rows, and how many rows each has. */
function numbered(names: Int32Array) {
  const known = new Map<number, number>();
  const numbers = new Int32Array(names.length);
  const sizes: number[] = [];
  for (let row = 0; row < names.length; row++) {
    let number = known.get(names[row]!);
    if (number === undefined) {
      known.set(names[row]!, number = sizes.length);
      sizes.push(0);
    }
    numbers[row] = number;
    sizes[number]!++;
  }
  return { numbers, sizes };
}
