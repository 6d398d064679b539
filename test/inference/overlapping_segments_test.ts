/** Overlaps: counted as by sets of rows, in any order of rows, and nothing below the share asked for. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { overlappingSegments } from "lib/inference/overlapping_segments.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { seededSource } from "lib/random/seeded.ts";

const source = seededSource("overlap", "segments");
const LEVELS = ["a", "b", "c", "d"];
const ROWS = 500;
// The second division is the first but for some rows; the third has nothing to do with either.
const first = Int32Array.from({ length: ROWS }, () => source.integerBelow(4));
const second = first.map((code) => source.uniform() < 0.03 ? source.integerBelow(5) - 1 : code);
const third = Int32Array.from({ length: ROWS }, () => source.integerBelow(5) - 1);
const indexOf = (rows: readonly number[]) =>
  indexSegments(
    [first, second, third].map((codes, at) => ({
      name: `division ${at}`,
      levels: LEVELS,
      codes: Int32Array.from(rows, (row) => codes[row]!),
    })),
  );
const EVERY = Array.from({ length: ROWS }, (_, row) => row);

Deno.test("shares are those of sets of rows, for every pair of different divisions", () => {
  const index = indexOf(EVERY);
  const rowsOf = (number: number) =>
    new Set(EVERY.filter((row) => index.divisions.some((codes) => codes[row] === number)));
  const pairs = overlappingSegments(index, 1e-9);
  for (const { first, second, share } of pairs) {
    const [a, b] = [first, second].map((segment) => rowsOf(index.segments.indexOf(segment))) as [
      Set<number>,
      Set<number>,
    ];
    assertEquals(share, a.intersection(b).size / a.union(b).size);
  }
  const sets = index.segments.map((_, number) => rowsOf(number));
  const meeting = sets.flatMap((a, at) =>
    sets.slice(at + 1).filter((b, after) =>
      index.segments[at]!.segmentColumn !== index.segments[at + 1 + after]!.segmentColumn &&
      !a.isDisjointFrom(b)
    )
  );
  assertEquals(pairs.length, meeting.length);
  assert(pairs.every(({ share }, at) => at === 0 || share <= pairs[at - 1]!.share));
  assertEquals(
    overlappingSegments(index).map(({ first, second }) => [first.segment, second.segment])
      .toSorted(),
    LEVELS.map((level) => [level, level]),
  );
});

Deno.test("rows in another order overlap alike; a share that is none is refused", () => {
  const backwards = overlappingSegments(indexOf(EVERY.toReversed()));
  assertEquals(backwards, overlappingSegments(indexOf(EVERY)));
  for (const least of [0, -1, 1.1, NaN, "0.9" as unknown as number]) {
    assertThrows(
      () => overlappingSegments(indexOf(EVERY), least),
      InputError,
      "the least share is",
    );
  }
});
