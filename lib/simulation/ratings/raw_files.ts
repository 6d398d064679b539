/**
 * A simulated release on disk, in the raw form of MovieLens.
 *
 * @module
 */

import pl from "nodejs-polars";
import { requireFolder, requireMade } from "lib/argument_checks.ts";
import { writeTogether } from "lib/files/atomic_write.ts";
import type { SimulatedMovieLens } from "lib/simulation/ratings/simulate.ts";

/** Files `ratings.csv` and `movies.csv`, written to a folder that is made if it is missing. */
export async function writeRawFiles(folder: string, release: SimulatedMovieLens): Promise<void> {
  requireFolder(folder);
  requireMade(release, ["ratings", "movies"], {
    noun: "simulated release",
    maker: "simulateMovieLens",
  });
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

function numbers(name: string, values: Uint32Array | Float64Array): pl.Series {
  // Polars takes typed arrays at memory speed, though its types speak of arrays only.
  return pl.Series(name, values as unknown as number[]);
}
