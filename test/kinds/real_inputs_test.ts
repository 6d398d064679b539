/**
 * Kinds of genuine inputs: the releases that teachers use, and logs that are not MIND's.
 *
 * To add an input, add a row to the table of its kind: a name, the files' texts, and what is right for
 * them: the tables of the plain form, or `refused` with the release or the reason that is named.
 *
 * @module
 */

import pl from "nodejs-polars";
import { openImpressions, prepareMind, prepareMovieLens, slatePaths } from "lib/mod.ts";
import {
  colonFiles,
  commaFiles,
  kaggleFiles,
  type RawRelease,
  simulateRelease,
} from "../raw/movielens/raw_movielens.ts";
import { writeTexts, writeZip } from "../raw/places.ts";
import { kind, refused, type Row, said } from "./kind.ts";
import { IMPRESSIONS, newFolder, written } from "./tables.ts";

type Texts = Readonly<Record<string, string>>;

// MovieLens.

/** Genres of ml-100k in the order of their flags. */
const FLAGS = [
  ...["unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime"],
  ...["Documentary", "Drama", "Fantasy", "Film-Noir", "Horror", "Musical", "Mystery"],
  ...["Romance", "Sci-Fi", "Thriller", "War", "Western"],
];

/** A release that every form can write: whole stars, titles of one-byte letters, known genres. */
const RELEASE: RawRelease = (() => {
  const { ratings, movies } = simulateRelease(20, "kinds");
  return {
    ratings: ratings.map((each) => ({ ...each, rating: Math.ceil(each.rating) })),
    movies: movies.map(({ movieId }, i) => ({
      movieId,
      title: `Amélie, the ${i}. (${1950 + i})`,
      genres: ["Action", "Comedy|Drama", "Sci-Fi|War"][i % 3]!,
    })),
  };
})();

function hundredThousand({ ratings, movies }: RawRelease): Texts {
  return {
    "u.data": ratings.map(({ userId, movieId, rating, timestamp }) =>
      `${userId}\t${movieId}\t${rating}\t${timestamp}\n`
    ).join(""),
    "u.item": movies.map(({ movieId, title, genres }) => {
      const flags = FLAGS.map((genre) => genres.split("|").includes(genre) ? 1 : 0);
      return `${movieId}|${title}|01-Jan-1995||http://example.org|${flags.join("|")}\n`;
    }).join(""),
  };
}

/** The bytes of the three tables that a release in files comes to. */
async function tablesOf(
  { files, latin = false }: { readonly files: Texts; readonly latin?: boolean },
): Promise<string> {
  const folder = newFolder();
  if (latin) {
    for (const [name, text] of Object.entries(files)) {
      Deno.writeFileSync(
        `${folder}/${name}`,
        Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
      );
    }
  } else if (Object.keys(files).some((name) => name.startsWith("zip/"))) {
    const entries = Object.entries(files).map(([name, text]) => [name.slice(4), text] as const);
    await writeZip(`${folder}/ml.zip`, Object.fromEntries(entries));
  } else writeTexts(folder, files);
  const source = Object.keys(files)[0]?.startsWith("zip/") ? `${folder}/ml.zip` : folder;
  const output = `${folder}/out`;
  await prepareMovieLens(source, { slates: 100, userStride: 1, output });
  return Object.values(slatePaths(output)).map((path) => Deno.readFileSync(path).toBase64()).join();
}

const COMMA = commaFiles(RELEASE);
const PLAIN = await tablesOf({ files: COMMA });

/** A comma-separated text whose fields are changed line by line; none of ours holds quotes. */
const edited = (text: string, change: (fields: readonly string[]) => readonly string[]) =>
  text.trimEnd().split("\n").map((line) => {
    // Titles are quoted, because they have commas.
    const fields = [...line.matchAll(/("[^"]*"|[^,"]+)(?:,|$)/g)].map(([, field]) => field!);
    return `${change(fields).join(",")}\n`;
  }).join("");
