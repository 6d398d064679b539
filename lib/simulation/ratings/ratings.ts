/**
 * The ratings of simulated viewers: which movies, when, and how many stars.
 *
 * @module
 */

import type { OnProgress } from "lib/progress.ts";
import { type RandomSource, type Seed, seededSource } from "lib/random/seeded.ts";
import type { MovieCatalogue } from "lib/simulation/ratings/movies.ts";
import { MOVIE_GENRES } from "lib/simulation/ratings/genres.ts";
import type { Viewers } from "lib/simulation/ratings/viewers.ts";

/** Columns of ratings, one value a rating, viewer by viewer and by movie. */
export interface DrawnRatings {
  /** Index among the viewers. */
  readonly viewer: Uint32Array;
  /** Index in the catalogue. */
  readonly movie: Uint32Array;
  /** 1 to 10. */
  readonly halfStars: Uint8Array;
  /** Seconds since 1970. */
  readonly timestamp: Uint32Array;
}

/** Stars that a unit of a viewer's taste for a genre adds to a rating. */
const TASTE_SLOPE = 0.12;
/** Spread in stars of pleasant and of bad surprises, which neither movie nor viewer explains. */
const DELIGHT = 0.41;
const DISAPPOINTMENT = 0.9;
/** Mean seconds between two ratings of one visit, and between two visits. */
const PACE = 11;
const ABSENCE = 170 * 86_400;
/** Nobody comes back after the end of 2019. */
const LAST_VISIT = Date.UTC(2020, 0, 1) / 1000;
/** Bits of a sort key that hold the place of a rating among its viewer's. */
const PLACE_BITS = 12;

/**
 * All ratings of the viewers: each chooses a genre by taste, then one of its movies that is out and
 * that they have not yet rated.
 */
export function drawRatings(
  viewers: Viewers,
  catalogue: MovieCatalogue,
  seed: Seed,
  onProgress?: OnProgress,
): DrawnRatings {
  const count = viewers.activity.reduce((sum, n) => sum + n, 0);
  const drawn: DrawnRatings = {
    viewer: new Uint32Array(count),
    movie: new Uint32Array(count),
    halfStars: new Uint8Array(count),
    timestamp: new Uint32Array(count),
  };
  const visits = seededSource(seed, "visits");
  const choices = seededSource(seed, "choices");
  const opinions = seededSource(seed, "opinions");
  const choose = movieChooser(viewers, catalogue, choices);
  const step = Math.ceil(viewers.viewers / 100);
  const simulating = { step: "simulating", text: "Simulating ratings" };
  let start = 0;
  for (let viewer = 0; viewer < viewers.viewers; viewer++) {
    const end = start + viewers.activity[viewer]!;
    const timestamp = drawn.timestamp.subarray(start, end);
    const movie = drawn.movie.subarray(start, end);
    drawTimes(timestamp, viewers.firstRating[viewer]!, viewers.leaveProbability[viewer]!, visits);
    choose(viewer, timestamp, movie);
    sortByMovie(movie, timestamp);
    drawn.viewer.fill(viewer, start, end);
    for (let i = start; i < end; i++) {
      drawn.halfStars[i] = drawRating(viewers, viewer, catalogue, drawn.movie[i]!, opinions);
    }
    start = end;
    if ((viewer + 1) % step === 0) {
      onProgress?.({ ...simulating, done: viewer + 1, total: viewers.viewers });
    }
  }
  return drawn;
}

/** Times of a viewer's ratings, ascending, filled in. */
function drawTimes(
  timestamp: Uint32Array,
  first: number,
  leaveProbability: number,
  source: RandomSource,
): void {
  let time = first;
  for (let i = 0; i < timestamp.length; i++) {
    timestamp[i] = time;
    const wait = -Math.log(1 - source.uniform());
    const leaves = source.uniform() < leaveProbability && time + wait * ABSENCE < LAST_VISIT;
    time += Math.floor(wait * (leaves ? ABSENCE : PACE));
  }
}

/** Choice of a viewer's movies. */
function movieChooser(
  viewers: Viewers,
  catalogue: MovieCatalogue,
  source: RandomSource,
): (viewer: number, timestamp: Uint32Array, movie: Uint32Array) => void {
  const genres = MOVIE_GENRES.length;
  const demand = Float64Array.from(MOVIE_GENRES, (genre) => genre.demand);
  const tasteSpread = Float64Array.from(MOVIE_GENRES, (genre) => genre.tasteSpread);
  const cumulated = new Float64Array(genres);
  /** The last viewer, counted from 1, who rated the movie. */
  const ratedBy = new Uint32Array(catalogue.movies);
  /** The first second of the year in which a movie is released. */
  const firstSecond = Float64Array.from(catalogue.release, (year) => Date.UTC(year, 0, 1) / 1000);
  return (viewer, timestamp, movie) => {
    let sum = 0;
    for (let g = 0; g < genres; g++) {
      sum += demand[g]! * Math.exp(tasteSpread[g]! * viewers.taste[viewer * genres + g]!);
      cumulated[g] = sum;
    }
    for (let i = 0; i < movie.length; i++) {
      let candidate: number;
      do {
        const place = source.uniform() * sum;
        let g = 0;
        while (cumulated[g]! <= place) g++;
        const draw = source.uniform() < viewers.wellKnownShare[viewer]!
          ? catalogue.drawWellKnown[g]!
          : catalogue.drawAny[g]!;
        candidate = draw(source);
      } while (ratedBy[candidate] === viewer + 1 || firstSecond[candidate]! > timestamp[i]!);
      ratedBy[candidate] = viewer + 1;
      movie[i] = candidate;
    }
  };
}

/** Puts a viewer's movies in the catalogue's order, each with its time. */
function sortByMovie(movie: Uint32Array, timestamp: Uint32Array): void {
  const keys = movie.map((index, place) => ((index << PLACE_BITS) | place) >>> 0).sort();
  const times = timestamp.slice();
  keys.forEach((key, i) => {
    movie[i] = key >>> PLACE_BITS;
    timestamp[i] = times[key & ((1 << PLACE_BITS) - 1)]!;
  });
}

/** A viewer's rating of a movie, in half stars. */
function drawRating(
  viewers: Viewers,
  viewer: number,
  catalogue: MovieCatalogue,
  movie: number,
  source: RandomSource,
): number {
  const taste = viewers.taste[viewer * MOVIE_GENRES.length + catalogue.genre[movie]!]!;
  const score = source.normal();
  const surprise = score * (score > 0 ? DELIGHT : DISAPPOINTMENT);
  const appeal = catalogue.quality[movie]! + TASTE_SLOPE * taste + surprise;
  const stars = viewers.kindness[viewer]! + viewers.spread[viewer]! * appeal;
  const halfStars = source.uniform() < viewers.halfStarShare[viewer]!
    ? Math.round(2 * stars)
    : 2 * Math.max(1, Math.round(stars));
  return Math.min(10, Math.max(1, halfStars));
}
