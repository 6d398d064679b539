/**
 * Checks that several rooms make, each written once.
 *
 * The kernel of a notebook checks no types, so what is called a column here may be any list, or none.
 *
 * @module
 */

import { InputError, type InputErrorDetails } from "lib/errors.ts";

/** Where a column of 0 and 1 stands, and what to do if it holds only one of them. */
export interface ClassesPlace extends Omit<InputErrorDetails, "count"> {
  /** What the values are, in the plural: `values` unless given, or such as `drawn values`. */
  readonly noun?: string;
}

/** Checks by their number that 0 and 1 both occur: without either there is nothing to compare. */
export function requireBothClasses(ones: number, rows: number, place: ClassesPlace): void {
  if (ones > 0 && ones < rows) return;
  const { noun = "values", ...details } = place;
  throw new InputError(`all ${rows} ${noun} are ${ones === 0 ? 0 : 1}`, {
    ...details,
    count: rows,
  });
}

/**
 * A column of 0 and 1, whatever list a user gave: true and false, and the numbers 0 and 1 in any
 * array, pass as what they mean; all else is refused. Sound bytes are handed on, not copied.
 */
export function binaryColumn(values: ArrayLike<unknown>, column: string): Uint8Array {
  requireList(values, column);
  if (values instanceof Uint8Array) {
    let bits = 0;
    for (let row = 0; row < values.length; row++) bits |= values[row]!;
    if (bits <= 1) return values;
  }
  const binary = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    if (isOne(values[row])) binary[row] = 1;
    else if (!isZero(values[row])) {
      refuseValues(values, column, (value) => isOne(value) || isZero(value), {
        what: "neither 0 nor 1",
        remedy: "Recode the column to 0 and 1.",
      });
    }
  }
  return binary;
}

/** A column of probabilities: numbers from 0 to 1, none missing. */
export function probabilityColumn(values: ArrayLike<unknown>, column: string): Float64Array {
  const refusal = { what: "not from 0 to 1", remedy: "Give numbers from 0 to 1." };
  const numbers = realNumbers(values, column, isProbability, refusal);
  for (let row = 0; row < numbers.length; row++) {
    if (!(numbers[row]! >= 0 && numbers[row]! <= 1)) {
      refuseValues(numbers, column, isProbability, refusal);
    }
  }
  return numbers;
}

/** A column of finite numbers, none missing. */
export function finiteColumn(values: ArrayLike<unknown>, column: string): Float64Array {
  const isSound = (value: unknown) => Number.isFinite(asNumber(value));
  const refusal = { what: "not finite", remedy: "Correct them or leave these rows out." };
  const numbers = realNumbers(values, column, isSound, refusal);
  for (let row = 0; row < numbers.length; row++) {
    if (!Number.isFinite(numbers[row])) refuseValues(numbers, column, isSound, refusal);
  }
  return numbers;
}

/** A column of finite numbers, none missing and none so large that sums of squares are infinite. */
export function measureColumn(values: ArrayLike<unknown>, column: string): Float64Array {
  const numbers = finiteColumn(values, column);
  requireMeasures(numbers, column, "Correct them, or give them in a larger unit.");
  return numbers;
}

/** A column of numbers of which some may be missing: null and undefined as well become NaN. */
export function numberColumn(values: ArrayLike<unknown>, column: string): Float64Array {
  const isNumber = (value: unknown) => isMissing(value) || asNumber(value) !== undefined;
  return realNumbers(values, column, isNumber, {
    what: "not numeric",
    remedy: "Convert the column to numbers.",
  });
}

/** A column of shares, numbers from 0 to 1, of which some may be missing: those become NaN. */
export function shareColumn(values: ArrayLike<unknown>, column: string): Float64Array {
  const isShare = (value: unknown) => isMissing(value) || isProbability(value);
  const refusal = { what: "not from 0 to 1", remedy: "Give numbers from 0 to 1." };
  const numbers = realNumbers(values, column, isShare, refusal);
  for (let row = 0; row < numbers.length; row++) {
    if (numbers[row]! < 0 || numbers[row]! > 1) refuseValues(numbers, column, isShare, refusal);
  }
  return numbers;
}

/** The whole numbers that a column may hold. */
export interface WholeNumbers {
  readonly least: number;
  /** The largest, unless that is what 32 bits hold. */
  readonly most?: number;
  /** What unsound values are, such as `outside 1 to 12`. */
  readonly what: string;
  readonly remedy: string;
}

/** A column of whole numbers within limits; a sound one of 32 bits is handed on, not copied. */
export function wholeColumn(
  values: ArrayLike<unknown>,
  column: string,
  { least, most = 2 ** 31 - 1, ...refusal }: WholeNumbers,
): Int32Array {
  requireList(values, column);
  const isSound = (value: unknown) => {
    const number = asNumber(value);
    return Number.isInteger(number) && number! >= least && number! <= most;
  };
  const whole = values instanceof Int32Array ? values : new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    if (values === whole) {
      if (whole[row]! >= least && whole[row]! <= most) continue;
    } else if (isSound(values[row])) {
      whole[row] = Number(values[row]);
      continue;
    }
    refuseValues(values, column, isSound, refusal);
  }
  return whole;
}

