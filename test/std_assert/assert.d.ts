/** Types of the assertions that the tests and examples use, after `jsr:@std/assert` 1. */

/** A class that can be thrown and caught by its type. */
// deno-lint-ignore no-explicit-any -- whatever a constructor takes
export type AnyConstructor<T> = abstract new (...args: any[]) => T;

/** What a failed assertion throws. */
export class AssertionError extends Error {
  constructor(message: string, options?: ErrorOptions);
}

/** Asserts that a value is truthy. */
export function assert(value: unknown, message?: string): asserts value;

/** Asserts that two values are deeply equal. */
export function assertEquals<T>(actual: T, expected: T, message?: string): void;

/** Asserts that two values are not deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, message?: string): void;

/** Asserts that two values are the same by `Object.is`. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  message?: string,
): asserts actual is T;

/** Asserts that two numbers differ by no more than a tolerance, 1e-7 of the expected one if not given. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  message?: string,
): void;

/** Asserts that a value is neither undefined nor null. */
export function assertExists<T>(actual: T, message?: string): asserts actual is NonNullable<T>;

/** Asserts that a value is an instance of a class. */
export function assertInstanceOf<T>(
  actual: unknown,
  expectedType: AnyConstructor<T>,
  message?: string,
): asserts actual is T;

/** Asserts that a text holds another. */
export function assertStringIncludes(actual: string, expected: string, message?: string): void;

/** Asserts that a text matches a pattern. */
export function assertMatch(actual: string, expected: RegExp, message?: string): void;

/** Asserts that the first value is greater than the second. */
export function assertGreater<T>(actual: T, expected: T, message?: string): void;

/** Asserts that the first value is not less than the second. */
export function assertGreaterOrEqual<T>(actual: T, expected: T, message?: string): void;

/** Asserts that the first value is less than the second. */
export function assertLess<T>(actual: T, expected: T, message?: string): void;

/** Asserts that the first value is not greater than the second. */
export function assertLessOrEqual<T>(actual: T, expected: T, message?: string): void;

/** Asserts that a function throws; returns what it threw. */
export function assertThrows(fn: () => unknown, message?: string): unknown;
/** Asserts that a function throws an error of a class; returns the error. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  errorClass: AnyConstructor<E>,
  messageIncludes?: string,
  message?: string,
): E;

/** Asserts that a promise is rejected; returns with what. */
export function assertRejects(fn: () => PromiseLike<unknown>, message?: string): Promise<unknown>;
/** Asserts that a promise is rejected with an error of a class; returns the error. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  errorClass: AnyConstructor<E>,
  messageIncludes?: string,
  message?: string,
): Promise<E>;
