import { assertEquals } from "@std/assert";
import { REPORTED_LINES } from "lib/raw/line_faults.ts";
import { type MindBehaviors, parseBehaviors } from "lib/raw/mind/behaviors.ts";

const TIME = "11/11/2019 9:05:58 AM";
const parse = (parts: readonly (string | Uint8Array<ArrayBuffer>)[]) =>
  parseBehaviors(new Blob([...parts]).stream());

Deno.test("each kind of malformed line is reported under its number and left out whole", async () => {
  const behaviors = await parse([
    `1\tU1\t${TIME}\tN1\tN2-0 N3-1\n`, // 1
    `2\tU1\t${TIME}\tN1\n`, // 2 a field short
    `3\tU1\t${TIME}\tN1\tN2-0\tN3-1\n`, // 3 a field too many
    "\n", // 4 blank
    `x\tU1\t${TIME}\tN1\tN2-0\n`, // 5 id
    `\tU1\t${TIME}\tN1\tN2-0\n`, // 6 no id
    `1\tU1\t${TIME}\tN1\tN2-0\n`, // 7 id of line 1
    `8\t\t${TIME}\tN1\tN2-0\n`, // 8 user
    `9\tU1\t2019-11-11\tN1\tN2-0\n`, // 9 time
    `10\tU1\t${TIME}\tN1\t\n`, // 10 nothing displayed
    `11\tU1\t${TIME}\tN1\t  \n`, // 11 nothing displayed
    `12\tU1\t${TIME}\tN1\tN7-1 N8\n`, // 12 no label, after a good item
    `13\tU1\t${TIME}\tN1\tN7-2\n`, // 13 label
    `14\tU1\t${TIME}\tN1\tN7 N8\n`, // 14 no labels
    `15,U1,${TIME},N1,N7-1\n`, // 15 commas
    `16\tU1\t${TIME}\tN1\tN7-1,N8-0\n`, // 16 separator
    "17\tU",
    Uint8Array.of(0xc3, 0x28),
    `\t${TIME}\tN1\tN2-0\n`, // 17 bytes
    `18\tU2\t${TIME}\t\tN3-0`, // 18, good, without its end
  ]);
  assertEquals(behaviors.report, {
    lines: 18,
    malformed: 16,
    faults: [
      { fault: "other than 5 tab-separated fields", count: 2, lines: [2, 3] },
      { fault: "no text", count: 1, lines: [4] },
      { fault: "an impression id that is not a whole number", count: 1, lines: [5] },
      { fault: "no impression id", count: 1, lines: [6] },
      { fault: "an impression id that an earlier line has", count: 1, lines: [7] },
      { fault: "no user id", count: 1, lines: [8] },
      {
        fault:
          "a time that is not like 11/11/2019 9:05:58 AM, 11/11/2019 21:05:58 or 2019-11-11 21:05:58",
        count: 1,
        lines: [9],
      },
      { fault: "an empty impression list", count: 2, lines: [10, 11] },
      { fault: "a displayed item that is not like N55689-1", count: 2, lines: [12, 16] },
      { fault: "a click that is neither 0 nor 1", count: 1, lines: [13] },
      { fault: "displayed items without their clicks", count: 1, lines: [14] },
      { fault: "fields separated by other than tabs", count: 1, lines: [15] },
      { fault: "bytes that are not UTF-8", count: 1, lines: [17] },
    ],
  });
  assertEquals([...behaviors.lineNumbers], [1, 18]);
  assertEquals([...behaviors.impressionIds], [1, 18]);
  assertEquals([...behaviors.itemStarts], [0, 2, 3]);
  assertEquals(
    Array.from(behaviors.newsCodes, (code) => behaviors.newsIds[code]),
    ["N2", "N3", "N3"],
  );
  assertEquals([...behaviors.clicks], [0, 1, 0]);
  assertEquals([...behaviors.historyLengths], [1, 0]);
});

