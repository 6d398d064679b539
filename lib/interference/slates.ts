/**
 * Slates as the numerical core sees them: numbered rows in typed arrays.
 *
 * @module
 */

import { requireLengths, shown, wholeColumn } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { positionColumn } from "lib/interference/sound_columns.ts";

/** The items of slates of one size, a row an item; there is at least one. */
export interface Slates {
  readonly rows: number;
  readonly slates: number;
  readonly slateSize: number;
  /** Per row the number of its slate, from 0. */
  readonly slateOfRow: Int32Array;
  /** Per row its place in its slate before any promotion, from 1; no two rows of a slate share one. */
  readonly seedPosition: Int32Array;
  /** Per row the code of its spillover cluster, −1 where it has none. */
  readonly cluster: Int32Array;
  /** A slate's name in messages, by its number. */
  readonly nameOf: (slate: number) => string;
}

/** Rows that shall become {@linkcode Slates}; any arrays of whole numbers will do. */
export interface SlateRows {
  readonly slates: number;
  /** Per row the number of its slate, from 0. */
  readonly slateOfRow: ArrayLike<number>;
  /** Per row its place in its slate before any promotion, from 1. */
  readonly seedPosition: ArrayLike<number>;
  /** Per row the code of its spillover cluster, −1 where it has none. */
  readonly cluster: ArrayLike<number>;
  /** A slate's name in messages; its number by default. */
  readonly nameOf?: (slate: number) => string;
}

/** The largest number of slates that a message names. */
const NAMED = 5;

/**
 * The slates that rows form: all of one size, each with every position from 1 once.
 *
 * @param rows slate, position and cluster of every row, in any order of rows
 * @returns the slates
 * @throws {InputError} if there is no row; if the columns differ in length, or hold anything but whole
 *   numbers, the numbers of slates from 0 to below their count; if slates differ in size, or if a
 *   slate misses or repeats a position, where the message names the slates
 *
 * @example Two slates of two movies, the second one listed from its end
 * ```ts
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 2,
 *   slateOfRow: Int32Array.of(0, 0, 1, 1), // Alien, Airplane!; Psycho, Top Secret!
 *   seedPosition: Int32Array.of(1, 2, 2, 1),
 *   cluster: Int32Array.of(0, 1, 0, 1), // horror, comedy
 * });
 * assertEquals(slates.slateSize, 2);
 * ```
 */
export function checkSlates(rows: SlateRows): Slates {
  const { slates } = rows;
  const { slateOfRow, seedPosition, cluster } = soundRows(rows);
  const nameOf = rows.nameOf ?? ((slate) => `slate ${slate}`);
  const sizes = new Int32Array(slates);
  for (let row = 0; row < slateOfRow.length; row++) sizes[slateOfRow[row]!]!++;
  const slateSize = commonSize(sizes, nameOf);

  const taken = new Uint8Array(slateOfRow.length);
  for (let row = 0; row < slateOfRow.length; row++) {
    const position = seedPosition[row]!;
    if (position >= 1 && position <= slateSize) {
      taken[slateOfRow[row]! * slateSize + position - 1] = 1;
    }
  }
  const faulty: number[] = [];
  for (let slate = 0; slate < slates; slate++) {
    const places = taken.subarray(slate * slateSize, (slate + 1) * slateSize);
    if (places.includes(0)) faulty.push(slate);
  }
  if (faulty.length > 0) {
    throw new InputError(
      `${faulty.length} of ${slates} slates miss a position from 1 to ${slateSize} or have one ` +
        `twice: ${namesOf(faulty, nameOf)}`,
      {
        column: "slate_position_seed",
        count: faulty.length,
        remedy: "Number the items of each slate from 1 without gaps or repeats.",
      },
    );
  }
  const checked = {
    rows: slateOfRow.length,
    slates,
    slateSize,
    slateOfRow,
    seedPosition,
    cluster,
    nameOf,
  };
  CHECKED.add(checked);
  return checked;
}

/** What `checkSlates` has returned: so each verb can ask for checked slates at no cost. */
const CHECKED = new WeakSet<Slates>();

/** The slates, checked now if `checkSlates` did not make them. */
export function soundSlates(given: Slates): Slates {
  if (CHECKED.has(given)) return given;
  const slates = checkSlates(given);
  for (const name of ["rows", "slateSize"] as const) {
    if (given[name] === slates[name]) continue;
    throw new InputError(
      `${name} of the slates is ${shown(given[name])}, but their columns have ${slates[name]}`,
      { remedy: "Pass the slates that checkSlates returns." },
    );
  }
  return slates;
}

/** The columns of slates: of one length, and whole numbers that 32 bits hold. */
function soundRows(
  { slates, slateOfRow, seedPosition, cluster }: SlateRows,
): Pick<Slates, "slateOfRow" | "seedPosition" | "cluster"> {
  requireLengths({ slateOfRow, seedPosition, cluster }, slateOfRow?.length);
  const rows = slateOfRow.length;
  if (rows === 0) {
    throw new InputError("there are no slates", {
      count: 0,
      remedy: "Prepare the slates again, or point to others.",
    });
  }
  if (!Number.isInteger(slates) || slates < 1 || slates > rows) {
    throw new InputError(`${rows} rows cannot form ${shown(slates)} slates`, {
      count: rows,
      remedy: `Give the number of slates, a whole number from 1 to ${rows}.`,
    });
  }
  return {
    slateOfRow: wholeColumn(slateOfRow, "slateOfRow", {
      least: 0,
      most: slates - 1,
      what: `outside the numbers of slates, 0 to ${slates - 1}`,
      remedy: "Number the slates from 0, and give how many there are.",
    }),
    seedPosition: positionColumn(seedPosition, "slate_position_seed"),
    cluster: wholeColumn(cluster, "cluster", {
      least: -1,
      what: "outside the codes of clusters",
      remedy: "Number the clusters from 0, with −1 for rows that have none.",
    }),
  };
}

/** The size that all slates have. */
function commonSize(sizes: Int32Array, nameOf: (slate: number) => string): number {
  const slatesOfSize = new Map<number, number>();
  for (const size of sizes) slatesOfSize.set(size, (slatesOfSize.get(size) ?? 0) + 1);
  const [[usual] = [0]] = [...slatesOfSize].sort(([a, n], [b, m]) => m - n || a - b);
  if (slatesOfSize.size === 1) return usual;
  const others: number[] = [];
  sizes.forEach((size, slate) => size !== usual && others.push(slate));
  throw new InputError(
    `${others.length} of ${sizes.length} slates have not ${usual} items as the others do: ` +
      namesOf(others, (slate) => `${nameOf(slate)} has ${sizes[slate]}`),
    {
      column: "slate_id",
      count: others.length,
      remedy: "Give slates of one size.",
    },
  );
}

/** The names of the first few slates a message is about, such as `user_50_seed, user_100_seed, …`. */
function namesOf(slates: readonly number[], nameOf: (slate: number) => string): string {
  const names = slates.slice(0, NAMED).map(nameOf).join(", ");
  return slates.length > NAMED ? `${names}, …` : names;
}
