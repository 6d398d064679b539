/**
 * Segmentations: the divisions of rows into the groups whose effects are compared.
 *
 * @module
 */

import { bisectLeft } from "d3-array";
import { requireKnownOptions, requireListOf, requireNames } from "lib/argument_checks.ts";
import { numberColumn, requireDistinct, shown } from "lib/checks.ts";
import type { CodedColumn } from "lib/coded_column.ts";
import { rankGroups } from "lib/effects/rank_groups.ts";
import { InputError } from "lib/errors.ts";

/** The edges and names of buckets. */
export interface BucketDefinition {
  /** The edges, strictly ascending, one more than there are labels. */
  readonly edges: readonly number[];
  /** The buckets' names, from the lowest up. */
  readonly labels: readonly string[];
  /** Whether the lowest edge itself belongs to the lowest bucket; false if not given. */
  readonly includeLowest?: boolean;
}

/**
 * Bucket segments: the division of rows by where a number lies between edges.
 *
 * This is `pandas.cut`: a value in (edge k, edge k + 1] is in bucket k; a value outside all
 * buckets, or missing, has no segment.
 *
 * @param name what the division is called
 * @param values one number per row; NaN where it is missing
 * @param definition edges, in the values' unit, and labels
 * @returns the division, a code per row
 * @throws {InputError} if the edges do not ascend or do not fit the labels, if two labels are the
 *   same, or if a value is neither a number nor missing
 *
 * @example
 * ```ts
 * import { bucketSegments } from "lib/effects/segmentations.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // Four readers, of whom one has read nothing yet and one's history is not known.
 * const articlesRead = Float64Array.of(0, 10, 11, NaN);
 * const { codes } = bucketSegments("history", articlesRead, {
 *   edges: [-1, 0, 10, Infinity],
 *   labels: ["none", "1-10", "11+"],
 * });
 * assertEquals([...codes], [0, 1, 2, -1]);
 * ```
 */
export function bucketSegments(
  name: string,
  values: Float64Array,
  definition: BucketDefinition,
): CodedColumn {
  const { edges, labels, includeLowest = false } = requireKnownOptions(definition, [
    "edges",
    "labels",
    "includeLowest",
  ]);
  requireNames([name], "names of a division");
  values = numberColumn(values, name);
  requireNames(labels, "labels", name);
  requireListOf(edges, "edges");
  if (typeof includeLowest !== "boolean") {
    throw new InputError(`includeLowest is ${shown(includeLowest)}`, {
      column: name,
      remedy: "Give true, false or nothing.",
    });
  }
  requireDistinct(labels, "labels", name);
  if (edges.length !== labels.length + 1) {
    throw new InputError(`${edges.length} edges cannot bound ${labels.length} buckets`, {
      column: name,
      remedy: "Give one edge more than there are labels.",
    });
  }
  if (
    edges.some((edge, k) =>
      typeof edge !== "number" || Number.isNaN(edge) || k > 0 && !(edge > edges[k - 1]!)
    )
  ) {
    throw new InputError(`the edges ${edges.map(shown).join(", ")} do not ascend`, {
      column: name,
      remedy: "Sort them and remove repeated ones.",
    });
  }
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // The number of edges below the value is one more than its bucket's number.
    const bucket = value === value ? bisectLeft(edges, value) - 1 : -1;
    if (bucket >= labels.length) codes[i] = -1;
    else codes[i] = bucket < 0 && includeLowest && value === edges[0] ? 0 : bucket;
  }
  return { name, levels: labels, codes };
}

/**
 * Rank segments: the division of rows by rank into groups of nearly equal size.
 *
 * With n values in g groups, group k holds the ranks (from 0) above k (n − 1) / g and up to
 * (k + 1) (n − 1) / g, the lowest group the rank 0 besides, compared in whole numbers: see
 * {@linkcode rankGroups}. `pandas.qcut(values.rank(method="first"), g)` agrees but where it rounds a
 * rank on a border, which its releases do differently (n = 7 in three groups: 0011222 in pandas
 * 2.3.3, 0001122 in pandas 3.1.1 and here). Rows with the same value can fall into different
 * ones, by row order; rows without a value have no segment.
 *
 * @param name what the division is called
 * @param values one number per row; NaN where it is missing
 * @param labels the groups' names, from the lowest values up
 * @returns the division, a code per row
 * @throws {InputError} if there are fewer values than groups, if two labels are the same, or if a value
 *   is neither a number nor missing
 *
 * @example
 * ```ts
 * import { rankSegments } from "lib/effects/segmentations.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const timesShown = Float64Array.of(7, 7, 7, 1); // of four articles
 * const { codes } = rankSegments("exposure", timesShown, ["low", "high"]);
 * assertEquals([...codes], [0, 1, 1, 0]);
 * ```
 */
export function rankSegments(
  name: string,
  values: Float64Array,
  labels: readonly string[],
): CodedColumn {
  requireNames([name], "names of a division");
  values = numberColumn(values, name);
  requireNames(labels, "labels", name);
  requireDistinct(labels, "labels", name);
  const present = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  if (labels.length === 0 || present < labels.length) {
    throw new InputError(`${present} values cannot fill ${labels.length} groups`, {
      column: name,
      count: present,
      remedy: "Give more rows or fewer labels.",
    });
  }
  return { name, levels: labels, codes: rankGroups(values, labels.length) };
}
