/**
 * A simulated release on disk, in the raw form of MovieLens.
 *
 * @module
 */

import pl from "nodejs-polars";
import { writeTogether } from "lib/files/atomic_write.ts";
import type { SimulatedMovieLens } from "lib/simulation/ratings/simulate.ts";

/**
 * Writes `ratings.csv` and `movies.csv`.
 *
 * @param folder where they shall stand; made if it is missing
 * @param release the ratings and the movies
 *
 * @example
 * ```ts
 * import { simulateMovieLens } from "lib/simulation/ratings/simulate.ts";
 * import { writeRawFiles } from "lib/simulation/ratings/raw_files.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * await writeRawFiles(folder, simulateMovieLens({ users: 1, seed: 7 }));
 * const ratings = Deno.readTextFileSync(`${folder}/ratings.csv`);
 * assertStringIncludes(ratings, "userId,movieId,rating,timestamp\n50,");
 * ```
 */
export async function writeRawFiles(folder: string, release: SimulatedMovieLens): Promise<void> {
  const { ratings, movies } = release;
  await writeTogether([
    {
      path: `${folder}/ratings.csv`,
      write: (path) =>
        pl.DataFrame([
          numbers("userId", ratings.userId),
          numbers("movieId", ratings.movieId),
          // Reals keep their decimal: MovieLens writes 4.0.
          numbers("rating", Float64Array.from(ratings.halfStars, (halves) => halves / 2)),
          numbers("timestamp", ratings.timestamp),
        ]).writeCSV(path),
    },
    {
      path: `${folder}/movies.csv`,
      write: (path) =>
        pl.DataFrame([
          numbers("movieId", movies.movieId),
          pl.Series("title", [...movies.titles], pl.Utf8),
          pl.Series("genres", [...movies.genres], pl.Utf8),
        ]).writeCSV(path),
    },
  ]);
}

/** A column of numbers. */
function numbers(name: string, values: Uint32Array | Float64Array): pl.Series {
  // Polars takes typed arrays at memory speed, though its types speak of arrays only.
  return pl.Series(name, values as unknown as number[]);
}
