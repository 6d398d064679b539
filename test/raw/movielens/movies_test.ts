import { assertEquals } from "@std/assert";
import { parseMovies } from "lib/raw/movielens/movies.ts";
import { COMMA_SEPARATED, DOUBLE_COLON, GENRE_FLAGS } from "lib/raw/movielens/source.ts";

const parse = (parts: readonly (string | Uint8Array<ArrayBuffer>)[], format = COMMA_SEPARATED) =>
  parseMovies(new Blob([...parts]).stream(), format, "movies");

Deno.test("quoted fields, genres and years are read; movies stand by ascending id", async () => {
  const { movies, places, report } = await parse([
    "movieId,title,genres\n",
    '30,"11\'09""01 - September 11 (2002)",Drama\n',
    '20,"American President, The (1995)",Comedy|Drama|Romance\r\n',
    "40,Silence (1971),\n",
    "50,Nothing (1972),(no genres listed)\n",
    "60,Gap (1973),|Drama\n",
    "7,Serial (2006–2007),Drama\n",
    "8,Trailing (2011)  ,Drama\n",
    "9,1917 (2019) again,Drama",
  ]);
  assertEquals(report, { lines: 9, malformed: 0, faults: [] });
  assertEquals(movies.map(({ movieId }) => movieId), [7, 8, 9, 20, 30, 40, 50, 60]);
  assertEquals([...places], movies.map(({ movieId }, place) => [movieId, place]));
  assertEquals(
    movies.map(({ title, genres, primaryGenre, releaseYear }) => [
      title,
      genres,
      primaryGenre,
      releaseYear,
    ]),
    [
      ["Serial (2006–2007)", "Drama", "Drama", null],
      ["Trailing (2011)  ", "Drama", "Drama", 2011],
      ["1917 (2019) again", "Drama", "Drama", null],
      ["American President, The (1995)", "Comedy|Drama|Romance", "Comedy", 1995],
      [`11'09"01 - September 11 (2002)`, "Drama", "Drama", 2002],
      ["Silence (1971)", "(no genres listed)", "(no genres listed)", 1971],
      ["Nothing (1972)", "(no genres listed)", "(no genres listed)", 1972],
      ["Gap (1973)", "|Drama", "Drama", 1973],
    ],
  );
});

Deno.test("each kind of malformed line is reported under its number", async () => {
  const { movies, report } = await parse([
    "movieId,title,genres\n",
    "1,One (1991),Drama\n", // 2
    "2,Two (1992)\n", // 3 a field short
    "3,Three, The (1993),Drama\n", // 4 a comma without quotes
    '4,"Four (1994),Drama\n', // 5 a quote left open
    '5,Fi"ve (1995),Drama\n', // 6 a quote within
    "\n", // 7
    "six,Six (1996),Drama\n", // 8
    "0,Zero (1990),Drama\n", // 9
    "1,Again (1999),Comedy\n", // 10
    "8, ,Drama\n", // 11
    "9,N",
    Uint8Array.of(0xe9),
    "e,Drama\n", // 12
    "10,Ten (2000),Drama\n", // 13
  ]);
  assertEquals(report, {
    lines: 13,
    malformed: 10,
    faults: [
      { fault: "other than 3 fields", count: 2, lines: [3, 4] },
      { fault: "quotes that do not match", count: 2, lines: [5, 6] },
      { fault: "no text", count: 1, lines: [7] },
      { fault: "a movie id that is no whole number from 1 to 2^53 - 1", count: 2, lines: [8, 9] },
      { fault: "a movie id that an earlier line has", count: 1, lines: [10] },
      { fault: "no title", count: 1, lines: [11] },
      { fault: "bytes that are not UTF-8", count: 1, lines: [12] },
    ],
  });
  assertEquals(movies.map(({ title }) => title), ["One (1991)", "Ten (2000)"]);
});

Deno.test("with double colons quotes and commas are text, and there is no header", async () => {
  const { movies, report } = await parse([
    '1::"Great Performances", Cats (1998)::Musical\n',
    "2::Mis",
    Uint8Array.of(0xe9),
    "rables, Les (1995)::Drama|Musical\n",
    "3::Three::Drama::more\n",
  ], DOUBLE_COLON);
  assertEquals(movies.map(({ title }) => title), [
    '"Great Performances", Cats (1998)',
    "Misérables, Les (1995)",
  ]);
  assertEquals(report.faults, [{ fault: "other than 3 fields", count: 1, lines: [3] }]);
});

Deno.test("genre flags are read in their order, in one-byte letters, unknown as none", async () => {
  const flags = (...set: readonly number[]) =>
    Array.from({ length: 19 }, (_, i) => set.includes(i) ? "1" : "0").join("|");
  const { movies, report } = await parse([
    `1|Toy Story (1995)|01-Jan-1995||http://us.imdb.com/M/title-exact?Toy|${flags(3, 4, 5)}\n`,
    "2|Mis",
    Uint8Array.of(0xe9),
    `rables, Les (1995)|01-Jan-1995||"|${flags(8, 12)}\n`,
    `3|unknown||||${flags(0)}\n`,
    `4|None (1996)|01-Jan-1996||x|${flags()}\r\n`,
    `5|All (1997)|01-Jan-1997||x|${flags(...Array.from({ length: 19 }, (_, i) => i))}\n`,
    "6|Short (1997)|01-Jan-1997||x|0|1\n", // 6
    `7|Two (1997)|01-Jan-1997||x|${flags(1).replace("1", "2")}\n`, // 7
  ], GENRE_FLAGS);
  assertEquals(movies.map(({ title, genres }) => [title, genres]), [
    ["Toy Story (1995)", "Animation|Children's|Comedy"],
    ["Misérables, Les (1995)", "Drama|Musical"],
    ["unknown", "(no genres listed)"],
    ["None (1996)", "(no genres listed)"],
    [
      "All (1997)",
      "Action|Adventure|Animation|Children's|Comedy|Crime|Documentary|Drama|Fantasy|Film-Noir|" +
      "Horror|Musical|Mystery|Romance|Sci-Fi|Thriller|War|Western",
    ],
  ]);
  assertEquals(movies.map(({ primaryGenre }) => primaryGenre).slice(0, 3), [
    "Animation",
    "Drama",
    "(no genres listed)",
  ]);
  assertEquals(movies.map(({ releaseYear }) => releaseYear), [1995, 1995, null, 1996, 1997]);
  assertEquals(report.faults, [
    { fault: "other than 24 fields", count: 1, lines: [6] },
    { fault: "a genre's flag that is neither 0 nor 1", count: 1, lines: [7] },
  ]);
});

Deno.test("columns are found by the header: quoted, in any order, beside others", async () => {
  const texts = [
    '"movieId","title","genres"\n30,"One, The (1991)",Drama\n',
    'genres,title,movieId\nDrama,"One, The (1991)",30\n',
    ',movie_id,year,Title,Genres\n0,30,1991,"One, The (1991)",Drama\n',
  ];
  for (const text of texts) {
    const { movies, report } = await parse([text]);
    assertEquals(report.malformed, 0);
    assertEquals(movies.map(({ movieId, title, genres }) => [movieId, title, genres]), [
      [30, "One, The (1991)", "Drama"],
    ]);
  }
});
