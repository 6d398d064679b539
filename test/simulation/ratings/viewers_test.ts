import { assert, assertEquals } from "@std/assert";
import { seededSource } from "lib/random/seeded.ts";
import { drawGenres } from "lib/simulation/ratings/genres.ts";
import { movieCatalogue } from "lib/simulation/ratings/movies.ts";
import { drawRatings } from "lib/simulation/ratings/ratings.ts";
import { drawViewers } from "lib/simulation/ratings/viewers.ts";

Deno.test("viewers rate as many movies as they are active", () => {
  const viewers = drawViewers(20, 1);
  assertEquals([viewers.viewers, viewers.activity.length], [20, 20]);
  const { viewer, movie, halfStars } = drawRatings(viewers, movieCatalogue(), 1);
  const counts = new Uint16Array(20);
  for (const index of viewer) counts[index]!++;
  assertEquals(counts, viewers.activity);
  assertEquals([movie.length, halfStars.length], [viewer.length, viewer.length]);
});

Deno.test("movies list genres after the first in the alphabet alone", () => {
  const draw = drawGenres();
  const source = seededSource(1);
  for (let i = 0; i < 200; i++) {
    assertEquals(draw("Western", source), "Western");
    assertEquals(draw("(no genres listed)", source), "(no genres listed)");
    assert(/^Drama(\|[E-Z][^|]+)*$/.test(draw("Drama", source)));
  }
});
