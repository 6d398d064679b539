import { assertEquals, assertThrows } from "@std/assert";
import pl from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { namedMovies } from "lib/slates/movies.ts";

const frame = pl.DataFrame([
  pl.Series("movieId", [1214, 2788, 7], pl.Int64),
  pl.Series("title", ["Alien (1979)", null, "$GOOD^*"], pl.Utf8),
  pl.Series("spillover_cluster", ["Horror", "Comedy", null], pl.Utf8),
]);

Deno.test("movies come in the order asked for, by their number where the title is missing", () => {
  assertEquals(namedMovies({ frame }, Int32Array.of(1, 2, 0, 1)), [
    { title: "movie 2788", genre: "Comedy" },
    { title: "$GOOD^*", genre: "unknown" },
    { title: "Alien (1979)", genre: "Horror" },
    { title: "movie 2788", genre: "Comedy" },
  ]);
  assertEquals(namedMovies({ frame }, new Int32Array(0)), []);
});

Deno.test("rows that the table does not have are refused", () => {
  for (const row of [-1, 3]) {
    assertThrows(() => namedMovies({ frame }, Int32Array.of(row)), InputError);
  }
});
