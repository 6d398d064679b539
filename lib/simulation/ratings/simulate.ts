/**
 * Simulated ratings in the raw form of a MovieLens release.
 *
 * ## The population
 * A fixed catalogue of movies, the same for every seed; a seed draws the viewers and what they do.
 *
 * - A movie has a first genre, a popularity within it (log-normal, so that few movies have most
 *   ratings), a year and a quality. Popular movies are somewhat better.
 * - A viewer has an activity (log-normal), a kindness, a spread, a taste for each genre, a liking
 *   for well-known movies, and the times of their ratings. Active viewers are less kind and look
 *   further than to the well-known movies.
 * - Choice. A viewer draws a genre in proportion to its demand times the exponential of their taste,
 *   then one of its movies in proportion to popularity, if it is out and not yet rated.
 * - Rating. Kindness plus spread times the sum of the movie's quality, the taste for its genre, and
 *   a normal surprise whose bad side is the longer one; rounded to whole stars or, for most
 *   ratings of viewers whose first one is later than 17 February 2003, to half stars.
 *
 * What these add up to is calibrated to what the notebook on spillovers prints for slates made of
 * a sample of every 50th user of a large release: so the ids of the users are multiples of 50.
 *
 * @module
 */

import { requireRecord } from "lib/argument_checks.ts";
import { shown } from "lib/checks.ts";
import type { OnProgress } from "lib/progress.ts";
import { InputError } from "lib/errors.ts";
import { type Seed, seedText } from "lib/random/seeded.ts";
import { movieCatalogue } from "lib/simulation/ratings/movies.ts";
import { drawRatings } from "lib/simulation/ratings/ratings.ts";
import { drawViewers } from "lib/simulation/ratings/viewers.ts";

/** Seed of the ratings that the project's commands simulate unless another is given. */
export const DEFAULT_SLATE_SAMPLE_SEED = 428;

/** Number of users in that sample: a little more than the original's 3,000 slates need. */
export const DEFAULT_SLATE_SAMPLE_USERS = 3_258;

/** Largest number of users that can be simulated at once: about 40 million ratings. */
export const MOST_USERS = 200_000;

/** Number whose multiples are the ids of simulated users. */
export const USER_ID_STEP = 50;

/** Options for {@linkcode simulateMovieLens}. */
export interface RatingSimulationOptions {
  /** From 1 to {@linkcode MOST_USERS}; each rates about 200 movies. */
  readonly users: number;
  readonly seed: Seed;
  /** Counts users, about a hundred times. */
  readonly onProgress?: OnProgress;
}

/** Columns of ratings, one value a rating; ratings stand by user, those of a user by movie. */
export interface SimulatedRatings {
  /** 50, 100, 150, … */
  readonly userId: Uint32Array;
  readonly movieId: Uint32Array;
  /** 1 to 10. */
  readonly halfStars: Uint8Array;
  /** Whole seconds since 1970. */
  readonly timestamp: Uint32Array;
}

/**
 * Columns of movies, one value a movie, by ascending id; movies that nobody rates are among them.
 */
export interface SimulatedMovies {
  /** At least 1. */
  readonly movieId: Uint32Array;
  /** As MovieLens writes them, most of them with the year in brackets at the end. */
  readonly titles: readonly string[];
  /** Joined by "|", the first in the alphabet first, or "(no genres listed)". */
  readonly genres: readonly string[];
}

/** A simulated release. */
export interface SimulatedMovieLens {
  /** Content of `ratings.csv`. */
  readonly ratings: SimulatedRatings;
  /** Content of `movies.csv`. */
  readonly movies: SimulatedMovies;
}

/**
 * Ratings of movies in the raw form of MovieLens, by the model at this module's head.
 *
 * @param options how many users, from which seed
 * @returns the ratings and the movies
 * @throws {InputError} if the number of users or the seed is not usable
 *
 * @example
 * ```ts
 * import { simulateMovieLens } from "lib/simulation/ratings/simulate.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { ratings } = simulateMovieLens({ users: 3, seed: 7 });
 * assertEquals([...new Set(ratings.userId)], [50, 100, 150]);
 * ```
 */
export function simulateMovieLens(options: RatingSimulationOptions): SimulatedMovieLens {
  requireRecord(options, "options", "{ users: 3000, seed: 7 }");
  const { users, seed, onProgress } = options;
  if (!(Number.isInteger(users) && users >= 1 && users <= MOST_USERS)) {
    throw new InputError(`The number of users is ${shown(users)}`, {
      remedy: `Give a whole number from 1 to ${MOST_USERS}.`,
    });
  }
  seedText(seed);
  const catalogue = movieCatalogue();
  const { viewer, movie, halfStars, timestamp } = drawRatings(
    drawViewers(users, seed),
    catalogue,
    seed,
    onProgress,
  );
  return {
    ratings: {
      userId: viewer.map((index) => (index + 1) * USER_ID_STEP),
      movieId: movie.map((index) => catalogue.movieId[index]!),
      halfStars,
      timestamp,
    },
    movies: {
      movieId: catalogue.movieId,
      titles: catalogue.titles,
      genres: catalogue.genres,
    },
  };
}
