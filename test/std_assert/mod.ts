/**
 * The assertions the tests use, over `node:assert/strict`, named and typed as in `@std/assert`.
 *
 * It stands in for the real package where that cannot be reached: deleting the `links` line of
 * `deno.json` switches to the original, under which the tests must pass just the same.
 *
 * @module
 */

import nodeAssert from "node:assert/strict";

export { AssertionError } from "node:assert/strict";

/** A message as every release of node:assert takes it: an error, or no argument at all. */
function given(message: string | undefined): [] | [Error] {
  return message === undefined ? [] : [new nodeAssert.AssertionError({ message })];
}

/** A class that can be instantiated or is abstract. */
// deno-lint-ignore no-explicit-any -- the parameter list of an arbitrary class, as in the original
export type AnyConstructor<T> = abstract new (...args: any[]) => T;

/** Fails unless the expression is truthy. */
export function assert(
  expression: unknown,
  message?: string,
): asserts expression {
  nodeAssert.ok(expression, ...given(message));
}

/** Fails unless both values are deeply equal. */
export function assertEquals<T>(
  actual: T,
  expected: T,
  message?: string,
): void {
  nodeAssert.deepStrictEqual(actual, expected, ...given(message));
}

/** Fails if both values are deeply equal. */
export function assertNotEquals<T>(
  actual: T,
  expected: T,
  message?: string,
): void {
  nodeAssert.notDeepStrictEqual(actual, expected, ...given(message));
}

/** Fails unless both values are the same by `Object.is`. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  message?: string,
): asserts actual is T {
  nodeAssert.strictEqual(actual, expected, ...given(message));
}

/** Fails unless two numbers differ by at most the tolerance, by default 1e-7 of the expected. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  message?: string,
): void {
  if (Object.is(actual, expected)) return;
  const allowed = tolerance ??
    (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  const difference = Math.abs(expected - actual);
  nodeAssert.ok(
    difference <= allowed,
    message ??
      `${actual} differs from ${expected} by ${difference}, more than ${allowed}`,
  );
}

/** Fails unless the value is neither null nor undefined. */
export function assertExists<T>(
  actual: T,
  message?: string,
): asserts actual is NonNullable<T> {
  nodeAssert.ok(
    actual !== null && actual !== undefined,
    ...given(message ?? `${actual} does not exist`),
  );
}

/** Fails unless the value is an instance of the class. */
export function assertInstanceOf<T>(
  actual: unknown,
  expectedType: AnyConstructor<T>,
  message?: string,
): asserts actual is T {
  nodeAssert.ok(
    actual instanceof expectedType,
    ...given(
      message ?? `expected an instance of ${expectedType.name}, not ${actual}`,
    ),
  );
}

/** Fails unless the text contains the part. */
export function assertStringIncludes(
  actual: string,
  expected: string,
  message?: string,
): void {
  nodeAssert.ok(
    actual.includes(expected),
    message ??
      `${JSON.stringify(actual)} does not contain ${JSON.stringify(expected)}`,
  );
}

/** Fails unless the text matches the expression. */
export function assertMatch(
  actual: string,
  expected: RegExp,
  message?: string,
): void {
  nodeAssert.match(actual, expected, ...given(message));
}

/** Fails unless actual > expected. */
export function assertGreater<T>(
  actual: T,
  expected: T,
  message?: string,
): void {
  nodeAssert.ok(
    actual > expected,
    ...given(message ?? `${actual} is not greater than ${expected}`),
  );
}

/** Fails unless actual >= expected. */
export function assertGreaterOrEqual<T>(
  actual: T,
  expected: T,
  message?: string,
): void {
  nodeAssert.ok(
    actual >= expected,
    ...given(message ?? `${actual} is less than ${expected}`),
  );
}

/** Fails unless actual < expected. */
export function assertLess<T>(actual: T, expected: T, message?: string): void {
  nodeAssert.ok(
    actual < expected,
    ...given(message ?? `${actual} is not less than ${expected}`),
  );
}

/** Fails unless actual <= expected. */
export function assertLessOrEqual<T>(
  actual: T,
  expected: T,
  message?: string,
): void {
  nodeAssert.ok(
    actual <= expected,
    ...given(message ?? `${actual} is greater than ${expected}`),
  );
}

function checkError<E extends Error>(
  thrown: unknown,
  errorClass: AnyConstructor<E>,
  messageIncludes: string | undefined,
): asserts thrown is E {
  assertInstanceOf(thrown, errorClass);
  if (messageIncludes !== undefined) {
    assertStringIncludes(thrown.message, messageIncludes);
  }
}

/** Fails unless the function throws an error of the class whose message contains the part. */
export function assertThrows<E extends Error = Error>(
  run: () => unknown,
  // The cast only widens: Error is a constructor of every E's base.
  errorClass: AnyConstructor<E> = Error as unknown as AnyConstructor<E>,
  messageIncludes?: string,
): E {
  let thrown: unknown;
  let threw = false;
  try {
    run();
  } catch (error) {
    threw = true;
    thrown = error;
  }
  nodeAssert.ok(threw, ...given("the function did not throw"));
  checkError(thrown, errorClass, messageIncludes);
  return thrown;
}

/** Fails unless the promise is rejected with an error of the class whose message contains the part. */
export async function assertRejects<E extends Error = Error>(
  run: () => PromiseLike<unknown>,
  errorClass: AnyConstructor<E> = Error as unknown as AnyConstructor<E>,
  messageIncludes?: string,
): Promise<E> {
  let thrown: unknown;
  let threw = false;
  try {
    await run();
  } catch (error) {
    threw = true;
    thrown = error;
  }
  nodeAssert.ok(threw, ...given("the promise was not rejected"));
  checkError(thrown, errorClass, messageIncludes);
  return thrown;
}