const both = (change: (fields: readonly string[]) => readonly string[]): Texts =>
  Object.fromEntries(Object.entries(COMMA).map(([name, text]) => [name, edited(text, change)]));
const quotedField = (field: string) => field.startsWith('"') ? field : `"${field}"`;
const within = (folder: string, files: Texts): Texts =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}${name}`, text]));
const [firstRating, ...otherRatings] = COMMA["ratings.csv"].trimEnd().split("\n");

kind("A MovieLens release in any of its forms comes to the same tables", tablesOf, [
  ["with commas", { files: COMMA }, PLAIN],
  ["with double colons, as ml-1m", { files: colonFiles(RELEASE), latin: true }, PLAIN],
  ["with double colons, as ml-10m in UTF-8", { files: colonFiles(RELEASE) }, PLAIN],
  [
    "with tabs, pipes and flags, as ml-100k",
    { files: hundredThousand(RELEASE), latin: true },
    PLAIN,
  ],
  ["ml-100k in UTF-8", { files: hundredThousand(RELEASE) }, PLAIN],
  ["ml-100k in its folder", { files: within("ml-100k/", hundredThousand(RELEASE)) }, PLAIN],
  ["Kaggle's ml-20m", { files: kaggleFiles(RELEASE) }, PLAIN],
  ["line ends of Windows", { files: commaFiles(RELEASE, "\r\n") }, PLAIN],
  [
    "a byte order mark",
    {
      files: Object.fromEntries(
        Object.entries(COMMA).map(([name, text]) => [name, `\ufeff${text}`]),
      ),
    },
    PLAIN,
  ],
  ["all fields in quotes", { files: both((fields) => fields.map(quotedField)) }, PLAIN],
  ["columns backwards", { files: both((fields) => fields.toReversed()) }, PLAIN],
  [
    "an index first",
    { files: both((fields) => [fields[0] === "userId" ? '""' : "7", ...fields]) },
    PLAIN,
  ],
  ["a column more", { files: both((fields) => [...fields, "x"]) }, PLAIN],
  ["names with underscores", {
    files: both((fields) => fields.map((field) => field.replace(/^(user|movie)Id$/, "$1_id"))),
  }, PLAIN],
  ["names in capitals", {
    files: both((fields) =>
      fields.map((field) =>
        /^[a-zA-Z]+$/.test(field) && /^(userId|movieId|rating|timestamp|title|genres)$/.test(field)
          ? field.toUpperCase()
          : field
      )
    ),
  }, PLAIN],
  ["lines in another order", {
    files: { ...COMMA, "ratings.csv": [firstRating, ...otherRatings.toReversed(), ""].join("\n") },
  }, PLAIN],
  ["without a last line end", {
    files: Object.fromEntries(Object.entries(COMMA).map(([name, text]) => [name, text.trimEnd()])),
  }, PLAIN],
  ["in an archive", { files: within("zip/ml-latest-small/", COMMA) }, PLAIN],
  ["ml-100k in an archive", { files: within("zip/ml-100k/", hundredThousand(RELEASE)) }, PLAIN],
]);

kind("Files of another form are refused by what they look like", tablesOf, [
  [
    "ml-100k without its items",
    { files: { "u.data": "x", "u.user": "x" } },
    refused({ says: ["ml-100k"] }),
  ],
  [
    "the splits of ml-100k",
    { files: { "u1.base": "x", "u1.test": "x" } },
    refused({ says: ["ml-100k"] }),
  ],
  [
    "ml-1m without movies",
    { files: { "ratings.dat": "x", "users.dat": "x" } },
    refused({ says: ["ml-1m"] }),
  ],
  ["an archive in a folder", { files: { "ml-25m.zip": "x" } }, refused({ says: ["unpacked"] })],
  ["RecBole's form", { files: { "ml-100k.inter": "x" } }, refused({ says: ["RecBole"] })],
  ["nothing", { files: { "notes.txt": "x" } }, refused({ says: ["notes.txt"] })],
  [
    "no header",
    { files: { ...COMMA, "ratings.csv": otherRatings.join("\n") } },
    refused({
      file: "ratings.csv",
      says: ["header"],
    }),
  ],
  [
    "a column twice",
    { files: both((fields) => [...fields, fields[0]!]) },
    refused({ file: "movies.csv", column: "movieId", count: 2 }),
  ],
  [
    "a column twice, spelled in two ways",
    {
      files: {
        ...COMMA,
        "ratings.csv": [`${firstRating},user_id`, ...otherRatings.map((line) => `${line},7`), ""]
          .join("\n"),
      },
    },
    refused({ file: "ratings.csv", column: "userId", count: 2, says: ["userId, user_id"] }),
  ],
  ["semicolons", {
    files: Object.fromEntries(
      Object.entries(COMMA).map(([name, text]) => [name, text.replaceAll(",", ";")]),
    ),
  }, refused({ says: ["header"] })],
  ["UTF-16", {
    files: Object.fromEntries(
      Object.entries(COMMA).map(([name, text]) => [
        name,
        `\u00ff\u00fe${Array.from(text, (letter) => `${letter}\0`).join("")}`,
      ]),
    ),
    latin: true,
  }, refused({ file: ".csv" })],
  ["negative ids", {
    files: { ...COMMA, "ratings.csv": COMMA["ratings.csv"].replaceAll(/^(\d)/gm, "-$1") },
  }, refused({ file: "ratings.csv", says: ["malformed"] })],
  ["stars of a hundred", {
    files: {
      ...COMMA,
      "ratings.csv": edited(COMMA["ratings.csv"], ([user, movie, stars, time]) => [
        user!,
        movie!,
        stars === "rating" ? stars : `${20 * Number(stars)}`,
        time!,
      ]),
    },
  }, refused({ file: "ratings.csv", says: ["malformed"] })],
]);

// Logs in MIND's form.

const NEWS = ["N1", "N2", "N3"];
const newsLine = (id: string, fields = 8) =>
  [id, "news", "world", `Headline ${id}`, "Abstract", "https://example.org", "[]", "[]"]
    .slice(0, fields).join("\t");

/** A log of thirty lists, with each line's fields as a row says. */
interface Log {
  /** Ids of the three articles. */
  readonly ids?: readonly string[];
  readonly impression?: (line: number) => string;
  readonly user?: (line: number) => string;
  readonly time?: string;
  readonly history?: string;
  readonly labels?: boolean;
  readonly header?: string;
  readonly newsHeader?: string;
  readonly newsFields?: number;
  /** How many of the articles `news.tsv` has. */
  readonly described?: number;
  readonly absentNews?: number;
  readonly whole?: (text: string) => string;
  /** Columns of the table that are asked for, and their first two values. */
  readonly columns?: readonly string[];
}

const LINES = 30;

async function logOf(log: Log): Promise<unknown> {
  const { ids = NEWS, time = "11/11/2019 9:05:58 AM", labels = true, whole = (text) => text } = log;
  const item = (id: string, click: number) => labels ? `${id}-${click}` : id;
  const lines = Array.from({ length: LINES }, (_, i) =>
    [
      log.impression?.(i + 1) ?? `${i + 1}`,
      log.user?.(i + 1) ?? `U${i % 4}`,
      time,
      log.history ?? "",
      [...ids, ...ids].map((id, at) => item(id, at === i % 5 ? 1 : 0)).join(" "),
    ].join("\t"));
  const folder = newFolder();
  const header = log.header === undefined ? [] : [log.header];
  const newsHeader = log.newsHeader === undefined ? [] : [log.newsHeader];
  writeTexts(folder, {
    "behaviors.tsv": whole([...header, ...lines, ""].join("\n")),
    "news.tsv": whole(
      [
        ...newsHeader,
        ...ids.slice(0, log.described ?? 3).map((id) => newsLine(id, log.newsFields)),
        "",
      ].join("\n"),
    ),
  });
  const output = `${folder}/table.parquet`;
  const { absentNews } = log;
  const report = await prepareMind(folder, {
    impressions: "all",
    seed: 1,
    output,
    ...(absentNews === undefined ? {} : { absentNews }),
  });
  // It can be opened as any table is.
  openImpressions(output);
  const frame = pl.readParquet(output);
  return [
    report.written.impressions,
    ...(log.columns ?? ["hour"]).map((name) =>
      frame.getColumn(name).cast(pl.String).toArray().slice(0, 2)
    ),
  ];
}

const hours = (hour: number) => [LINES, [`${hour}`, `${hour}`]];
const idsOf = (...ids: string[]): [Log, unknown] => [
  { ids, columns: ["news_id"] },
  [LINES, ids.slice(0, 2)],
];

kind("A log of one's own in MIND's form is read as what it says", logOf, [
  ["MIND's own form", {}, hours(9)],
  ["afternoon", { time: "11/11/2019 9:05:58 PM" }, hours(21)],
  ["noon", { time: "11/11/2019 12:00:00 PM" }, hours(12)],
  ["midnight", { time: "11/11/2019 12:00:00 AM" }, hours(0)],
  ["small letters", { time: "11/11/2019 9:05:58 pm" }, hours(21)],
  ["24 hours", { time: "11/11/2019 21:05:58" }, hours(21)],
  ["midnight of 24 hours", { time: "11/11/2019 0:00:00" }, hours(0)],
  ["ISO", { time: "2019-11-11 21:05:58" }, hours(21)],
  ["ISO with a T and milliseconds", { time: "2019-11-11T21:05:58.123" }, hours(21)],
  ["ISO in UTC", { time: "2019-11-11T21:05:58Z" }, hours(21)],
  ["numbers as ids", ...idsOf("1", "2", "3")],
  ["ids with zeros first", ...idsOf("007", "07", "7")],
  ["ids beyond 53 bits", ...idsOf("9007199254740993", "9007199254740992", "1")],
  ["ids like N with zeros first", ...idsOf("N007", "N07", "N7")],
  ["ids with hyphens", ...idsOf("a-1", "a-0", "a-1-1")],
  ["ids of other scripts", ...idsOf("新闻-一", "أخبار", "x")],
  ["ids of JavaScript's own", ...idsOf("constructor", "__proto__", "toString")],
  [
    "UUIDs",
    ...idsOf(
      "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
      "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
      "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
    ),
  ],
  ["users with zeros first", { user: (line) => `00${line}`, columns: ["user_id"] }, [LINES, [
    "001",
    "001",
  ]]],
  ["users with a quote", { user: () => `O'Neil "x`, columns: ["user_id"] }, [LINES, [
    `O'Neil "x`,
    `O'Neil "x`,
  ]]],
  ["lists from 0", { impression: (line) => `${line - 1}`, columns: ["impression_id"] }, [LINES, [
    "0",
    "0",
  ]]],
  ["UUIDs of lists", { impression: (line) => `list-${line}`, columns: ["impression_id"] }, [LINES, [
    "1",
    "1",
  ]]],
  ["a header line", { header: "impression_id\tuser_id\ttime\thistory\timpressions" }, hours(9)],
  [
    "a header with capitals",
    { header: "ImpressionID\tUserID\tTime\tHistory\tImpressions" },
    hours(9),
  ],
  ["a header of both files", {
    header: "impression_id\tuser_id\ttime\thistory\timpressions",
    newsHeader:
      "news_id\tcategory\tsubcategory\ttitle\tabstract\turl\ttitle_entities\tabstract_entities",
    columns: ["title"],
  }, [LINES, ["Headline N1", "Headline N2"]]],
  ["five fields of news", { newsFields: 5, columns: ["title"] }, [LINES, [
    "Headline N1",
    "Headline N2",
  ]]],
  ["a history of nan", { history: "nan", columns: ["history_len"] }, [LINES, ["0", "0"]]],
  ["a shortened news.tsv, where that is said", {
    described: 1,
    absentNews: 100,
    columns: ["category"],
  }, [
    LINES,
    ["news", null],
  ]],
  ["line ends of Windows", { whole: (text: string) => text.replaceAll("\n", "\r\n") }, hours(9)],
  ["a byte order mark", { whole: (text) => `\ufeff${text}` }, hours(9)],
]);