/** Checks that columns which belong together are there and have a value for each of the rows. */
export function requireLengths(
  columns: Readonly<Record<string, ArrayLike<unknown>>>,
  length: number,
  rows = "rows",
): void {
  for (const [column, values] of Object.entries(columns)) {
    requireList(values, column);
    if (values.length !== length) {
      throw new InputError(`${values.length} values for ${length} ${rows}`, {
        column,
        count: values.length,
        remedy: `Give every column one value for each of the ${rows}.`,
      });
    }
  }
}

/** A check of one column, which hands on what it may hold. */
type ColumnCheck = (
  values: ArrayLike<unknown>,
  column: string,
) => Uint8Array | Int32Array | Float32Array | Float64Array;

/** Columns that belong together, each checked in its own way and all of one length. */
export function soundColumns<Checks extends Readonly<Record<string, ColumnCheck>>>(
  given: { readonly [Column in keyof Checks]: ArrayLike<unknown> },
  checks: Checks,
  length: number,
  rows?: string,
): { readonly [Column in keyof Checks]: ReturnType<Checks[Column]> } {
  const names = Object.keys(checks);
  requireLengths(Object.fromEntries(names.map((name) => [name, given?.[name]!])), length, rows);
  return Object.fromEntries(
    names.map((name) => [name, checks[name]!(given[name]!, name)]),
    // Under each name stands what the check of that name returns.
  ) as { readonly [Column in keyof Checks]: ReturnType<Checks[Column]> };
}

/** Checks that no two of the names are the same: under one name they could not be told apart. */
export function requireDistinct(names: readonly string[], nouns: string, column?: string): void {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const name of names) (seen.has(name) ? repeated : seen).add(name);
  if (repeated.size === 0) return;
  const listed = [...repeated].slice(0, 5).map((name) => shown(name)).join(", ");
  throw new InputError(`several ${nouns} are called ${listed}${repeated.size > 5 ? ", …" : ""}`, {
    ...(column === undefined ? {} : { column }),
    count: repeated.size,
    remedy: `Give all ${nouns} different names.`,
  });
}

/** A value as messages show it: short, and with its control characters escaped. */
export function shown(value: unknown): string {
  return Deno.inspect(value, { depth: 1, iterableLimit: 3, strAbbreviateSize: 60 });
}

function requireList(values: unknown, column: string): asserts values is ArrayLike<unknown> {
  if (typeof values === "object" && values !== null && "length" in values) return;
  throw new InputError(`${shown(values)} is no column`, {
    column,
    remedy: "Give an array with one value per row.",
  });
}

/** What is wrong with values, and what to do about it. */
interface Refusal {
  readonly what: string;
  readonly remedy: string;
}

/** The refusal of a column for its unsound values: how many there are, and which is the first. */
function refuseValues(
  values: ArrayLike<unknown>,
  column: string,
  isSound: (value: unknown) => boolean,
  { what, remedy }: Refusal,
): never {
  let count = 0;
  let missing = 0;
  let first = -1;
  for (let row = 0; row < values.length; row++) {
    if (isSound(values[row])) continue;
    if (first < 0) first = row;
    if (isMissing(values[row])) missing++;
    count++;
  }
  throw new InputError(
    `${count} of ${values.length} values ${count === 1 ? "is" : "are"} ${what}: the first, ` +
      `in row ${first} counted from 0, is ${shown(values[first])}`,
    {
      column,
      count,
      remedy: missing === count ? "Fill them in, or leave these rows out." : remedy,
    },
  );
}

/** Numbers in double precision; those that are so already are handed on, not copied or checked. */
function realNumbers(
  values: ArrayLike<unknown>,
  column: string,
  isSound: (value: unknown) => boolean,
  refusal: Refusal,
): Float64Array {
  requireList(values, column);
  if (values instanceof Float64Array) return values;
  const numbers = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const number = isMissing(values[row]) ? NaN : asNumber(values[row]);
    if (number === undefined) refuseValues(values, column, isSound, refusal);
    numbers[row] = number;
  }
  return numbers;
}

/** A number, or a whole number of 64 bits that a double can hold; nothing else. */
function asNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" && BigInt(Number(value)) === value) return Number(value);
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

/** Whether a value is a probability: a number from 0 to 1, and not what JavaScript takes for one. */
export function isProbability(value: unknown): boolean {
  const number = asNumber(value);
  return number !== undefined && number >= 0 && number <= 1;
}

function isOne(value: unknown): boolean {
  return value === 1 || value === true || value === 1n;
}

function isZero(value: unknown): boolean {
  return value === 0 || value === false || value === 0n;
}

/** The largest size of a number whose squares can be summed over any table. */
export const LARGEST_MEASURE = 1e100;

/**
 * Checks that numbers, NaN where they are missing, can be computed with: that none is infinite, or so
 * large that sums of squares are.
 */
export function requireMeasures(
  values: Float64Array,
  column: string,
  remedy = "Correct them, or write them as missing.",
): void {
  let count = 0;
  for (const value of values) if (Math.abs(value) > LARGEST_MEASURE) count++;
  if (count === 0) return;
  throw new InputError(
    `${count} of ${values.length} values are infinite or beyond ${LARGEST_MEASURE}`,
    { column, count, remedy },
  );
}
