import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import pl from "nodejs-polars";
import { testPlaces } from "lib/effects/places.ts";
import { InputError } from "lib/errors.ts";
import { readProvenance } from "lib/frames/provenance.ts";
import type { MindChecksums } from "lib/raw/mind/checksums.ts";
import { prepareMind } from "lib/raw/mind/prepare.ts";
import { polarsType } from "lib/frames/columns.ts";
import { openImpressions } from "lib/impressions/table.ts";
import { IMPRESSION_COLUMNS } from "lib/impressions/schema.ts";
import { writeZip } from "../places.ts";
import { simulateRawMind, writeRawFolder } from "./raw_mind.ts";

const SMALL = { impressions: 300, articles: 400, users: 90, seed: 11 };
const ALL = { impressions: "all", seed: 42 } as const;

/** Simulated lines, the last article left out so that some rows lack theirs. */
function smallRaw(): { behaviors: string[]; news: string[] } {
  const { behaviors, news } = simulateRawMind(SMALL);
  return { behaviors: [...behaviors], news: [...news].slice(0, -1) };
}

async function folderOf(
  raw: { behaviors: string[]; news: string[] },
  lineEnd = "\n",
): Promise<string> {
  const folder = await Deno.makeTempDir();
  await writeRawFolder(folder, raw, lineEnd);
  return folder;
}

type Row = Record<string, string | number | null>;

function readRows(path: string): Row[] {
  // As microseconds, because the time zone of a JavaScript Date must not come into it.
  const table = pl.readParquet(path).withColumns(pl.col("timestamp").cast(pl.Int64));
  return table.toRecords() as Row[];
}

/** The definition, row by row, with nothing of the library: split, look up, count. */
function expectedRows(raw: { behaviors: string[]; news: string[] }): Row[] {
  const news = new Map(raw.news.map((line) => [line.split("\t")[0]!, line.split("\t")]));
  const rows: Row[] = raw.behaviors.flatMap((line) => {
    const [id, user, time, history, list] = line.split("\t") as [
      string,
      string,
      string,
      string,
      string,
    ];
    const shown = new Date(`${time} GMT`);
    const tokens = list.split(" ");
    return tokens.map((token, index) => {
      const [newsId, label] = token.split("-") as [string, string];
      const article = news.get(newsId);
      return {
        impression_id: Number(id),
        user_id: user,
        timestamp: 1000 * shown.getTime(),
        news_id: newsId,
        position: index + 1,
        category: article?.[1] ?? null,
        subcategory: article?.[2] ?? null,
        title: article?.[3] ?? null,
        title_length: article === undefined ? null : [...article[3]!].length,
        abstract_length: article === undefined ? null : [...article[4]!].length,
        history_len: history === "" ? 0 : history.split(" ").length,
        candidate_set_size: tokens.length,
        hour: shown.getUTCHours(),
        day_of_week: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
          .indexOf(shown.toUTCString().slice(0, 3)),
        relative_position: (index + 1) / tokens.length,
        is_top_3: index < 3 ? 1 : 0,
        clicked: Number(label),
      };
    });
  });
  const clicksOf = new Map<string, number[]>();
  for (const { news_id, clicked } of rows) {
    clicksOf.set(String(news_id), [...clicksOf.get(String(news_id)) ?? [], Number(clicked)]);
  }
  return rows.map(({ is_top_3, clicked, ...row }) => {
    const same = clicksOf.get(String(row.news_id))!;
    const clicks = same.filter((click) => click === 1).length;
    return {
      ...row,
      item_exposures: same.length,
      item_clicks: clicks,
      item_ctr: clicks / same.length,
      is_top_3: is_top_3!,
      clicked: clicked!,
    };
  });
}

Deno.test("the table is what the definition gives, row by row", async () => {
  const raw = smallRaw();
  const folder = await folderOf(raw);
  const output = `${folder}/impressions.parquet`;
  const report = await prepareMind(folder, { ...ALL, output });
  const expected = expectedRows(raw);
  assertEquals(readRows(output), expected);

  const orphans = expected.filter((row) => row.title === null);
  assert(orphans.length > 0, "the simulation shows the article left out");
  const lines = [...new Set(orphans.map((row) => Number(row.impression_id)))];
  assertEquals(report.absentNews, {
    articles: 1,
    items: orphans.length,
    impressions: lines.length,
    lines: lines.slice(0, 20),
  });
  assertEquals(report.logged, { impressions: 300, items: expected.length });
  assertEquals(report.written, {
    impressions: 300,
    rows: expected.length,
    clicks: expected.reduce((sum, row) => sum + Number(row.clicked), 0),
  });
});

