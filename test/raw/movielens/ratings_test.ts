import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseRatingLine } from "lib/raw/movielens/rating_line.ts";
import { parseRatings } from "lib/raw/movielens/ratings.ts";
import { COMMA_SEPARATED, DOUBLE_COLON, GENRE_FLAGS } from "lib/raw/movielens/source.ts";

const PLACES = new Map([[1, 0], [47, 1], [209_171, 2], [2 ** 40, 3]]);
const HEADER = "userId,movieId,rating,timestamp\n";

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  // One buffer for all chunks: a reader that keeps a chunk instead of copying it reads rubbish.
  const buffer = new Uint8Array(size);
  for (let start = 0; start < bytes.length; start += size) {
    const part = bytes.subarray(start, start + size);
    buffer.set(part);
    yield buffer.subarray(0, part.length);
  }
}

/** What was read, as plain values. */
async function read(bytes: Uint8Array, format = COMMA_SEPARATED, chunkSize = 1 << 16) {
  const { kept, lines, faults, ratings } = await parseRatings(inChunks(bytes, chunkSize), {
    ...{ format, file: "ratings", places: PLACES, userStride: 1 },
  });
  const rows = kept.ratings.join(kept.users, { on: "user" }).sort("line")
    .select("line", "userId", "movie", "half_stars", "seconds").rows();
  return { rows, ratings, report: faults.report(lines) };
}

const encoded = (text: string) => new TextEncoder().encode(text);

Deno.test("each kind of malformed line is reported under its number", async () => {
  const bytes = Uint8Array.of(
    ...encoded(
      HEADER +
        "1,1,4.0,964982703\n" + // 2
        "1,47,4.0\n" + // 3
        "1,47,4.0,964982703,5\n" + // 4
        "\n" + // 5
        "x,47,4.0,964982703\n" + // 6
        "0,47,4.0,964982703\n" + // 7
        "1,-47,4.0,964982703\n" + // 8
        "1,0,4.0,964982703\n" + // 9
        "1,47,good,964982703\n" + // 10
        "1,47,,964982703\n" + // 11
        "1,47,4.,964982703\n" + // 12
        "1,47,0.0,964982703\n" + // 13
        "1,47,5.5,964982703\n" + // 14
        "1,47,3.7,964982703\n" + // 15
        "1,47,-1,964982703\n" + // 16
        "1,47,45,964982703\n" + // 17
        "1,47,4.0,\n" + // 18
        "1,47,4.0,964982703.5\n" + // 19
        "1,47,4.0,964982703000\n" + // 20 milliseconds
        "1,47,4.0,4294967296\n" + // 21
        "1,48,4.0,964982703\n" + // 22
        "1,47,4.0,9649",
    ),
    0xff,
    ...encoded(
      "\n" + // 23
        "1,47,4.0,964982703 \n" + // 24
        "2,47,4.0,4294967295", // 25, good, without its end
    ),
  );
  const { rows, ratings, report } = await read(bytes);
  assertEquals(report, {
    lines: 25,
    malformed: 22,
    faults: [
      { fault: "other than 4 fields", count: 2, lines: [3, 4] },
      { fault: "no text", count: 1, lines: [5] },
      { fault: "a user id that is no whole number from 1 to 2^53 - 1", count: 2, lines: [6, 7] },
      { fault: "a movie id that is no whole number from 1 to 2^53 - 1", count: 2, lines: [8, 9] },
      { fault: "a rating that is not a number", count: 3, lines: [10, 11, 12] },
      {
        fault: "a rating outside 0.5 to 5 in half stars",
        count: 5,
        lines: [13, 14, 15, 16, 17],
      },
      {
        fault: "a timestamp that is not in whole seconds since 1970, or like 2005-04-02 23:53:47",
        count: 5,
        lines: [18, 19, 20, 21, 24],
      },
      { fault: "a movie that the movies file lacks", count: 1, lines: [22] },
      { fault: "bytes that are not UTF-8", count: 1, lines: [23] },
    ],
  });
  assertEquals(rows, [[2, 1, 0, 8, 964982703], [25, 2, 1, 8, 4294967295]]);
  assertEquals(ratings, 2);
});

Deno.test("unusual but right lines are read as well", async () => {
  const { rows, report } = await read(encoded(
    HEADER +
      "1,47,4,0\r\n" +
      "1,47,4.50,964982703\n" +
      "007,0000000000001,05.0,00000000000012\n" +
      `${Number.MAX_SAFE_INTEGER},${2 ** 40},0.5,1\n`,
  ));
  assertEquals(report.malformed, 0);
  assertEquals(rows, [
    [2, 1, 1, 8, 0],
    [3, 1, 1, 9, 964982703],
    [4, 7, 0, 10, 12],
    [5, Number.MAX_SAFE_INTEGER, 3, 1, 1],
  ]);
});

Deno.test("a byte order mark is skipped, with and without a header", async () => {
  const comma = await read(encoded(`\uFEFF${HEADER}3,47,4.5,9\n`));
  assertEquals(comma.rows, [[2, 3, 1, 9, 9]]);
  const colon = await read(encoded("\uFEFF3::47::4.5::9\n3::1::5::9\n"), DOUBLE_COLON);
  assertEquals(colon.rows, [[1, 3, 1, 9, 9], [2, 3, 0, 10, 9]]);
});

