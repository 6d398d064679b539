import { assert, assertEquals, assertGreater, assertMatch } from "@std/assert";
import { seededSource } from "lib/random/seeded.ts";
import { MOVIE_GENRES } from "lib/simulation/ratings/genres.ts";
import { movieTitle } from "lib/simulation/ratings/titles.ts";

const source = seededSource(1);
const titles = MOVIE_GENRES.flatMap(({ name }) =>
  Array.from({ length: 400 }, () => movieTitle(name, 1985, source))
);

Deno.test("every title ends in its year and starts with a capital letter, digit or quote", () => {
  for (const title of titles) assertMatch(title, /^["A-Z].* \(1985\)$/);
});

Deno.test("an article stands at the end, and never before the words it belongs to", () => {
  for (const title of titles) assert(!/^(The|An?) /.test(title), title);
  for (const article of ["The", "A", "An"]) {
    assertGreater(titles.filter((title) => title.endsWith(`, ${article} (1985)`)).length, 10);
  }
  for (const title of titles) {
    const [, first, article] = /^(.).*, (An?) \(1985\)$/.exec(title) ?? [];
    if (first !== undefined) assertEquals(article, "AEIOU".includes(first) ? "An" : "A");
  }
});

Deno.test("titles differ in length", () => {
  const lengths = titles.map((title) => title.length);
  assert(Math.min(...lengths) < 15 && Math.max(...lengths) > 70);
});

Deno.test("words of a genre stand in its titles", () => {
  const crypts = (genre: string) => {
    const words = seededSource(2);
    return Array.from({ length: 500 }, () => movieTitle(genre, 1985, words))
      .filter((title) => /Crypt|Graveyard|Haunting/.test(title)).length;
  };
  assertGreater(crypts("Horror"), 20);
  assertEquals(crypts("Romance"), 0);
});

Deno.test("a movie without a year has none in its title", () => {
  const words = seededSource(3);
  for (let i = 0; i < 200; i++) {
    assert(!/\d{4}/.test(movieTitle("Drama", undefined, words)));
  }
});
