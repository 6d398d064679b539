/**
 * From a categorical covariate to indicator columns: impute by the mode, join rare levels.
 *
 * The definitions are those of scikit-learn's `SimpleImputer(strategy="most_frequent")` and
 * `OneHotEncoder(min_frequency, handle_unknown="infrequent_if_exist")`.
 *
 * @module
 */

import { requireDistinct } from "lib/checks.ts";
import type { CodedColumn } from "lib/coded_column.ts";
import { InputError } from "lib/errors.ts";

/** The encoding of one categorical covariate as a block of indicator columns. */
export interface CategoricalEncoding {
  readonly name: string;
  /** What replaces a missing level: the training rows' most frequent level. */
  readonly mode: string;
  /**
   * The block's columns in order, `name_level` each; the infrequent column, `name_infrequent`, stands
   * last, as `name_infrequent (rare levels)` beside a level called `infrequent`.
   */
  readonly columns: readonly string[];
  /** Levels counted in the training rows but rarer than the minimum, sorted. */
  readonly infrequentLevels: readonly string[];
  /** The block's column of each level code; −1 for a level that gets zeros. */
  readonly columnOfCode: Int32Array;
  /** The block's column of a missing level. */
  readonly columnOfMissing: number;
}

/**
 * Mode and indicator columns of a categorical covariate, learnt from the training rows.
 *
 * The mode is the most frequent level, of several the first in level order. What it fills in counts
 * when a level is held against the minimum.
 *
 * @param feature the covariate of all rows
 * @param rows the training rows
 * @param minimumLevelCount a level counted fewer times than this, after imputation, joins the
 *   infrequent column
 * @returns the mode, the columns' names, and the column of each level
 * @throws {InputError} if the covariate has no level in any training row, if a level stands twice, or
 *   if a training row's code names none
 *
 * @example
 * ```ts
 * import { fitCategoricalEncoding } from "lib/nuisance/categorical_encoding.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // Four articles: two on news, one on sports, one whose topic is not known.
 * const topic = { name: "topic", codes: Int32Array.of(0, 0, 1, -1), levels: ["news", "sports"] };
 * const { mode, columns } = fitCategoricalEncoding(topic, Int32Array.of(0, 1, 2, 3), 2);
 * assertEquals(mode, "news");
 * assertEquals(columns, ["topic_news", "topic_infrequent"]);
 * ```
 */
export function fitCategoricalEncoding(
  feature: CodedColumn,
  rows: Int32Array,
  minimumLevelCount: number,
): CategoricalEncoding {
  const { name, codes, levels } = feature;
  requireDistinct(levels, "levels", name);
  const counts = new Int32Array(levels.length);
  let missing = 0;
  let beyond = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!;
    if (code < 0) missing++;
    else if (code < counts.length) counts[code]!++;
    else beyond++;
  }
  if (beyond > 0) {
    throw new InputError(`${beyond} of ${rows.length} codes name none of ${levels.length} levels`, {
      column: name,
      count: beyond,
      remedy: "Give every code its level, or −1 where the level is missing.",
    });
  }
  let mode = 0;
  for (let code = 1; code < counts.length; code++) if (counts[code]! > counts[mode]!) mode = code;
  if (counts.length === 0 || counts[mode] === 0) {
    throw new InputError(`all ${rows.length} training rows lack a level`, {
      column: name,
      count: rows.length,
      remedy: "Fill it in, or give rows that have one.",
    });
  }
  counts[mode]! += missing;

  const columnOfCode = new Int32Array(levels.length).fill(-1);
  const columns: string[] = [];
  const infrequent: number[] = [];
  for (let code = 0; code < levels.length; code++) {
    if (counts[code]! >= minimumLevelCount) {
      columnOfCode[code] = columns.length;
      columns.push(`${name}_${levels[code]}`);
    } else if (counts[code]! > 0) {
      infrequent.push(code);
    }
  }
  if (infrequent.length > 0) {
    // Levels that the training rows lack are as good as infrequent: they share that column.
    for (let code = 0; code < levels.length; code++) {
      if (columnOfCode[code]! < 0) columnOfCode[code] = columns.length;
    }
    columns.push(infrequentName(name, columns));
  }
  return {
    name,
    mode: levels[mode]!,
    columns,
    infrequentLevels: infrequent.map((code) => levels[code]!),
    columnOfCode,
    columnOfMissing: columnOfCode[mode]!,
  };
}

/** The name of the column that rare levels share: another one than all levels of the covariate have. */
function infrequentName(name: string, columns: readonly string[]): string {
  let column = `${name}_infrequent`;
  while (columns.includes(column)) column += " (rare levels)";
  return column;
}
