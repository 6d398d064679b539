import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { findAbsentNews, requireFewAbsent } from "lib/raw/mind/absent_news.ts";
import { parseBehaviors } from "lib/raw/mind/behaviors.ts";
import { parseNews } from "lib/raw/mind/news.ts";

Deno.test("displays of articles without a description are counted with their lines", async () => {
  const behaviors = await parseBehaviors(
    new Blob([
      "1\tU7\t11/11/2019 9:05:58 AM\t\tN8-1 N9-0\n",
      "2\tU7\t11/11/2019 9:06:58 AM\t\tN1-1\n",
      "3\tU8\t11/11/2019 9:07:58 AM\t\tN9-1 N1-0\n",
    ]).stream(),
  );
  const news = await parseNews(
    new Blob(["N1\tnews\tworld\tHeadline\t\t\t[]\t[]\n"]).stream(),
  );
  assertEquals(findAbsentNews(behaviors, news), {
    articles: 2,
    items: 3,
    impressions: 2,
    lines: [1, 3],
  });
});

Deno.test("1 % of displays without a description passes, more does not", () => {
  const absent = { articles: 1, items: 2, impressions: 1, lines: [7] };
  requireFewAbsent(absent, 200, "behaviors.tsv");
  assertThrows(() => requireFewAbsent(absent, 199, "behaviors.tsv"), InputError, "line 7");
  requireFewAbsent({ ...absent, items: 199 }, 199, "behaviors.tsv", 100);
  assertThrows(() => requireFewAbsent(absent, 200, "behaviors.tsv", 0), InputError, "than 0 %");
});
