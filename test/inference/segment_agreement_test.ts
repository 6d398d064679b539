/** Agreement of two estimators over segments: what is apart, what is not, and how often chance says apart. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { segmentAgreement } from "lib/inference/segment_agreement.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { seededSource } from "lib/random/seeded.ts";

const ROWS = Array.from({ length: 1_000 }, (_, row) => row);
const LEVELS = Array.from({ length: 10 }, (_, at) => `topic ${at}`);
const CODES = Int32Array.from(ROWS, (row) => row % 10);
const INDEX = indexSegments([{ name: "topic", levels: LEVELS, codes: CODES }]);
const drawn = (seed: string, shifts: readonly number[] = []) => {
  const source = seededSource(seed, "agreement");
  return segmentMeans(
    Float64Array.from(ROWS, (row) => source.normal() + (shifts[row % 10] ?? 0)),
    INDEX,
    ROWS,
  );
};

Deno.test("what is shifted is apart, the furthest first, and nothing else", () => {
  const { compared, apart } = segmentAgreement(drawn("a", [0, 1, 0, 3]), drawn("b"));
  assertEquals([compared, apart.map(({ segment }) => segment)], [10, ["topic 3", "topic 1"]]);
  assertEquals(segmentAgreement(drawn("a"), drawn("a")).apart, []);
  const some = segmentAgreement(drawn("a", [0, 1, 0, 3]), drawn("b"), { among: [1, 2] });
  assertEquals([some.compared, some.apart.map(({ segment }) => segment)], [2, ["topic 1"]]);
  const fewer = segmentAgreement(drawn("a", [0, 1, 0, 3]), drawn("b"), {
    among: [1, 2],
    judgedAmong: [2, 3],
  });
  assertEquals([fewer.compared, fewer.apart], [1, []]);
});

Deno.test("of estimators that agree, chance calls any apart in about one of twenty comparisons", () => {
  const worlds = 400;
  const wrong = Array.from(
    { length: worlds },
    (_, at) => segmentAgreement(drawn(`${at}/1`), drawn(`${at}/2`)).apart.length > 0 ? 1 : 0,
  ).reduce((sum: number, one) => sum + one, 0);
  // Four standard errors around 5 %.
  assert(wrong > 2 && wrong < 38, `${wrong} of ${worlds}`);
});

Deno.test("only segments that both have are compared, whatever their order", () => {
  const codes = CODES.map((code) => code < 4 ? 3 - code : -1);
  const index = indexSegments([{ name: "topic", levels: LEVELS.slice(0, 4).toReversed(), codes }]);
  const own = segmentMeans(Float64Array.from(ROWS, (row) => row % 7), index, ROWS);
  const all = segmentMeans(Float64Array.from(ROWS, (row) => row % 7), INDEX, ROWS);
  assertEquals(segmentAgreement(own, all), {
    compared: 4,
    apart: [],
    missing: undefined,
  });
});

Deno.test("intervals that miss the truth are counted; truths of other segments are refused", () => {
  const truths = new Float64Array(10);
  const own = drawn("a", [0, 1, 0, 3]);
  const { missing } = segmentAgreement(own, drawn("b"), { trueLifts: truths });
  // Those that were moved by far more than chance, and no other.
  assertEquals(missing, 2);
  assertThrows(
    () => segmentAgreement(drawn("a"), drawn("b"), { trueLifts: [0] }),
    InputError,
    "1 values for 10",
  );
});