Deno.test("the file has the schema's columns, in order and of its types", async () => {
  const folder = await folderOf(smallRaw());
  const output = `${folder}/impressions.parquet`;
  await prepareMind(folder, { ...ALL, output });
  const { schema } = pl.readParquet(output);
  assertEquals(
    Object.entries(schema).map(([name, type]) => [name, String(type)]),
    IMPRESSION_COLUMNS.map(({ name, kind }) => [name, String(polarsType(kind))]),
  );
});

Deno.test("archive, CRLF and a second run give the same file, byte for byte", async () => {
  const raw = smallRaw();
  const plain = await folderOf(raw);
  const crlf = await folderOf(raw, "\r\n");
  const zip = `${plain}/MINDsmall_train.zip`;
  await writeZip(zip, {
    "MINDsmall_train/behaviors.tsv": raw.behaviors.join("\n") + "\n",
    "MINDsmall_train/news.tsv": raw.news.join("\n") + "\n",
  });
  const options = { impressions: 120, seed: 5 };
  const written: Uint8Array[] = [];
  const reports = [];
  for (const [index, source] of [plain, zip, crlf, plain].entries()) {
    const output = `${plain}/${index}.parquet`;
    reports.push(await prepareMind(source, { ...options, output }));
    written.push(Deno.readFileSync(output));
  }
  for (const other of written.slice(1)) assertEquals(other, written[0]!);
  assertEquals(reports[1]!.checksums, reports[0]!.checksums);
  assertNotEquals(reports[2]!.checksums, reports[0]!.checksums);
  assertEquals(reports[0]!.release, undefined);
});

Deno.test("a sample is whole impressions in logged order, counted within the sample", async () => {
  const raw = smallRaw();
  const folder = await folderOf(raw);
  const draw = async (impressions: number, seed: number) => {
    const output = `${folder}/${impressions}_${seed}.parquet`;
    await prepareMind(folder, { impressions, seed, output });
    return readRows(output);
  };
  const rows = await draw(40, 1);
  const drawn = new Set(rows.map((row) => row.impression_id));
  assertEquals(drawn.size, 40);
  const behaviors = raw.behaviors.filter((line) => drawn.has(Number(line.split("\t")[0])));
  assertEquals(rows, expectedRows({ behaviors, news: raw.news }));
  assertNotEquals(await draw(40, 2), rows);
  assertEquals(await draw(1000, 1), expectedRows(raw));
});

/** A log of which the given lines, counted from 1, have lost their time. */
function withFaults(count: number, faulty: readonly number[]): string[] {
  return Array.from({ length: count }, (_, index) => {
    const time = faulty.includes(index + 1) ? "noon" : "11/11/2019 12:05:58 PM";
    return `${index + 1}\tU1\t${time}\tN1\tN1-0 N2-1`;
  });
}

const TWO_ARTICLES = ["N1", "N2"].map((id) => `${id}\tnews\tworld\tTitle\tText\turl\t[]\t[]`);

async function refusal(raw: { behaviors: string[]; news: string[] }): Promise<string> {
  const folder = await folderOf(raw);
  const before = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  const error = await assertRejects(() =>
    prepareMind(folder, { ...ALL, output: `${folder}/impressions.parquet` })
  );
  assertInstanceOf(error, InputError);
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), before);
  return error.message;
}

Deno.test("1 % of malformed lines is reported, more is refused", async () => {
  const folder = await folderOf({ behaviors: withFaults(300, [4, 77, 300]), news: TWO_ARTICLES });
  const output = `${folder}/impressions.parquet`;
  const report = await prepareMind(folder, { ...ALL, output });
  assertEquals(report.behaviors, {
    lines: 300,
    malformed: 3,
    faults: [{
      fault:
        "a time that is not like 11/11/2019 9:05:58 AM, 11/11/2019 21:05:58 or 2019-11-11 21:05:58",
      count: 3,
      lines: [4, 77, 300],
    }],
  });
  assertEquals(report.written, { impressions: 297, rows: 594, clicks: 297 });

  const message = await refusal({
    behaviors: withFaults(300, [4, 5, 77, 300]),
    news: TWO_ARTICLES,
  });
  assertStringIncludes(message, "4 of 300 lines (1.3 %) are malformed");
  assertStringIncludes(message, "lines 4, 5, 77, 300");
  assertStringIncludes(message, "behaviors.tsv");
});

