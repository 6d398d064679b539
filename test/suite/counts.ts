/**
 * Counting tests.
 *
 * @module
 */

/** How many tests ended in which way. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The counts of nothing. */
export const NO_TESTS: Counts = { passed: 0, failed: 0, skipped: 0 };

/** The sum of two counts. */
export function addCounts(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/**
 * Counts the tests of a JUnit report as `deno test` writes it.
 *
 * A test's steps, listed beside it as `test > step`, are part of it and not counted again.
 *
 * @param xml the report
 */
export function countJunit(xml: string): Counts {
  let counts = NO_TESTS;
  for (const [, suite = ""] of xml.matchAll(/<testsuite (.*?)<\/testsuite>/gs)) {
    const cases = [...suite.matchAll(/<testcase name="([^"]*)"[^>]*?(?:\/>|>(.*?)<\/testcase>)/gs)]
      .map(([, name = "", body = ""]) => ({ name, body }));
    const names = cases.map(({ name }) => `${name} &gt; `);
    for (const { name, body } of cases) {
      if (names.some((prefix) => name.startsWith(prefix))) continue;
      counts = addCounts(counts, outcome(body));
    }
  }
  return counts;
}

function outcome(body: string): Counts {
  if (/<(failure|error)\b/.test(body)) return { ...NO_TESTS, failed: 1 };
  if (/<skipped\b/.test(body)) return { ...NO_TESTS, skipped: 1 };
  return { ...NO_TESTS, passed: 1 };
}

/**
 * The line the suite ends with.
 *
 * @param counts the sum over all stages
 * @returns such as `312 passed, 0 failed`, with the skipped ones added where there are any
 */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}