Deno.test("columns are found by the header: quoted, in any order, beside others", async () => {
  const expected = [[2, 3, 1, 9, 880_895_354], [3, 1, 0, 10, 7]];
  const texts = [
    '"userId","movieId","rating","timestamp"\n3,47,4.5,880895354\n1,1,5.0,7\n',
    '"userId","movieId","rating","timestamp"\n"3","47","4.5","880895354"\n"1","1","5.0","7"\n',
    "timestamp,rating,movieId,userId\n880895354,4.5,47,3\n7,5.0,1,1\n",
    "movie_id, user_id, Rating, Timestamp\n47,3,4.5,880895354\n1,1,5.0,7\n",
    ",userId,movieId,rating,timestamp\n0,3,47,4.5,880895354\n1,1,1,5.0,7\n",
    'userId,title,movieId,rating,timestamp\r\n3,"A, B",47,4.5,880895354\r\n1,C,1,5.0,7\r\n',
  ];
  for (const text of texts) {
    const { rows, report } = await read(encoded(text));
    assertEquals(report, { lines: 3, malformed: 0, faults: [] }, text);
    assertEquals(rows, expected, text);
  }
});

Deno.test("times as text are in UTC; a line with other fields than its header is malformed", async () => {
  const { rows, report } = await read(encoded(
    '"userId","movieId","rating","timestamp"\n' +
      '3,47,3.5,"2005-04-02 23:53:47"\n' + // 2
      "3,1,3.5,2005-04-02T23:53:47Z\n" + // 3
      '3,47,3.5,"2005-02-30 23:53:47"\n' + // 4
      '3,47,3.5,"2005-04-02 24:00:00"\n' + // 5
      '3,47,3.5,"1969-12-31 23:59:59"\n' + // 6
      '3,47,3.5,"2005-04-02 23:53:47.5"\n' + // 7
      "3,47,3.5,2005-04-02 23:53:47+02:00\n" + // 8
      '3,47,"3.5,2005-04-02 23:53:47\n', // 9
  ));
  const seconds = Date.UTC(2005, 3, 2, 23, 53, 47) / 1000;
  assertEquals(rows, [[2, 3, 1, 7, seconds], [3, 3, 0, 7, seconds]]);
  assertEquals(report.faults.map(({ fault, lines }) => [fault, lines]), [
    [
      "a timestamp that is not in whole seconds since 1970, or like 2005-04-02 23:53:47",
      [4, 5, 6, 7, 8],
    ],
    ["a rating that is not a number", [9]],
  ]);
  const wider = await read(encoded("userId,movieId,rating,timestamp,x\n3,47,3.5,7\n"));
  assertEquals(wider.report.faults.map(({ fault }) => fault), [
    "another number of fields than the header",
  ]);
});

/** Pieces of which right, nearly right and hopeless lines are made. */
const line = fc.tuple(
  fc.constantFrom("1", "20", "162541", "0", "", "x", "999999999", "9999999999"),
  fc.constantFrom("1", "47", "209171", "1099511627776", "2", "0", "-1"),
  fc.constantFrom("0.5", "4.0", "4", "5.0", "5.5", "0.0", "3.25", "3.", ".5", "good", "9"),
  fc.constantFrom(
    ...["0", "964982703", "4294967295", "4294967296", "12345678901", "", "1e3", "1 "],
    ...['"1997-11-11 00:00:00"', '"2004-02-29 23:59:59"', '"1969-12-31 23:59:59"', '"1"', '"'],
    ...[
      '"2005-02-29 00:00:00"',
      '"2005-01-01 24:00:00"',
      '"2005-01-01 00:00:00',
      '"2106-02-07 06:28:16"',
    ],
  ),
  fc.constantFrom("", "", "", ",", "::", "é"),
);

for (const format of [COMMA_SEPARATED, DOUBLE_COLON, GENRE_FLAGS]) {
  Deno.test(`the fast reading of lines with ${JSON.stringify(format.separator)} is the careful one, whatever the chunks`, async () => {
    const lineEnd = fc.constantFrom("\n", "\n", "\r\n");
    const property = fc.asyncProperty(
      fc.array(fc.tuple(line, lineEnd), { maxLength: 30 }),
      fc.integer({ min: 1, max: 40 }),
      async (parts, chunkSize) => {
        const lines = parts.map(([[user, movie, rating, seconds, rest]]) =>
          [user, movie, rating, seconds].join(format.separator) + rest
        );
        const text = lines.map((each, index) => each + parts[index]![1]).join("");
        const header = format.hasHeader ? HEADER : "";
        const first = format.hasHeader ? 2 : 1;
        const { rows, report } = await read(encoded(header + text), format, chunkSize);

        const careful = lines.map((each) => parseRatingLine(each, format.separator));
        const expected = careful.flatMap((each, index) =>
          typeof each === "string" || !PLACES.has(each.movieId) ? [] : [[
            index + first,
            each.userId,
            PLACES.get(each.movieId)!,
            each.halfStars,
            each.seconds,
          ]]
        );
        assertEquals(rows, expected);
        assertEquals(report.malformed, lines.length - expected.length);
        for (const { fault, count } of report.faults) {
          const same = careful.filter((each) =>
            fault === "a movie that the movies file lacks"
              ? typeof each !== "string" && !PLACES.has(each.movieId)
              : each === fault
          );
          assertEquals(count, same.length, fault);
        }
      },
    );
    await fc.assert(property, { seed: 1_997, numRuns: 500 });
  });
}
