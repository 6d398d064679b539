/**
 * What may not matter to placebos and to tables without effect: the numbers of lists, the sign of estimates,
 * and how many threads compute.
 */

import { assertEquals } from "@std/assert";
import { studyNullTables } from "lib/inference/null_study.ts";
import { placeboOutcome } from "lib/inference/placebo_outcome.ts";
import { placeboTreatment } from "lib/inference/placebo_treatment.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { seededSource } from "lib/random/seeded.ts";
import { lottery } from "./lottery.ts";

const [LISTS, SIZE] = [70, 7];
const ROWS = LISTS * SIZE;

function drawn() {
  const source = seededSource(43, "placebo symmetries");
  const { list, topThree, clicked } = lottery({ lists: LISTS, size: SIZE, seed: 43 });
  const numbers = (of: () => number) => Float64Array.from({ length: ROWS }, of);
  return {
    list: Int32Array.from(list),
    topThree: Uint8Array.from(topThree),
    clicked: Uint8Array.from(clicked),
    topic: Int32Array.from(numbers(() => Math.floor(3 * source.uniform()))),
    weight: numbers(source.normal),
    expected: numbers(() => 0.1 + 0.2 * source.uniform()),
  };
}

const rows = drawn();

Deno.test("placebos do not depend on the numbers of lists, and estimates of the other sign mirror them", async () => {
  const options = { draws: 60, seed: 7 };
  const { weight } = rows;
  const estimate = (sign: number) => (column: Uint8Array) =>
    sign * column.reduce((sum, value, row) => sum + value * weight[row]!, 0);
  const own = await placeboTreatment(rows, estimate(1), options);
  const renumbered = { ...rows, list: rows.list.map((list) => 3 * list + 2) };
  assertEquals(await placeboTreatment(renumbered, estimate(1), options), own);
  const mirrored = await placeboTreatment(rows, estimate(-1), options);
  assertEquals(mirrored.estimates, own.estimates.map((value) => -value));
  assertEquals([mirrored.actual, mirrored.mean, mirrored.z], [-own.actual, -own.mean, -own.z]);
  assertEquals([mirrored.p, mirrored.standardDeviation], [own.p, own.standardDeviation]);
  // No draw is as large as the actual one to the bit: what lay below now lies above.
  assertEquals(mirrored.rank, options.draws + 2 - own.rank);
  const [clicks, other] = await Promise.all(
    [1, -1].map((sign) => placeboOutcome(rows.expected, estimate(sign), options)),
  );
  assertEquals([other!.mean, other!.z], [-clicks!.mean, -clicks!.z]);
  assertEquals(other!.estimates, clicks!.estimates.map((value) => -value));
});

Deno.test("a study of tables without effect does not depend on lists' numbers, in any number of threads", async () => {
  const index = indexSegments([{ name: "topic", levels: ["a", "b", "c"], codes: rows.topic }]);
  const outcomeRate = new Float64Array(ROWS).fill(0.2);
  const studied = (list: Int32Array, workers: number) =>
    studyNullTables(
      { list, topThree: rows.topThree, clicked: rows.clicked, outcomeRate },
      index,
      { tables: 9, floor: 5, draws: 19, seed: "threads", workers },
    );
  const own = await studied(rows.list, 1);
  assertEquals(await studied(rows.list, 4), own);
  assertEquals(await studied(rows.list.map((list) => 2 * list + 5), 2), own);
});
