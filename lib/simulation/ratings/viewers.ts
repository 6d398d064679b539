/**
 * The viewers of simulated movies: how much they rate, how kindly, which genres, and when.
 *
 * @module
 */

import { type RandomSource, type Seed, seededSource } from "lib/random/seeded.ts";
import { MOVIE_GENRES } from "lib/simulation/ratings/genres.ts";

/** Columns of the viewers, one value a viewer, except for `taste`. */
export interface Viewers {
  /** Number of viewers. */
  readonly viewers: number;
  /** Movies rated. */
  readonly activity: Uint16Array;
  /** Stars given to an average movie. */
  readonly kindness: Float64Array;
  /** Stars given more to a movie that is one star better. */
  readonly spread: Float64Array;
  /** Liking of each genre: standard normal, viewer by viewer. */
  readonly taste: Float64Array;
  /** Share of choices that fall on well-known movies. */
  readonly wellKnownShare: Float64Array;
  /** Share of ratings given in half stars instead of whole ones. */
  readonly halfStarShare: Float64Array;
  /** In seconds since 1970. */
  readonly firstRating: Float64Array;
  /** Probability that days or months pass before the next rating. */
  readonly leaveProbability: Float64Array;
}

/** Fewest and most movies that a viewer rates, the median, and the spread of the log between. */
const LEAST_ACTIVITY = 10;
const MOST_ACTIVITY = 3_000;
const MEDIAN_ACTIVITY = 83;
const ACTIVITY_SPREAD = 1.41;
/** Ratings of an average movie: mean, standard deviation, and change with the log of activity. */
const KINDNESS = 3.765;
const KINDNESS_SPREAD = 0.48;
const KINDNESS_SLOPE = -0.09;
/** Standard deviation of the log of a viewer's spread. */
const SPREAD_SPREAD = 0.25;
/** Share of well-known movies at the median activity, and how it changes with the log of that. */
const WELL_KNOWN = 0.34;
const WELL_KNOWN_SLOPE = -0.2;
/** Before this day, 18 February 2003, ratings came in whole stars. */
const HALF_STARS_SINCE = Date.UTC(2003, 1, 18) / 1000;
/** Weights of the years from 1996 in which viewers come: many at first and in the last decade. */
const FIRST_YEAR = 1996;
const YEAR_WEIGHTS = [
  10,
  4,
  2,
  5,
  7,
  5,
  4,
  5,
  5,
  6,
  5,
  4,
  4,
  4,
  4,
  3,
  3,
  3,
  3,
  7,
  8,
  8,
  6,
  6,
];
/** The share of viewers who come back, and how often these leave for a while, at most. */
const RETURNING = 0.3;
const MOST_LEAVING = 0.04;

/** Viewers, by index. */
export function drawViewers(viewers: number, seed: Seed): Viewers {
  const source = seededSource(seed, "viewers");
  const column = () => new Float64Array(viewers);
  const drawn: Viewers = {
    viewers,
    activity: new Uint16Array(viewers),
    kindness: column(),
    spread: column(),
    taste: new Float64Array(viewers * MOVIE_GENRES.length),
    wellKnownShare: column(),
    halfStarShare: column(),
    firstRating: column(),
    leaveProbability: column(),
  };
  const timeOf = yearTimes();
  for (let viewer = 0; viewer < viewers; viewer++) {
    const zeal = ACTIVITY_SPREAD * source.normal();
    drawn.activity[viewer] = Math.min(
      MOST_ACTIVITY,
      LEAST_ACTIVITY + Math.round((MEDIAN_ACTIVITY - LEAST_ACTIVITY) * Math.exp(zeal)),
    );
    drawn.kindness[viewer] = KINDNESS + KINDNESS_SLOPE * zeal + KINDNESS_SPREAD * source.normal();
    drawn.spread[viewer] = Math.exp(SPREAD_SPREAD * source.normal());
    drawn.wellKnownShare[viewer] = Math.min(1, Math.max(0, WELL_KNOWN + WELL_KNOWN_SLOPE * zeal));
    const first = timeOf(source);
    drawn.firstRating[viewer] = first;
    const grid = 0.5 + 0.5 * source.uniform();
    drawn.halfStarShare[viewer] = first < HALF_STARS_SINCE ? 0 : grid;
    const leaving = MOST_LEAVING * source.uniform();
    drawn.leaveProbability[viewer] = source.uniform() < RETURNING ? leaving : 0;
    for (let g = 0; g < MOVIE_GENRES.length; g++) {
      drawn.taste[viewer * MOVIE_GENRES.length + g] = source.normal();
    }
  }
  return drawn;
}

/** Draw of a time within the years. */
function yearTimes(): (source: RandomSource) => number {
  const cumulated: number[] = [];
  let sum = 0;
  for (const weight of YEAR_WEIGHTS) cumulated.push(sum += weight);
  return (source) => {
    const place = source.uniform() * sum;
    const index = cumulated.findIndex((upTo) => place < upTo);
    const start = Date.UTC(FIRST_YEAR + index, 0, 1) / 1000;
    const end = Date.UTC(FIRST_YEAR + index + 1, 0, 1) / 1000;
    return start + source.integerBelow(end - start);
  };
}
