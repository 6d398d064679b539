import { assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import { clusteredMean } from "lib/inference/clustered_mean.ts";
import { LISTS_PER_READER } from "lib/simulation/impressions/models/clustered.ts";
import { comparable, meanOf, scoresOf, simulate } from "./estimates.ts";

Deno.test("few readers read the lists: about twenty each", () => {
  const columns = simulate(1_000, 1, "clustered");
  assertEquals(new Set(columns.lists.user).size, 1_000 / LISTS_PER_READER);
  assertEquals(new Set(simulate(5, 1, "clustered").lists.user).size, 1);
});

Deno.test("a reader's click probabilities are the same terms away from those of ranked lists", () => {
  const columns = simulate(200, 2, "clustered");
  const logOdds = (p: number) => Math.log(p / (1 - p));
  const gains = new Map<string, number>();
  for (let row = 0; row < columns.rows; row++) {
    // Alike but for the article: one list, one topic.
    const key = `${columns.impression[row]} ${columns.subcategory[row]}`;
    const gain = logOdds(columns.pTop3[row]!) - logOdds(columns.pRank4Plus[row]!);
    assertAlmostEquals(gains.get(key) ?? gain, gain, 1e-9);
    gains.set(key, gain);
  }
});

Deno.test("standard errors by row are too small for readers in general, those by reader are not", () => {
  const tables = Array.from({ length: 40 }, (_, table) => {
    const columns = simulate(1_000, `reader ${table}`, "clustered");
    const rows = comparable(columns);
    const { scores, truth } = scoresOf(columns, rows);
    const byReader = clusteredMean(scores, rows.map((row) => columns.user[row]!));
    const byRow = clusteredMean(scores, rows.map((_, i) => i));
    return {
      estimate: byReader.mean,
      byReader: byReader.cr2,
      byRow: byRow.cr2,
      truth: meanOf(truth),
    };
  });
  for (const { byReader, byRow } of tables) assertGreater(byReader / byRow, 1.2);
  // Over all tables, the truth of readers in general.
  const general = tables.reduce((sum, { truth }) => sum + truth, 0) / tables.length;
  const covering = (error: "byRow" | "byReader") =>
    tables.filter((table) => Math.abs(table.estimate - general) < 1.96 * table[error]).length;
  // Of 40 intervals at 95 %, 33 or fewer cover in one of 250 worlds.
  assertLess(covering("byRow"), 33);
  assertGreater(covering("byReader"), 33);
});
