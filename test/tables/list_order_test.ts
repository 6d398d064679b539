import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type PlaceTest, testPlaces } from "lib/effects/places.ts";
import { LIST_ORDERS, type Provenance } from "lib/frames/provenance.ts";
import { openImpressions } from "lib/impressions/table.ts";
import { findImpressions } from "lib/notebook/impression_input.ts";
import { writeSampleFiles } from "lib/simulation/impressions/sample_files.ts";
import { describeOrder, findOrder, type OrderFinding } from "lib/tables/list_order.ts";
import { md } from "lib/text/markdown.ts";
import pl from "nodejs-polars";

const UNKNOWN: Provenance = { kind: "unknown" };
const LOG: Provenance = { kind: "log", impressions: 9, seed: 1 };
const MIND: Provenance = { kind: "mind", release: "MINDsmall train", impressions: 9, seed: 1 };
const simulated = (order: (typeof LIST_ORDERS)[number]): Provenance => ({
  kind: "simulated impressions",
  order,
  impressions: 9,
  seed: "1",
});

const NONE: PlaceTest = {
  lists: 900,
  telling: 700,
  rowsWithoutList: 0,
  difference: -0.001,
  z: -0.7,
  p: 0.484,
  isLarge: true,
};
const DEPENDENT: PlaceTest = { ...NONE, difference: 0.03, z: 27, p: 2.6e-162 };
const CHANCE: PlaceTest = { ...NONE, z: 2.2, p: 0.028 };
const FEW: PlaceTest = { ...NONE, lists: 1, telling: 1, p: 0.157, isLarge: false };
const SILENT: PlaceTest = { ...NONE, telling: 0, z: NaN, p: undefined, isLarge: false };
const NO_LISTS: PlaceTest = { ...SILENT, lists: 0, rowsWithoutList: 5_000, difference: NaN };

const ZERO = "the true effect of a place in the top three is zero in every segment";

Deno.test("what is known of the order goes before the test, and the test before nothing", () => {
  const cases: readonly (readonly [Provenance, PlaceTest, OrderFinding["effect"], string])[] = [
    [
      MIND,
      NONE,
      "zero",
      "no dependence of clicks on the place within the list was found (p = .484)",
    ],
    [MIND, CHANCE, "zero", "seem to depend on the place within the list (p = .028) is chance"],
    [MIND, DEPENDENT, "zero", "(p < .001), which shuffling cannot bring about: check what"],
    [
      MIND,
      FEW,
      "zero",
      "cannot be told from so few of them (1 of 1 lists tell something; p = .157",
    ],
    [MIND, NO_LISTS, "zero", "does not say which rows form a list (impression_id)"],
    [simulated("shuffled"), NONE, "zero", "found (p = .484)"],
    [
      UNKNOWN,
      NONE,
      "possibly zero",
      "was found (p = .484, from 700 lists that tell something; below .05 it would count as one)",
    ],
    [LOG, NONE, "possibly zero", `If it was shuffled, ${ZERO}`],
    [UNKNOWN, CHANCE, "open", "Within the lists, clicks depend on the place (p = .028)."],
    [LOG, DEPENDENT, "open", "Within the lists, clicks depend on the place (p < .001)."],
    [simulated("ranked"), DEPENDENT, "open", "clicks depend on the place (p < .001)."],
    [simulated("ranked"), NONE, "open", "it has an effect in this simulation, which is too small"],
    [UNKNOWN, FEW, "open", "Whether clicks depend on the place within the list cannot be told"],
    [UNKNOWN, SILENT, "open", "cannot be tested, because none of 900 lists has rows of both arms"],
    [
      UNKNOWN,
      NO_LISTS,
      "open",
      "Whether clicks depend on the place within the list cannot be tested",
    ],
    [{ kind: "ratings", slates: 1, userStride: 1 }, NONE, "possibly zero", "p = .484"],
  ];
  for (const [provenance, test, effect, said] of cases) {
    const finding = findOrder(provenance, test, 0.05);
    assertEquals(finding.effect, effect, said);
    assertStringIncludes(finding.text, said);
    assertEquals(finding.text.includes("shows the error of the method"), effect !== "open");
    assertEquals(finding.text.includes(ZERO), effect !== "open");
    assertMatch(finding.text, /^[A-Z].*\.$/);
    assertEquals(/NaN|undefined|proof|proves|proven/.test(finding.text), false);
  }
});

Deno.test("the level is the reader's, and is said", () => {
  assertEquals(findOrder(UNKNOWN, CHANCE, 0.01).effect, "possibly zero");
  assertStringIncludes(findOrder(UNKNOWN, CHANCE, 0.01).text, "; below .01 it would count as one)");
});