Deno.test("malformed news lines count against news.tsv alone", async () => {
  const news = [...TWO_ARTICLES, ...TWO_ARTICLES];
  const message = await refusal({ behaviors: withFaults(300, []), news });
  assertStringIncludes(message, "2 of 4 lines (50.0 %)");
  assertStringIncludes(message, "a news id that an earlier line has (lines 3, 4)");
  assertStringIncludes(message, "news.tsv");
});

Deno.test("files of different splits are refused", async () => {
  const message = await refusal({
    behaviors: withFaults(300, []),
    news: TWO_ARTICLES.slice(0, 1),
  });
  assertStringIncludes(message, "300 of 600 displayed items");
  assertStringIncludes(message, "lines 1, 2, 3,");
  assertStringIncludes(message, "one and the same split");
});

Deno.test("an empty file and unusable options are refused", async () => {
  assertStringIncludes(await refusal({ behaviors: [], news: TWO_ARTICLES }), "the file is empty");
  assertStringIncludes(
    await refusal({ behaviors: withFaults(3, []), news: [] }),
    "the file is empty",
  );
  const folder = await folderOf({ behaviors: withFaults(3, []), news: TWO_ARTICLES });
  const good = { ...ALL, output: `${folder}/impressions.parquet` };
  const unusable = [
    { ...good, impressions: 0 },
    { ...good, impressions: 1.5 },
    { ...good, seed: NaN },
    { ...good, output: folder },
    { ...good, output: `${folder}/news.tsv/impressions.parquet` },
  ];
  for (const options of unusable) {
    assertInstanceOf(await assertRejects(() => prepareMind(folder, options)), InputError);
  }
  assertEquals([...Deno.readDirSync(folder)].length, 2);
});

for (const step of ["reading", "recognizing", "drawing", "writing"] as const) {
  Deno.test(`an interruption while ${step} leaves the earlier table and nothing else`, async () => {
    const folder = await folderOf({ behaviors: withFaults(50, []), news: TWO_ARTICLES });
    const output = `${folder}/impressions.parquet`;
    await Deno.writeTextFile(output, "earlier");
    const controller = new AbortController();
    const interrupted = prepareMind(folder, {
      ...ALL,
      output,
      signal: controller.signal,
      onProgress: (progress) => {
        if (progress.step === step) controller.abort();
      },
    });
    const error = await assertRejects(() => interrupted);
    assertEquals((error as Error).name, "AbortError");
    assertEquals(Deno.readTextFileSync(output), "earlier");
    assertEquals([...Deno.readDirSync(folder)].length, 3);
  });
}

Deno.test("the file says which release its log is of, by the log's checksum, or that it is another", async () => {
  const raw = smallRaw();
  const folder = await folderOf(raw);
  const output = `${folder}/impressions.parquet`;
  const options = { impressions: 40, seed: 5, output };
  const { checksums } = await prepareMind(folder, options);
  assertEquals(readProvenance(output), { kind: "log", impressions: 40, seed: 5 });

  const other = { sha256: "0", bytes: 0 };
  const others: MindChecksums = { behaviors: other, news: other };
  const cases = [
    [{ "MINDsmall train": checksums, "MINDsmall dev": others }, "MINDsmall train", /^These are/],
    [{ "MINDsmall train": others, "MINDsmall dev": checksums }, "MINDsmall dev", /^These are/],
    [
      { "MINDsmall train": { ...checksums, news: other }, "MINDsmall dev": others },
      "MINDsmall train",
      /^The log is that of the genuine MINDsmall train release, its news.tsv is not/,
    ],
  ] as const;
  for (const [genuine, release, said] of cases) {
    const steps: string[] = [];
    const onProgress = ({ text }: { text: string }) => void steps.push(text);
    const report = await prepareMind(folder, { ...options, onProgress }, genuine);
    const provenance = { kind: "mind", release, impressions: 40, seed: 5 } as const;
    assertEquals([report.provenance, readProvenance(output)], [provenance, provenance]);
    assert(steps.some((text) => said.test(text)), `${steps}`);
    assert(!/^These are other/m.test(steps.join("\n")));
  }
  await prepareMind(folder, options, {
    "MINDsmall train": { ...checksums, behaviors: other },
    "MINDsmall dev": others,
  });
  assertEquals(readProvenance(output).kind, "log");
});

Deno.test("the report tests the rows that were written, list by list", async () => {
  const folder = await folderOf(smallRaw());
  const output = `${folder}/impressions.parquet`;
  const { places } = await prepareMind(folder, { impressions: 120, seed: 5, output });
  assertEquals(places, testPlaces(openImpressions(output).places()));
  assertEquals([places.lists, places.isLarge], [120, true]);
});
