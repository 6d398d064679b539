/**
 * The fields of a line of a MovieLens file: how many there are, and which stands where.
 *
 * @module
 */

import { parse } from "csv-parse/sync";
import { InputError } from "lib/errors.ts";

const SHOWN_CHARACTERS = 60;

/** Where the fields stand in a line, by the names of their columns. */
export type FieldPlaces<Column extends string> = Readonly<Record<Column, number>> & {
  /** How many fields a line has. */
  readonly fields: number;
};

/** The places of fields that stand in the order of their columns. */
export function placesInOrder<Column extends string>(
  columns: readonly Column[],
): FieldPlaces<Column> {
  return placesIn(columns, columns)!;
}

/**
 * The places of the wanted columns by the first line of a comma-separated file, `undefined` if not
 * UTF-8: quoted or not, in any order, beside others, also as `user_id` or `UserId`.
 */
export function readHeader<Column extends string>(
  line: string | undefined,
  wanted: readonly Column[],
  file: string,
): FieldPlaces<Column> {
  const names = line?.split(",") ?? [];
  for (const column of wanted) {
    const same = names.filter((name) => plain(name) === plain(column));
    if (same.length < 2) continue;
    throw new InputError(`the header names the column ${same.length} times: ${same.join(", ")}`, {
      file,
      column,
      count: same.length,
      remedy: "Keep the one that is meant, or give the others other names.",
    });
  }
  const places = placesIn(names, wanted);
  if (places !== undefined) return places;
  const shown = line === undefined
    ? "not UTF-8"
    : `"${line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line}"`;
  throw new InputError(`the first line is ${shown}, not the header "${wanted.join(",")}"`, {
    file,
    remedy: "Use the file as released, with its header.",
  });
}

/** A column's name without the signs that writers differ in. */
function plain(name: string): string {
  return unquoted(name.trim()).trim().replaceAll("_", "").toLowerCase();
}

function placesIn<Column extends string>(
  names: readonly string[],
  wanted: readonly Column[],
): FieldPlaces<Column> | undefined {
  const found = names.map(plain);
  const places = wanted.map((column) => found.indexOf(plain(column)));
  if (places.includes(-1)) return undefined;
  const byName = Object.fromEntries(wanted.map((column, index) => [column, places[index]!]));
  return { ...byName as Record<Column, number>, fields: names.length };
}

/** The fields of a line in which quotes may hold separators; `undefined` where they do not match. */
export function splitQuoted(text: string, separator: string): string[] | undefined {
  try {
    // Line by line, so that a quote left open spoils one line and not the rest of the file.
    return parse(text, { delimiter: separator, relax_column_count: true })[0];
  } catch {
    return undefined;
  }
}

/** The content of a field in double quotes; any other field, and one with quotes within, as it is. */
export function unquoted(field: string): string {
  const isQuoted = field.length > 1 && field.startsWith('"') &&
    field.indexOf('"', 1) === field.length - 1;
  return isQuoted ? field.slice(1, -1) : field;
}
