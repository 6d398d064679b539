/**
 * Checks of arguments that are no columns: what another function returned, lists of things, options,
 * functions, counts and levels.
 *
 * The kernel of a notebook checks no types, so an argument may be anything, or be left out.
 *
 * @module
 */

import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";

/** What an argument should be, and where it comes from. */
export interface MadeBy {
  /** What it should be, such as `index of segments`. */
  readonly noun: string;
  /** Which function returns it. */
  readonly maker: string;
}

/** Checks that an argument is what a function returned, by fields that only such records have. */
export function requireMade(
  value: unknown,
  fields: readonly string[],
  { noun, maker }: MadeBy,
): void {
  if (isRecord(value) && fields.every((field) => value[field] !== undefined)) return;
  throw new InputError(`${named(value)} is no ${noun}`, {
    remedy: `Give what ${maker} returns.`,
  });
}

/** Checks that an argument is a list of things, and not one of them or none. */
export function requireListOf(
  values: unknown,
  nouns: string,
): asserts values is readonly unknown[] {
  if (Array.isArray(values) || ArrayBuffer.isView(values)) return;
  throw new InputError(`${named(values)} is no list of ${nouns}`, {
    remedy: `Give an array of ${nouns}, in brackets if it is one alone.`,
  });
}

/** Checks that an argument is a record of columns, options or the like. */
export function requireRecord(value: unknown, nouns: string, such: string): void {
  if (isRecord(value) && !Array.isArray(value)) return;
  throw new InputError(`${named(value)} is no record of ${nouns}`, {
    remedy: `Give a record such as ${such}.`,
  });
}

/**
 * A record of options, checked to have no others than those known, such as one misspelt; an empty one
 * where there is none.
 */
export function requireKnownOptions<Options extends object>(
  given: Options,
  known: readonly string[],
): Options {
  const options = given ?? {};
  if (typeof options !== "object" || Array.isArray(options)) {
    throw new InputError(`${shown(given)} is no record of options`, {
      remedy: `Give a record of options by name. The options are ${known.join(", ")}.`,
    });
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new InputError(`there is no option "${unknown}"`, {
      remedy: `The options are ${known.join(", ")}.`,
    });
  }
  return options;
}

/** Checks that an argument can be called. */
export function requireFunction(value: unknown, noun: string, such: string): void {
  if (typeof value === "function") return;
  throw new InputError(`${named(value)} is no ${noun}`, {
    remedy: `Give a function such as ${such}.`,
  });
}

/** Checks that an argument names a folder: an empty text would be the root of the file system. */
export function requireFolder(folder: unknown): void {
  if (typeof folder === "string" && folder !== "") return;
  throw new InputError(`${folder === "" ? "an empty text" : named(folder)} names no folder`, {
    remedy: 'Give the path of a folder, "." for the one that you are in.',
  });
}

/** The whole numbers that a count may be. */
export interface CountLimits {
  /** The least, 1 unless told otherwise. */
  readonly least?: number;
  readonly most: number;
  /** One that is usual. */
  readonly such?: number;
}

/** Checks that a number of things is a whole one within limits, so that no work runs without end. */
export function requireCount(
  value: unknown,
  things: string,
  { least = 1, most, such }: CountLimits,
): void {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return;
  throw new InputError(`${shown(value)} is no number of ${things}`, {
    remedy: `Give a whole number from ${least} to ${most}${
      such === undefined ? "" : `, such as ${such}`
    }.`,
  });
}

/** The most threads that work is dealt to: more than any machine that this runs on has use for. */
const MOST_WORKERS = 256;

/** Checks a number of threads. */
export function requireWorkers(workers: unknown): void {
  if (
    Number.isInteger(workers) && (workers as number) >= 1 && (workers as number) <= MOST_WORKERS
  ) {
    return;
  }
  throw new InputError(`workers is ${shown(workers)}`, {
    remedy: `It must be a whole number from 1 to ${MOST_WORKERS}.`,
  });
}

/** Checks the error that is allowed. */
export function requireLevel(level: unknown): void {
  if (typeof level === "number" && level > 0 && level < 1) return;
  throw new InputError(`the level is ${shown(level)}`, {
    remedy: "Give a number between 0 and 1, such as 0.05.",
  });
}

/** Checks the fewest clicks that an estimate may rest on. */
export function requireFloor(floor: unknown): void {
  if (Number.isFinite(floor) && (floor as number) >= 0) return;
  throw new InputError(`the fewest clicks are ${shown(floor)}`, {
    remedy: "Give a number from 0, such as 30.",
  });
}

/** Checks that every name is a text: as any other value it could not be found again. */
export function requireNames(names: unknown, nouns: string, column?: string): void {
  requireListOf(names, nouns);
  const faulty = Array.from(names).filter((name) => typeof name !== "string");
  if (faulty.length === 0) return;
  throw new InputError(
    `${faulty.length} of ${names.length} ${nouns} are no texts, the first ${shown(faulty[0])}`,
    {
      ...(column === undefined ? {} : { column }),
      count: faulty.length,
      remedy: `Give all ${nouns} as texts, such as "news".`,
    },
  );
}

/** A value as a message begins with it: records by their fields, for their contents would fill pages. */
function named(value: unknown): string {
  if (!isRecord(value) || Array.isArray(value) || ArrayBuffer.isView(value)) return shown(value);
  const fields = Object.keys(value).slice(0, 4);
  return fields.length === 0 ? "an empty record" : `a record of ${fields.join(", ")}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
