/**
 * How often each way of testing finds something where nothing is there, in a study small enough for the
 * suite. The full one, on tables of the sample's size, is `deno task bench false_findings`.
 */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { findNothing, findNothingInParallel } from "../bench/false_findings.ts";

const STUDY = { impressions: 1_500, minimumRows: 500, draws: 199, seed: "false findings test" };
const TABLES = 60;
const tables = await findNothingInParallel({ ...STUDY, tables: TABLES }, 2);

const share = (of: (table: (typeof tables)[number]) => boolean) =>
  tables.filter(of).length / TABLES;

Deno.test("drawing places anew errs in no more tables than it says, and its p-values are no smaller", () => {
  const wrong = share(({ found }) => found["max-t, places by lot"].length > 0);
  // Four standard errors of 60 tables above 5 %.
  assert(wrong <= 0.05 + 4 * Math.sqrt(0.05 * 0.95 / TABLES), `${wrong}`);
  for (const level of [0.25, 0.5, 0.75]) {
    const below = share(({ globalP }) => globalP <= level);
    assertAlmostEquals(below, level, 4 * Math.sqrt(level * (1 - level) / TABLES), `${level}`);
  }
});

Deno.test("intervals on few effective clicks miss zero too often, and so do their corrections for many", () => {
  const wrong = share(({ found }) => found["Bonferroni, Holm"].length > 0);
  assert(wrong > 0.3, `${wrong}`);
  const few = tables.flatMap(({ intervals }) => intervals)
    .filter(({ clicks }) => clicks <= 5);
  assert(few.length > 200);
  const covering = few.filter(({ covers }) => covers).length / few.length;
  assert(covering < 0.9, `${covering}`);
  // What an estimate rests on, and an error that the estimate does not enter, mend most of it.
  assert(
    share(({ found }) => found["Holm, null error, 30 effective clicks"].length > 0) < wrong / 2,
  );
});

Deno.test("threads do not change what a table shows", () => {
  assertEquals(findNothing(STUDY, 7), tables[7]);
});

Deno.test("an effect that is there is found by drawing places anew about as often as by intervals", async () => {
  const study = { ...STUDY, impressions: 4_000, tables: 12, lift: 0.05 };
  const seen = await findNothingInParallel(study, 2);
  const power = (name: "max-t, places by lot" | "Bonferroni, Holm") => {
    const [found, there] = seen.reduce(
      ([a, b], { found, affected }) => [
        a + found[name].filter((segment) => affected.includes(segment)).length,
        b + affected.length,
      ],
      [0, 0] as [number, number],
    );
    return found / there;
  };
  assert(power("max-t, places by lot") > 0.3, `${power("max-t, places by lot")}`);
  assert(power("max-t, places by lot") > 0.7 * power("Bonferroni, Holm"));
});
