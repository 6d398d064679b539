import { assertEquals } from "@std/assert";
import { describeKills } from "../bench/kills/describe_kills.ts";
import { killAtRandom } from "../bench/kills/kills.ts";

/** Commands that need no Jupyter; `deno task bench kills` kills all of them, a hundred times. */
const PLAN = {
  "data:sample": 3,
  "data:mind": 3,
  "data:movielens": 3,
  "notebook:clean": 3,
  "notebook:restore": 3,
  "notebook:new": 2,
};

Deno.test("a killed command leaves nothing half-written, and the next run recovers", async () => {
  const counts = await killAtRandom({ plan: PLAN, seed: "suite" });
  assertEquals(counts.map(({ command, kills }) => [command, kills]), Object.entries(PLAN));
  const faults = counts.flatMap((count) => [
    ...count.halfWritten,
    ...count.lost,
    ...count.outlived,
    ...count.notRecovered,
  ]);
  assertEquals(faults, [], describeKills(counts));
});
