/**
 * Clusters of rows: which rows may depend on each other.
 *
 * @module
 */

import { wholeColumn } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";

/** Rows gathered by cluster. */
export interface Clusters {
  /** How many clusters have rows. */
  readonly count: number;
  /** Per row the number of its cluster, from 0 and without gaps, in the order of their first rows. */
  readonly ofRow: Int32Array;
  /** Per cluster how many rows it has. */
  readonly sizes: Int32Array;
}

/**
 * The clusters of rows, numbered by their first rows: other numbers for the same clusters give the same
 * result, bit by bit.
 */
export function clustersOf(cluster: ArrayLike<unknown>, column = "cluster"): Clusters {
  const names = wholeColumn(cluster, column, {
    least: -1,
    what: "no numbers of clusters",
    remedy: "Number the clusters from 0, ids and names by the codes of categoricalColumn.",
  });
  const missing = names.reduce((count, name) => count + (name < 0 ? 1 : 0), 0);
  if (missing > 0) {
    throw new InputError(`${missing} of ${names.length} rows belong to no known cluster`, {
      column,
      count: missing,
      remedy: "Leave these rows out, or give each a cluster of its own.",
    });
  }
  const ofRow = new Int32Array(names.length);
  const numbers = new Map<number, number>();
  for (let row = 0; row < names.length; row++) {
    let number = numbers.get(names[row]!);
    if (number === undefined) numbers.set(names[row]!, number = numbers.size);
    ofRow[row] = number;
  }
  const sizes = new Int32Array(numbers.size);
  for (let row = 0; row < ofRow.length; row++) sizes[ofRow[row]!]!++;
  return { count: sizes.length, ofRow, sizes };
}

/** Checks that there is more than one cluster: from one, nothing can be told of how much they differ. */
export function requireSeveral({ count }: Clusters, column = "cluster"): void {
  if (count > 1) return;
  if (count === 0) {
    throw new InputError("there are no rows", {
      column,
      count,
      remedy: "Give rows of two or more clusters.",
    });
  }
  throw new InputError("all rows are of 1 cluster", {
    column,
    count,
    remedy: "Give two or more clusters: an error is told by how much they differ.",
  });
}

/** The clusters of rows that share both of two clusters. */
export function intersectionOf(a: Clusters, b: Clusters): Clusters {
  const ofRow = new Int32Array(a.ofRow.length);
  const numbers = new Map<number, number>();
  for (let row = 0; row < ofRow.length; row++) {
    const pair = a.ofRow[row]! * b.count + b.ofRow[row]!;
    let number = numbers.get(pair);
    if (number === undefined) numbers.set(pair, number = numbers.size);
    ofRow[row] = number;
  }
  const sizes = new Int32Array(numbers.size);
  for (let row = 0; row < ofRow.length; row++) sizes[ofRow[row]!]!++;
  return { count: sizes.length, ofRow, sizes };
}
