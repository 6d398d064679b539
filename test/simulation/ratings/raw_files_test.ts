import { assertEquals } from "@std/assert";
import { parse } from "csv-parse/sync";
import { simulateMovieLens } from "lib/simulation/ratings/simulate.ts";
import { writeRawFiles } from "lib/simulation/ratings/raw_files.ts";

Deno.test("the raw files hold what was simulated, quoted where it must be", async () => {
  const folder = await Deno.makeTempDir();
  const release = simulateMovieLens({ users: 15, seed: 3 });
  await writeRawFiles(`${folder}/raw`, release);
  const read = (file: string): string[][] => parse(Deno.readTextFileSync(`${folder}/raw/${file}`));

  const { userId, movieId, halfStars, timestamp } = release.ratings;
  assertEquals(read("ratings.csv"), [
    ["userId", "movieId", "rating", "timestamp"],
    ...Array.from(userId, (user, i) => [
      String(user),
      String(movieId[i]),
      (halfStars[i]! / 2).toFixed(1),
      String(timestamp[i]),
    ]),
  ]);
  const { movies } = release;
  assertEquals(read("movies.csv"), [
    ["movieId", "title", "genres"],
    ...Array.from(movies.movieId, (id, i) => [String(id), movies.titles[i]!, movies.genres[i]!]),
  ]);
  assertEquals([...Deno.readDirSync(`${folder}/raw`)].length, 2);
  await Deno.remove(folder, { recursive: true });
});