Deno.test("what no dependence was found in may be too small to show one, and its lists are counted", () => {
  const { text } = findOrder(UNKNOWN, { ...NONE, lists: 20, telling: 18, p: 0.503 }, 0.05);
  assertStringIncludes(text, "(p = .503, from 18 lists that tell something; ");
  assertStringIncludes(text, "or in one too small to show an effect. If it was shuffled, ");
});

Deno.test("rows without a list are counted", () => {
  const { text } = findOrder(UNKNOWN, { ...NONE, rowsWithoutList: 1_234 }, 0.05);
  assertStringIncludes(text, "The test leaves out 1,234 rows without impression_id.");
});

Deno.test("the origin is said, and doubt where a shuffled table cannot have been left as it was", () => {
  const origins = [MIND, LOG, UNKNOWN, simulated("ranked"), simulated("shuffled")]
    .map((provenance) => findOrder(provenance, DEPENDENT, 0.05));
  assertEquals(origins.map(({ origin }) => origin), [
    "MIND",
    "log",
    "unknown",
    "simulated",
    "simulated",
  ]);
  assertEquals(origins.map(({ doubt }) => doubt !== ""), [true, false, false, false, true]);
  assertEquals(
    origins[0]!.doubt,
    "But clicks depend on the place within the list (p < .001), which shuffling cannot bring about: " +
      "check what has changed the table since.",
  );
  for (const test of [NONE, CHANCE, FEW, SILENT, NO_LISTS, { ...DEPENDENT, isLarge: false }]) {
    assertEquals(findOrder(MIND, test, 0.05).doubt, "");
  }
  // An earlier simulation's table does not say itself what it is.
  const old = { provenance: UNKNOWN, simulated: true, notice: md("Data.") };
  assertEquals(describeOrder(old, NONE, 0.05).origin, "simulated");
});

Deno.test("a simulation that breaks an assumption on purpose says which", () => {
  const broken = LIST_ORDERS.map((order) => {
    const finding = findOrder(simulated(order), NONE, 0.05);
    assertEquals(finding.origin, "simulated");
    assertEquals(finding.effect, order === "shuffled" ? "zero" : "open");
    return [order, finding.broken];
  });
  assertEquals(Object.fromEntries(broken), {
    ranked: undefined,
    shuffled: undefined,
    confounded: undefined,
    clustered: "independent rows",
    hidden: "recorded reasons",
    swaps: undefined,
  });
});

/** What a notebook finds of a table. */
async function described(path: string) {
  const input = await findImpressions({ named: path });
  return describeOrder(input, testPlaces(openImpressions(path).places()), 0.05);
}

Deno.test("simulated samples say what they are by their own word, and by the test without it", async () => {
  const folder = Deno.makeTempDirSync();
  const sample = async (order: "ranked" | "shuffled") =>
    (await writeSampleFiles(folder, { impressions: 4_000, seed: 3, order })).impressionsPath;
  const [ranked, shuffled] = [await sample("ranked"), await sample("shuffled")];
  const open = await described(ranked);
  assertEquals(open.effect, "open");
  assertMatch(
    open.data.text,
    /4,000 ranked lists, seed 3\. .* depend on the place \(p < \.001\)\.$/,
  );
  const zero = await described(shuffled);
  assertEquals(zero.effect, "zero");
  assertStringIncludes(zero.data.text, "without an effect of position, so the true effect");

  // What pandas makes of it: the same rows, and no word; their order is of no matter.
  const silent = `${folder}/mine.parquet`;
  const rows = pl.readParquet(shuffled);
  rows.sort(["news_id", "position"]).writeParquet(silent);
  const possibly = await described(silent);
  assertEquals(possibly.effect, "possibly zero");
  assertMatch(possibly.data.text, /the file does not say\. Within the lists, no dependence/);

  rows.filter(pl.col("impression_id").eq(pl.lit(1))).vstack(
    rows.filter(pl.col("impression_id").eq(pl.lit(2))).withColumns(
      pl.lit(1).cast(pl.Int64).alias("impression_id"),
      pl.lit(rows.getColumn("user_id").get(0)).alias("user_id"),
    ),
  ).writeParquet(silent);
  assertEquals(testPlaces(openImpressions(silent).places()).lists, 1);
  assertMatch((await described(silent)).text, /so few of them \(1 of 1 lists/);

  rows.drop("impression_id").writeParquet(silent);
  assertStringIncludes(
    (await described(silent)).data.text,
    "which rows form a list (impression_id)",
  );
});

Deno.test("what is inserted in a notice stays text", () => {
  const { data } = describeOrder({ provenance: MIND, notice: md("Data: `a`.") }, DEPENDENT, 0.05);
  assertEquals(/<(?!\/?code>)/.test(data.source), false);
});
