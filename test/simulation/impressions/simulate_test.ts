import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { polarsType } from "lib/frames/columns.ts";
import { IMPRESSION_COLUMNS } from "lib/impressions/schema.ts";
import {
  simulateImpressionColumns,
  simulateImpressions,
} from "lib/simulation/impressions/simulate.ts";

const options = { impressions: 300, seed: 5, order: "ranked" } as const;
const { impressions, truth } = simulateImpressions(options);
const columns = simulateImpressionColumns(options);

/** A row of the table, as far as the tests read it; the schema test says that it is one. */
interface Row {
  readonly impression_id: number;
  readonly user_id: string;
  readonly timestamp: Date;
  readonly news_id: string;
  readonly position: number;
  readonly category: string;
  readonly subcategory: string;
  readonly title: string;
  readonly title_length: number;
  readonly candidate_set_size: number;
  readonly hour: number;
  readonly day_of_week: number;
  readonly relative_position: number;
  readonly item_exposures: number;
  readonly item_clicks: number;
  readonly item_ctr: number;
  readonly is_top_3: number;
  readonly clicked: number;
}
const rows = impressions.toRecords() as unknown as readonly Row[];

Deno.test("the table has the schema's names, order and types, and no missing value", () => {
  assertEquals(impressions.columns, IMPRESSION_COLUMNS.map(({ name }) => name));
  assertEquals(
    impressions.dtypes.map(String),
    IMPRESSION_COLUMNS.map(({ kind }) => String(polarsType(kind))),
  );
  for (const name of impressions.columns) assertEquals(impressions.getColumn(name).nullCount(), 0);
});

Deno.test("the truth has one row a row and the simulation's probabilities", () => {
  assertEquals(truth.columns, ["row", "p_top_3", "p_rank_4_plus", "propensity_top_3"]);
  assertEquals(truth.height, impressions.height);
  assertEquals(truth.getColumn("row").toArray(), rows.map((_, row) => row));
  assertEquals(truth.getColumn("p_top_3").toTypedArray(), columns.pTop3);
  assertEquals(truth.getColumn("p_rank_4_plus").toTypedArray(), columns.pRank4Plus);
  assertEquals(truth.getColumn("propensity_top_3").toTypedArray(), columns.propensityTop3);
});

Deno.test("rows stand list by list from the first place down", () => {
  rows.forEach((row, i) => {
    const previous = rows[i - 1];
    const isFirst = previous === undefined || previous.impression_id !== row.impression_id;
    assertEquals(row.position, isFirst ? 1 : previous.position + 1);
    if (isFirst && previous) assertEquals(previous.position, previous.candidate_set_size);
    assertEquals(row.is_top_3, row.position <= 3 ? 1 : 0);
    assertAlmostEquals(row.relative_position, row.position / row.candidate_set_size, 1e-15);
  });
  assertEquals(rows[0]!.impression_id, 1);
  assertEquals(rows.at(-1)!.impression_id, 300);
});

Deno.test("texts belong to the rows that the numbers describe", () => {
  const users = new Map<string, number>();
  const articles = new Map<string, string>();
  rows.forEach((row, i) => {
    assertEquals(row.title.length, row.title_length);
    assertEquals(users.get(row.user_id) ?? columns.user[i], columns.user[i]);
    users.set(row.user_id, columns.user[i]!);
    const article = [columns.item[i], row.category, row.subcategory, row.title].join();
    assertEquals(articles.get(row.news_id) ?? article, article);
    articles.set(row.news_id, article);
    if (row.category === "weather") assertEquals(row.subcategory, "weathertopstories");
  });
  assertEquals(users.size, new Set(columns.user).size);
  assertEquals(articles.size, new Set(columns.item).size);
});

Deno.test("hour and day of the week are those of the timestamp, within six days", () => {
  for (const { timestamp: time, hour, day_of_week } of rows) {
    assertEquals(hour, time.getUTCHours());
    assertEquals(day_of_week, (time.getUTCDay() + 6) % 7);
    assert(time >= new Date("2019-11-09T00:00:00Z") && time < new Date("2019-11-15T00:00:00Z"));
  }
});

Deno.test("exposures, clicks and their ratio are counted within the table", () => {
  const counts = new Map<string, { exposures: number; clicks: number }>();
  for (const { news_id, clicked } of rows) {
    const count = counts.get(news_id) ?? { exposures: 0, clicks: 0 };
    counts.set(news_id, { exposures: count.exposures + 1, clicks: count.clicks + clicked });
  }
  for (const row of rows) {
    const { exposures, clicks } = counts.get(row.news_id)!;
    assertEquals([row.item_exposures, row.item_clicks], [exposures, clicks]);
    assertEquals(row.item_ctr, clicks / exposures);
  }
});

Deno.test("the same seed gives the same table", () => {
  const again = simulateImpressions(options);
  assert(again.impressions.frameEqual(impressions));
  assert(again.truth.frameEqual(truth));
  const other = simulateImpressions({ ...options, seed: 6 });
  assert(!other.impressions.frameEqual(impressions));
});

Deno.test("one list is a table too", () => {
  for (const order of ["ranked", "shuffled"] as const) {
    const { impressions } = simulateImpressions({ impressions: 1, seed: 1, order });
    assertEquals(impressions.height, impressions.getColumn("candidate_set_size").get(0));
  }
});
