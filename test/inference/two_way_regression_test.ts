/** Two-way errors: by their definition, for kinds that nest, and for what cannot be told. */

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { clusteredRegression } from "lib/inference/clustered_regression.ts";
import { twoWayMean } from "lib/inference/clustered_mean.ts";
import { twoWayRegression } from "lib/inference/two_way_regression.ts";
import { seededSource } from "lib/random/seeded.ts";

const ROWS = 400;
const source = seededSource(5, "two-way regression");
const draw = (count: number) =>
  Int32Array.from({ length: ROWS }, () => Math.floor(count * source.uniform()));
const [reader, article] = [draw(30), draw(12)];
const own = (count: number) => Float64Array.from({ length: count }, () => source.uniform());
/** Numbers that hang together within readers and within articles. */
function hanging(): Float64Array {
  const [ofReader, ofArticle] = [own(30), own(12)];
  return Float64Array.from(
    { length: ROWS },
    (_, row) => ofReader[reader[row]!]! + ofArticle[article[row]!]! + 0.3 * source.uniform(),
  );
}
const x = hanging();
const disturbance = hanging();
const y = x.map((value, row) => value + disturbance[row]!);
const constant = new Float64Array(ROWS).fill(1);

Deno.test("the variance is that of either kind less that of their intersections", () => {
  const pairs = Int32Array.from(reader, (name, row) => name * 12 + article[row]!);
  for (const correction of ["CR0", "CR1", "CR1S"] as const) {
    const variance = (cluster: Int32Array) =>
      clusteredRegression([constant, x], y, cluster, correction).coefficients[1]!.standardError **
        2;
    const [, slope] = twoWayRegression([constant, x], y, reader, article, correction);
    const expected = variance(reader) + variance(article) - variance(pairs);
    assert(!slope!.isIndefinite);
    assertAlmostEquals(slope!.standardError ** 2 / expected, 1, 1e-12, correction);
  }
});

Deno.test("with a constant alone it is the two-way error of a mean", () => {
  const [mean] = twoWayRegression([constant], y, reader, article, "CR1");
  const { standardError } = twoWayMean(y, reader, article);
  assertAlmostEquals(mean!.standardError / standardError, 1, 1e-12);
});

Deno.test("where one kind lies within the other its error goes, to the bit, in either order", () => {
  const region = reader.map((name) => name % 5);
  const [, alone] = clusteredRegression([constant, x], y, region, "CR1S").coefficients;
  for (const kinds of [[reader, region], [region, reader]] as const) {
    const [, slope] = twoWayRegression([constant, x], y, ...kinds, "CR1S");
    assertEquals(slope!.standardError, alone!.standardError);
  }
});

Deno.test("other numbers for the same clusters change no bit", () => {
  const renamed = reader.map((name) => 1000 - 7 * name);
  assertEquals(
    twoWayRegression([constant, x], y, renamed, article, "CR0"),
    twoWayRegression([constant, x], y, reader, article, "CR0"),
  );
});

Deno.test("a variance that comes out too small gives way to that of one kind, and says so", () => {
  const [mean] = twoWayRegression(
    [new Float64Array(4).fill(1)],
    Float64Array.of(1, 2, 3, 4),
    [0, 0, 1, 1],
    [0, 1, 0, 1],
    "CR0",
  );
  assert(mean!.isIndefinite);
  assertEquals(mean!.standardError, Math.max(mean!.byFirst, mean!.bySecond));
});

Deno.test("what cannot be told is refused in words", () => {
  const refused = (first: Int32Array, correction: string, words: string) =>
    assertThrows(
      // deno-lint-ignore no-explicit-any
      () => twoWayRegression([constant, x], y, first, article, correction as any),
      InputError,
      words,
    );
  refused(new Int32Array(ROWS), "CR0", "all rows are of 1 cluster");
  refused(reader.map(() => -1), "CR0", "belong to no known cluster");
  refused(reader, "CR2", "there is no two-way correction");
});
