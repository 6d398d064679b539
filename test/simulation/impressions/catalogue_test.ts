import { assert, assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import { newsAudience } from "lib/simulation/impressions/audience.ts";
import { newsCatalogue } from "lib/simulation/impressions/catalogue.ts";
import { newsTopics } from "lib/simulation/impressions/topics.ts";

const catalogue = newsCatalogue();

Deno.test("the catalogue and the audience are the same at every call", () => {
  const again = newsCatalogue();
  assertEquals(again.titles, catalogue.titles);
  assertEquals(again.newsIds, catalogue.newsIds);
  assertEquals(again.abstractLength, catalogue.abstractLength);
  assertEquals(newsAudience().historyLength, newsAudience().historyLength);
});

Deno.test("identifiers are unique", () => {
  assertEquals(new Set(catalogue.newsIds).size, catalogue.items);
  const audience = newsAudience();
  assertEquals(new Set(audience.userIds).size, audience.users);
});

Deno.test("topics are unique and add up to the printed 150,000 rows", () => {
  const topics = newsTopics();
  assertEquals(new Set(topics.map(({ subcategory }) => subcategory)).size, topics.length);
  assertGreater(topics.length, 250);
  assertAlmostEquals(topics.reduce((sum, { rows }) => sum + rows, 0), 150_000, 1e-6);
  assert(topics.every(({ rows, treatedRows }) => rows > treatedRows && treatedRows > 0));
});

Deno.test("every topic has articles, all of its own category", () => {
  const seen = new Set<number>();
  catalogue.topic.forEach((topic, article) => {
    seen.add(topic);
    const category = catalogue.categories[catalogue.category[article]!];
    assertEquals(category, catalogue.topics[topic]!.category);
  });
  assertEquals(seen.size, catalogue.topics.length);
});

Deno.test("headlines read as headlines, abstracts have plausible lengths", () => {
  assertEquals(catalogue.titles.map((title) => title.length), [...catalogue.titleLength]);
  for (const title of catalogue.titles) {
    assert(/^[A-Z0-9][^_]{19,119}$/.test(title), title);
    assert(!/\ba [aeiou]| {2}|undefined/.test(title), title);
  }
  assertGreater(new Set(catalogue.titles).size, 0.98 * catalogue.items);
  const without = catalogue.abstractLength.filter((length) => length === 0).length;
  assertAlmostEquals(without / catalogue.items, 0.05, 0.01);
  const sorted = catalogue.abstractLength.toSorted();
  assertGreater(sorted[Math.floor(catalogue.items / 2)]!, 150);
  assertLess(sorted[Math.floor(catalogue.items / 2)]!, 260);
});