/** A log whose clicks are written in another form, `$1` being 0 or 1. */
const clicksAs = (form: string): Log => ({
  whole: (text) => text.replace(/-([01])(?= |$)/gm, form),
});
const OTHER_CLICKS = refused({ says: ["not like N55689-1", "Write each displayed item as"] });

kind("A log that cannot be read is refused by what it is, with what to do", logOf, [
  ["the test split", { labels: false }, refused({ says: ["without their clicks"] })],
  ["clicks behind a colon", clicksAs(":$1"), OTHER_CLICKS],
  ["clicks as decimals", clicksAs("-$1.0"), OTHER_CLICKS],
  ["clicks as words", clicksAs("-true"), OTHER_CLICKS],
  ["lists as Python prints them", clicksAs("-$1',"), OTHER_CLICKS],
  ["a shortened news.tsv", { described: 1 }, refused({ says: ["--absent-news 100"] })],
  [
    "a time ahead of UTC",
    { time: "2019-11-11T21:05:58+01:00" },
    refused({ says: ["a time that is"] }),
  ],
  ["day before month", { time: "25/12/2019 9:05:58 AM" }, refused({ says: ["a time that is"] })],
  ["seconds since 1970", { time: "1573463158" }, refused({ says: ["a time that is"] })],
  [
    "13 in the afternoon",
    { time: "11/11/2019 13:05:58 PM" },
    refused({ says: ["a time that is"] }),
  ],
  ["24 o'clock", { time: "2019-11-11 24:00:00" }, refused({ says: ["a time that is"] })],
  ["30 February", { time: "2019-02-30 10:00:00" }, refused({ says: ["a time that is"] })],
  [
    "one list's number throughout",
    { impression: () => "1" },
    refused({ says: ["an earlier line has"] }),
  ],
  ["no users", { user: () => "" }, refused({ says: ["no user id"] })],
  [
    "commas",
    { whole: (text: string) => text.replaceAll("\t", ",") },
    refused({ says: ["8 tab-separated"] }),
  ],
  [
    "an index first",
    { whole: (text: string) => text.replaceAll(/^(?=.)/gm, "7\t") },
    refused({
      says: ["tab-separated fields"],
    }),
  ],
  ["nothing", { whole: () => "" }, refused({ says: ["empty"] })],
  [
    "counts of clicks",
    { whole: (text: string) => text.replaceAll(/-1\b/g, "-2") },
    refused({
      says: ["neither 0 nor 1"],
    }),
  ],
]);

kind(
  "A table of whole numbers as ids is opened, and says them digit by digit",
  (type: string) => {
    const numbers = IMPRESSIONS.withColumns(
      ...["user_id", "news_id"].map((name) =>
        pl.col(name).cast(pl.Categorical).cast(pl.UInt32).alias(name)
      ),
    );
    const query = `SELECT * REPLACE (CAST(user_id AS ${type}) AS user_id, ` +
      `CAST(news_id AS ${type}) AS news_id) FROM given`;
    const frame = pl.SQLContext({ given: numbers }).execute(query, { eager: true });
    const table = openImpressions(written(frame as unknown as typeof numbers));
    const row = table.gather(["user_id", "news_id"], Int32Array.of(0)).toRecords()[0]!;
    return Object.values(row).map((id) => typeof id + /^\d+$/.test(String(id))).join(" ");
  },
  ["INT", "BIGINT", "BIGINT UNSIGNED", "INT128"].map((type): Row<string> => [
    type,
    type,
    said("stringtrue stringtrue"),
  ]),
);
