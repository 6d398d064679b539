/**
 * The values of the impression table's columns, checked in the reader itself.
 *
 * @module
 */

import { requireBothClasses } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import type { ColumnDescription } from "lib/frames/columns.ts";
import { type ParquetTypes, readParquet } from "lib/frames/parquet.ts";
import pl from "nodejs-polars";

/** Bounds of values, both included, and how values beyond them are called. */
interface Range {
  readonly least: number;
  readonly most: number;
  readonly said: string;
}

const UNBOUNDED: Range = { least: -Infinity, most: Infinity, said: "" };

/**
 * Ranges outside which a value has no reading. Other columns may hold −1, as the original's do: that
 * is told in the notices.
 */
const RANGES: Readonly<Record<string, Range>> = {
  hour: { least: 0, most: 23, said: "outside 0 to 23" },
  day_of_week: { least: 0, most: 6, said: "outside 0 to 6" },
  // Whatever is displayed stands in a list of one article at least.
  candidate_set_size: { least: 1, most: Infinity, said: "below 1" },
  // A logarithm is taken of exposures.
  item_exposures: { least: 0, most: Infinity, said: "negative" },
};

/** The largest number up to which doubles count without gaps. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/**
 * Checks every value of a column, counting in the reader itself without bringing a column of the whole file
 * into this language's memory: that keeps the peak low.
 */
export function checkValues(
  path: string,
  types: ParquetTypes,
  description: ColumnDescription,
  rows: number,
): void {
  const { name } = description;
  if (/^U?Int/.test(types.get(name)!) && areSoundIntegers(path, description)) return;
  const { kind, meaning, nullable } = description;
  const isText = kind === "string";
  const values = isText ? pl.col(name) : pl.col(name).cast(pl.Float64);
  const { least, most, said } = RANGES[name] ?? UNBOUNDED;
  const counts = readParquet(path, (file) =>
    file.select(
      values.isNull().sum().alias("missing"),
      ...(isText ? [] : [
        values.isFinite().sum().alias("finite"),
        values.abs().gt(LARGEST).sum().alias("beyond"),
        values.neq(values.floor()).sum().alias("broken"),
        values.lt(least).or(values.gt(most)).sum().alias("outside"),
        values.eq(0).sum().alias("zeros"),
        values.eq(1).sum().alias("ones"),
      ]),
    ));
  const count = (label: string) => Number(counts.getColumn(label).get(0));
  const missing = count("missing");
  if (missing > 0 && !nullable) {
    throw new InputError(`${missing} of ${rows} rows have no value`, {
      file: path,
      column: name,
      count: missing,
      remedy: `Remove these rows or fill them in: ${meaning}.`,
    });
  }
  if (missing === rows && isText) {
    throw new InputError(`all ${rows} values are missing`, {
      file: path,
      column: name,
      count: rows,
      remedy: "Fill the column in: a category without any level cannot be modelled.",
    });
  }
  if (isText) return;
  const unusable = rows - missing - count("finite");
  if (unusable > 0) {
    throw new InputError(`${unusable} of ${rows} values are NaN or infinite`, {
      file: path,
      column: name,
      count: unusable,
      remedy: "Write missing values as null and correct the others.",
    });
  }
  const refuse = (label: string, what: string) => {
    if (count(label) === 0 || kind === "binary") return;
    throw new InputError(`${count(label)} of ${rows} values are ${what}`, {
      file: path,
      column: name,
      count: count(label),
      remedy: `Correct them, or write them as missing: ${meaning}.`,
    });
  };
  refuse("beyond", `beyond ${LARGEST}, more than anything is counted to`);
  refuse("broken", "no whole numbers");
  refuse("outside", said);
  if (kind === "binary") checkBinary(path, description, rows, count("zeros"), count("ones"));
}

/**
 * Whether integers pass every check, as their smallest and largest tell: the usual case, at a fraction
 * of the cost of counting.
 */
function areSoundIntegers(path: string, { name, kind }: ColumnDescription): boolean {
  const column = pl.col(name);
  if (kind === "string") return false;
  const seen = readParquet(path, (file) =>
    file.select(
      column.isNull().sum().cast(pl.Float64).alias("missing"),
      column.min().cast(pl.Float64).alias("least"),
      column.max().cast(pl.Float64).alias("most"),
    ));
  const [missing, smallest, largest] = ["missing", "least", "most"].map((label) =>
    Number(seen.getColumn(label).get(0))
  ) as [number, number, number];
  if (missing > 0) return false;
  if (kind === "binary") return smallest === 0 && largest === 1;
  const { least, most } = RANGES[name] ?? UNBOUNDED;
  return smallest >= Math.max(least, -LARGEST) && largest <= Math.min(most, LARGEST);
}

function checkBinary(
  path: string,
  { name, meaning }: ColumnDescription,
  rows: number,
  zeros: number,
  ones: number,
): void {
  const others = rows - zeros - ones;
  if (others > 0) {
    throw new InputError(`${others} of ${rows} values are neither 0 nor 1`, {
      file: path,
      column: name,
      count: others,
      remedy: `Recode the column: ${meaning}.`,
    });
  }
  requireBothClasses(ones, rows, {
    file: path,
    column: name,
    remedy: name === "clicked"
      ? "Give data with and without clicks: nothing can be learnt from one outcome."
      : "Give data with both arms: an effect is a comparison of the two.",
  });
}
