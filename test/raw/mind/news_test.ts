import { assertEquals } from "@std/assert";
import { parseNews } from "lib/raw/mind/news.ts";

const parse = (parts: readonly (string | Uint8Array<ArrayBuffer>)[]) =>
  parseNews(new Blob([...parts]).stream());

Deno.test("quotes are text, and lengths count characters", async () => {
  const { articles, report } = await parse([
    'N1\tnews\tworld\t"Unclosed\tsaid "it"\thttps://example.org\t[]\t[]\r\n',
    "N2\tnews\tworld\tCrème 🎉\t\thttps://example.org\t[]\t[]\r\n",
    "N3\t\t\t\t🎉🎉\t\t\t\n",
  ]);
  assertEquals(report, { lines: 3, malformed: 0, faults: [] });
  assertEquals([...articles], [
    ["N1", {
      category: "news",
      subcategory: "world",
      title: '"Unclosed',
      titleLength: 9,
      abstractLength: 9,
    }],
    ["N2", {
      category: "news",
      subcategory: "world",
      title: "Crème 🎉",
      titleLength: 7,
      abstractLength: 0,
    }],
    ["N3", {
      category: null,
      subcategory: null,
      title: null,
      titleLength: null,
      abstractLength: 2,
    }],
  ]);
});

Deno.test("each kind of malformed line is reported under its number", async () => {
  const rest = "\tnews\tworld\tTitle\tAbstract\turl\t[]\t[]\n";
  const { articles, report } = await parse([
    `N1${rest}`, // 1
    "N2\tnews\tworld\tTitle\tAbstract\turl\t[]\n", // 2 a field short
    `N3\tnews${rest}`, // 3 a field too many
    "\n", // 4
    `N 5${rest}`, // 5 a space
    ` ${rest}`, // 6 a space
    `${rest}`, // 7 no id
    "N1\tsports\tgolf\tOther\tAbstract\turl\t[]\t[]\n", // 8 again
    "N9",
    Uint8Array.of(0xff),
    rest, // 9
    `N10${rest}`, // 10
  ]);
  assertEquals(report, {
    lines: 10,
    malformed: 8,
    faults: [
      { fault: "other than 8 tab-separated fields", count: 2, lines: [2, 3] },
      { fault: "no text", count: 1, lines: [4] },
      { fault: "no news id, or one with a space", count: 3, lines: [5, 6, 7] },
      { fault: "a news id that an earlier line has", count: 1, lines: [8] },
      { fault: "bytes that are not UTF-8", count: 1, lines: [9] },
    ],
  });
  assertEquals([...articles.keys()], ["N1", "N10"]);
  assertEquals(articles.get("N1")?.category, "news");
});

Deno.test("ids of any text, a header and fewer fields in all lines are read, and it is said", async () => {
  const first = "News_ID\tcategory\tsubcategory\ttitle\tabstract";
  const { articles, report, readings } = await parse([
    `${first}\n`,
    "N05\tnews\tworld\tTitle\tAbstract\n",
    "7\tnews\tworld\tTitle\tAbstract\n",
    "a-b.c/ü\tnews\tworld\tTitle\tAbstract\n",
    "N9\tnews\tworld\tTitle\n",
  ]);
  assertEquals([...articles.keys()], ["N05", "7", "a-b.c/ü"]);
  assertEquals(report.faults, [
    { fault: "other than 8 tab-separated fields", count: 1, lines: [5] },
  ]);
  assertEquals(readings, [
    "news.tsv has 5 fields of 8, of which the first 5 are read.",
    "The first line of news.tsv names the columns.",
  ]);
});
