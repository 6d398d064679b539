/**
 * The preparation on the genuine ml-latest-small and on the reference's release.
 */

import { assert, assertEquals } from "@std/assert";
import { prepareMovieLens } from "lib/raw/movielens/prepare.ts";
import { tablesByDefinition } from "./definition.ts";
import { readTables } from "./prepared_tables.ts";
import type { RawMovie, RawRating } from "./raw_movielens.ts";

const MOVIELENS_DIR = Deno.env.get("MOVIELENS_DIR");
const REFERENCE_DIR = Deno.env.get("REFERENCE_DIR");

/** The raw lines, read with nothing of the library. */
function linesOf(name: string): string[] {
  return Deno.readTextFileSync(`${MOVIELENS_DIR}/${name}`).trimEnd().split(/\r?\n/).slice(1);
}

function rawRatings(): RawRating[] {
  return linesOf("ratings.csv").map((line) => {
    const [userId, movieId, rating, timestamp] = line.split(",").map(Number);
    return { userId: userId!, movieId: movieId!, rating: rating!, timestamp: timestamp! };
  });
}

function rawMovies(): RawMovie[] {
  return linesOf("movies.csv").map((line) => {
    const [, id, title, genres] = /^(\d+),(.*),([^,]*)$/.exec(line)!;
    const isQuoted = title!.startsWith('"');
    return {
      movieId: Number(id),
      title: isQuoted ? title!.slice(1, -1).replaceAll('""', '"') : title!,
      genres: genres!,
    };
  });
}

Deno.test({
  name: "ml-latest-small gives what its raw lines give (needs MOVIELENS_DIR)",
  ignore: MOVIELENS_DIR === undefined,
  fn: async () => {
    const output = Deno.makeTempDirSync();
    const report = await prepareMovieLens(MOVIELENS_DIR!, { slates: 3000, output });
    assertEquals(report.release, { ratings: 100_836, users: 610, movies: 9_742 });
    assertEquals(report.sample, { users: 610, ratings: 100_836, movies: 9_724 });
    assertEquals(report.userStride, 1);
    assertEquals(report.ratings.malformed + report.movies.malformed, 0);
    assertEquals(report.slates, { count: 610, size: 12, rows: 7_320 });
    assertEquals(report.users, { qualifying: 610, tooFewRatings: 0 });

    const { slateSeed, items, userFeatures } = readTables(output);
    const expected = tablesByDefinition({ ratings: rawRatings(), movies: rawMovies() }, {
      ...{ userStride: 1, slates: 3000, slateSize: 12 },
    });
    assertEquals(slateSeed, expected.slateSeed);
    assertEquals(items, expected.items);
    assertEquals(userFeatures, expected.userFeatures);
  },
});

Deno.test({
  name: "the tables of ml-latest-small keep what is said of them (needs MOVIELENS_DIR)",
  ignore: MOVIELENS_DIR === undefined,
  fn: async () => {
    const output = Deno.makeTempDirSync();
    const report = await prepareMovieLens(MOVIELENS_DIR!, { slates: 3000, output });
    const { slateSeed, items, userFeatures } = readTables(output);
    assertEquals(new Set(slateSeed.map((row) => row.slate_id)).size, 610);
    const given = rawRatings();
    const ratingOf = new Map(given.map((each) => [`${each.userId} ${each.movieId}`, each]));
    slateSeed.forEach((row, index) => {
      assertEquals(row.slate_position_seed, index % 12 + 1);
      assertEquals(row.slate_id, `user_${Math.floor(index / 12) + 1}_seed`);
      const raw = ratingOf.get(`${row.userId} ${row.movieId}`)!;
      assertEquals(
        [row.observed_relevance, row.rating_datetime],
        [raw.rating, raw.timestamp * 1e6],
      );
      if (index % 12 === 0) return;
      const above = slateSeed[index - 1]!;
      const worse = Number(above.observed_relevance) - Number(row.observed_relevance);
      const older = Number(above.rating_datetime) - Number(row.rating_datetime);
      const byId = Number(row.movieId) - Number(above.movieId);
      assert(worse > 0 || worse === 0 && (older > 0 || older === 0 && byId > 0));
    });
    for (const rows of [items, userFeatures]) {
      const column = rows === items ? "sample_rating_count" : "n_ratings";
      assertEquals(rows.reduce((sum, row) => sum + Number(row[column]), 0), given.length);
    }
    const buckets = ["low", "medium", "high", "very_high"].map((label) =>
      items.filter((row) => row.popularity_bucket === label).length
    );
    assertEquals(buckets, [2431, 2431, 2431, 2431]);
    assertEquals(report.lacking, {
      year: items.filter((row) => row.release_year === null).length,
      genre: items.filter((row) => row.primary_genre === "(no genres listed)").length,
    });
  },
});

Deno.test({
  name: "the reference's release gives the reference's tables (needs REFERENCE_DIR)",
  ignore: REFERENCE_DIR === undefined,
  fn: async () => {
    const inputs = `${REFERENCE_DIR}/inputs/ml_200`;
    const output = Deno.makeTempDirSync();
    await prepareMovieLens(inputs, { slates: 200, userStride: 50, output });
    const ours = readTables(output), reference = readTables(inputs);
    assertEquals(ours.slateSeed, reference.slateSeed);
    assertEquals(ours.items, reference.items);
    assertEquals(ours.userFeatures, reference.userFeatures);
  },
});