Deno.test("of a frequent fault the first lines are listed and all are counted", async () => {
  const lines = Array.from({ length: 25 }, (_, i) => `${i + 1}\tU1\tnoon\t\tN1-0\n`);
  const { report } = await parse(lines);
  assertEquals(report.faults.length, 1);
  assertEquals(report.faults[0]?.count, 25);
  assertEquals(
    report.faults[0]?.lines,
    Array.from({ length: REPORTED_LINES }, (_, i) => i + 1),
  );
});

Deno.test("CRLF, and more than one space between items, change nothing", async () => {
  const plain = await parse([`1\tU1\t${TIME}\tN1 N2\tN2-0 N3-1\n`]);
  const odd = await parse([`1\tU1\t${TIME}\t N1  N2 \tN2-0  N3-1 \r\n`]);
  assertEquals(odd, plain);
});

Deno.test("lists longer than the first allocation are kept whole", async () => {
  const items = Array.from({ length: 5000 }, (_, i) => `N${i}-${i % 2}`).join(" ");
  const behaviors = await parse([`1\tU1\t${TIME}\t\t${items}\n`]);
  assertEquals(behaviors.newsCodes, Int32Array.from({ length: 5000 }, (_, i) => i));
  assertEquals(behaviors.clicks, Uint8Array.from({ length: 5000 }, (_, i) => i % 2));
});

/** What was read of each impression, as the log has it. */
function asLogged(behaviors: MindBehaviors) {
  return Array.from(behaviors.impressionIds, (id, index) => ({
    id,
    history: behaviors.historyLengths[index],
    items: Array.from(
      behaviors.newsCodes.subarray(behaviors.itemStarts[index], behaviors.itemStarts[index + 1]),
      (code) => behaviors.newsIds[code],
    ),
  }));
}

Deno.test("ids of any text are different ids, apart from those of the release's form", async () => {
  const ids = ["N7", "N07", "7", "07", "n7", "a-1", "b81e-0-3", "ü/x", "N7.0", `N${2 ** 60}`, "-"];
  const behaviors = await parse([
    `0\tU1\t${TIME}\t\t${ids.map((id) => `${id}-0`).join(" ")}\n`,
    `5\tU1\t${TIME}\t${ids.join(" ")}\t07-1 N7-1\n`,
  ]);
  assertEquals(behaviors.report.malformed, 0);
  assertEquals(asLogged(behaviors), [
    { id: 0, history: 0, items: ids },
    { id: 5, history: ids.length, items: ["07", "N7"] },
  ]);
  assertEquals(behaviors.readings, []);
});

Deno.test("a header, text as impression ids, words for no history and quotes are said", async () => {
  const words = ["nan", "NaN", "null", "None", "\\N", "<NA>", " nan ", "N1", "nan N1", "nanny"];
  const behaviors = await parse([
    "impression_id\tuser_id\ttime\thistory\timpressions\n",
    ...words.map((word, i) => `x${i}\tU1\t2019-11-11 09:05:58\t${word}\tN2-0\n`),
    `x\tU1\t${TIME}\t"N1 N2"\t"N2-0 N3-1"\n`,
    `x\tU1\t${TIME}\t\tN2-0\n`, // an id again
  ]);
  assertEquals(behaviors.report.faults, [
    { fault: "an impression id that an earlier line has", count: 1, lines: [13] },
  ]);
  const read = asLogged(behaviors);
  assertEquals(read.map(({ id }) => id), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  assertEquals(read.map(({ history }) => history), [0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 2]);
  assertEquals(read.at(-1)?.items, ["N2", "N3"]);
  assertEquals(behaviors.readings, [
    "The first line of behaviors.tsv names the columns.",
    "The impression ids are not whole numbers: impression_id counts the lines from 1.",
    "Times without AM or PM, read on the clock of 24 hours: 10.",
    'Histories such as "nan", read as without an article: 7.',
    "Lines with fields in quotes, read without them: 1.",
  ]);
});
