/**
 * Kinds of faults as tables: a sentence, the inputs that are of its kind, and what each comes to.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { InputError } from "lib/errors.ts";

/** An input by its name, and what is right for it: a value, or a part of what is said. */
export type Row<Input> = readonly [name: string, input: Input, right: unknown];

/** A refusal that is right: whatever it leaves open may be anything. */
export interface Refusal {
  readonly column?: string;
  readonly count?: number;
  /** What its file ends with. */
  readonly file?: string;
  /** Parts of its message. */
  readonly says?: readonly string[];
}

class Refused {
  constructor(readonly refusal: Refusal) {}
}

class Said {
  constructor(readonly parts: readonly string[], readonly unsaid: readonly string[]) {}
}

/** The right outcome is an error that says what is wrong, where, and what to do. */
export function refused(refusal: Refusal = {}): unknown {
  return new Refused(refusal);
}

/** The right outcome is a text, or lines, with all of these parts. */
export function said(...parts: readonly string[]): unknown {
  return new Said(parts, []);
}

/** The right outcome is a text without any of these parts. */
export function unsaid(...parts: readonly string[]): unknown {
  return new Said([], parts);
}

/** Seconds after which an input counts as one that hangs. */
const TIME_LIMIT = 20;

/**
 * One test of a kind: every input is run, and all that come to something else are told together.
 *
 * @param sentence what is true of all inputs
 * @param run what a user calls, with an input
 * @param rows three inputs or more
 */
export function kind<Input>(
  sentence: string,
  run: (input: Input) => unknown,
  rows: readonly Row<Input>[],
): void {
  assert(rows.length >= 3, `${sentence}: give three inputs or more`);
  const names = rows.map(([name]) => name);
  assertEquals(new Set(names).size, names.length, `${sentence}: two inputs have one name`);
  Deno.test(`${sentence} (${rows.length} inputs)`, async () => {
    const wrong: string[] = [];
    for (const [name, input, right] of rows) {
      try {
        compare(await outcomeOf(() => run(input)), right);
      } catch (error) {
        wrong.push(`${name}: ${error instanceof Error ? error.message : error}`);
      }
    }
    assert(wrong.length === 0, `\n${wrong.join("\n\n")}\n`);
  });
}

/**
 * The refusal of an input by every one of several verbs; where one takes it, its number is returned.
 *
 * @param verbs what is called, each with the same input
 */
export async function refusedByAll(verbs: readonly (() => unknown)[]): Promise<unknown> {
  let refusal: unknown;
  for (const [at, verb] of verbs.entries()) {
    try {
      await verb();
      return `taken by the ${at + 1}. verb`;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/** What a call returns, or the user's error that it throws; any other error is a fault. */
async function outcomeOf(call: () => unknown): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const say = () => reject(new Error(`not done after ${TIME_LIMIT} s`));
    timer = setTimeout(say, 1000 * TIME_LIMIT);
  });
  try {
    return await Promise.race([(async () => await call())(), late]);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw new Error(`no error for a user: ${error instanceof Error ? error.stack : error}`);
  } finally {
    clearTimeout(timer);
  }
}

function compare(outcome: unknown, right: unknown): void {
  if (right instanceof Refused) {
    assert(outcome instanceof InputError, `not refused, but ${Deno.inspect(outcome)}`);
    compareRefusal(outcome, right.refusal);
    return;
  }
  if (outcome instanceof InputError) throw new Error(`refused: ${outcome.message}`);
  if (!(right instanceof Said)) return assertEquals(outcome, right);
  const text = Array.isArray(outcome) ? outcome.join("\n") : String(outcome);
  for (const part of right.parts) assert(text.includes(part), `"${part}" is not in: ${text}`);
  for (const part of right.unsaid) assert(!text.includes(part), `"${part}" is in: ${text}`);
}

function compareRefusal(error: InputError, { column, count, file, says = [] }: Refusal): void {
  const { message, remedy } = error;
  if (column !== undefined) assertEquals(error.column, column, message);
  if (count !== undefined) assertEquals(error.count, count, message);
  if (file !== undefined) assert(error.file?.endsWith(file), `${file} is not named: ${message}`);
  for (const part of says) assert(message.includes(part), `"${part}" is not in: ${message}`);
  // What holds of every refusal: one line that a terminal can show, no trace, and a way on.
  assert(!/[\p{Cc}]/u.test(message), `control characters in: ${Deno.inspect(message)}`);
  assert(!/\bat .*:\d+:\d+/.test(message), `a trace in: ${message}`);
  assert(/^[A-Z"“].*\w/.test(remedy.trim()), `no remedy in: ${message}`);
  assert(!/leave out the (column|covariate)/i.test(remedy), `a confounder is dropped: ${remedy}`);
}
