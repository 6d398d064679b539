/**
 * The sample's marginals against those that the original notebook prints for 3,000 slates of a
 * large MovieLens release. Its figures of focal rows are means over one row drawn from each slate;
 * here the mean runs over all eight rows that can be drawn, which has the same expectation and less
 * noise. Tolerances are about three standard errors of the original's draw and our own together,
 * unless another reason is given.
 */
import { assert, assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import pl, { type DataFrame } from "nodejs-polars";
import { writeSlateSample } from "lib/simulation/ratings/sample_files.ts";

const folder = await Deno.makeTempDir();
const { tables } = await writeSlateSample(folder);
const slates = pl.readParquet(tables.slateSeed);
const items = pl.readParquet(tables.items);
const users = pl.readParquet(tables.userFeatures);
await Deno.remove(folder, { recursive: true });

const numbers = (frame: DataFrame, column: string) =>
  Float64Array.from(frame.getColumn(column).cast(pl.Float64).toTypedArray());
const mean = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
const meanOf = (frame: DataFrame, column: string) => mean(numbers(frame, column));
const distinct = (column: string) => new Set(slates.getColumn(column).toArray()).size;

/** The rows that can be drawn as the focal one, with their features. */
const focal = slates
  .filter(pl.col("slate_position_seed").gtEq(5))
  .join(items.select("movieId", "sample_rating_count", "sample_mean_rating", "sample_liked_rate"), {
    on: "movieId",
    how: "left",
  });
/** The users that have a slate. */
const shown = users.filter(pl.col("userId").isIn([...new Set(numbers(slates, "userId"))]));

/** The clusters, slate by slate. */
const clusters = slates.getColumn("spillover_cluster").toArray() as readonly string[];
/** By cluster: how many focal rows, in expectation, and how many other rows share it with them. */
const focalSlates: Record<string, number> = {};
const mates: Record<string, number> = {};
let slatesWithMates = 0;
for (let start = 0; start < clusters.length; start += 12) {
  for (let row = start + 4; row < start + 12; row++) {
    const cluster = clusters[row]!;
    const others = clusters.slice(start, start + 12).filter((c) => c === cluster).length - 1;
    focalSlates[cluster] = (focalSlates[cluster] ?? 0) + 1 / 8;
    mates[cluster] = (mates[cluster] ?? 0) + others / 8;
    slatesWithMates += others > 0 ? 1 / 8 : 0;
  }
}

Deno.test("3,000 slates of 12 show about 5,668 movies of 19 clusters", () => {
  assertEquals(slates.height, 36_000);
  assertEquals([distinct("slate_id"), distinct("userId")], [3_000, 3_000]);
  assertEquals(distinct("spillover_cluster"), 19);
  assert(clusters.includes("(no genres listed)"));
  // Two samples of viewers from our one population differ by about 1 %.
  assertAlmostEquals(distinct("movieId") / 5_668, 1, 0.03);
});

Deno.test("the relevance of slates is that of the printed exposure groups", () => {
  // The five groups' means, weighted by their rows.
  assertAlmostEquals(meanOf(slates, "observed_relevance"), 4.5992, 0.025);
  assertAlmostEquals(meanOf(focal, "observed_relevance"), 4.4895, 0.03);
  assertAlmostEquals(meanOf(focal, "high_relevance"), 0.9457, 0.015);
});

Deno.test("focal movies are as popular and as well liked as printed", () => {
  assertAlmostEquals(meanOf(focal, "sample_rating_count"), 437.2, 30);
  assertAlmostEquals(meanOf(focal, "sample_mean_rating"), 3.7215, 0.02);
  assertAlmostEquals(meanOf(focal, "sample_liked_rate"), 0.5763, 0.012);
});

Deno.test("users rate as much, as kindly and as widely as printed", () => {
  assertEquals(shown.height, 3_000);
  assertAlmostEquals(meanOf(shown, "n_ratings"), 196.9, 15);
  assertAlmostEquals(meanOf(shown, "mean_rating"), 3.6914, 0.03);
  assertAlmostEquals(meanOf(shown, "liked_rate"), 0.5712, 0.015);
  assertAlmostEquals(meanOf(shown, "unique_primary_genres"), 10.164, 0.25);
});

Deno.test("clusters have their share of focal movies", () => {
  const printed: Readonly<Record<string, number>> = {
    "(no genres listed)": 4,
    Action: 799,
    Adventure: 318,
    Animation: 70,
    Children: 43,
    Comedy: 658,
    Crime: 253,
    Documentary: 42,
    Drama: 636,
    Fantasy: 11,
    "Film-Noir": 6,
    Horror: 65,
    Musical: 5,
    Mystery: 44,
    Romance: 3,
    "Sci-Fi": 18,
    Thriller: 22,
    Western: 3,
  };
  for (const [cluster, count] of Object.entries(printed)) {
    // Three standard errors of a count, and one more slate: of rare clusters the original is vague.
    assertAlmostEquals(focalSlates[cluster]!, count, 3 * Math.sqrt(count) + 1, cluster);
  }
  assertLess(focalSlates.War!, 5);
});

Deno.test("slates cluster as printed: other movies of the focal one's genre", () => {
  const printed = {
    Action: 0.3836,
    Comedy: 0.2937,
    Drama: 0.2793,
    Adventure: 0.1526,
    Crime: 0.1154,
  };
  for (const [cluster, share] of Object.entries(printed)) {
    assertAlmostEquals(mates[cluster]! / (11 * focalSlates[cluster]!), share, 0.03, cluster);
  }
  const all = Object.values(mates).reduce((sum, n) => sum + n, 0) / (11 * 3_000);
  assertAlmostEquals(all, 4_309 / 16_555, 0.012);
  assertAlmostEquals(slatesWithMates / 3_000, 1_245 / 1_505, 0.03);
});

Deno.test("what the original does not print has the shape of real releases", () => {
  const ratings = numbers(users, "n_ratings").sort();
  assertEquals(users.height, 3_258);
  // Few users lack the twelve ratings of a slate; the median is far below the mean.
  const tooFew = ratings.filter((n) => n < 12).length;
  assert(tooFew > 0 && tooFew < 100);
  assertLess(ratings[1_629]!, 0.6 * mean(ratings));
  // A few movies have most ratings, most movies few.
  const counts = numbers(items, "sample_rating_count").sort().reverse();
  assertGreater(counts.slice(0, 1_000).reduce((sum, n) => sum + n, 0), 0.5 * ratings.length * 190);
  assertLess(counts[Math.floor(counts.length / 2)]!, 20);
  assert(counts.length > 12_000 && counts.length < 17_000);
});
