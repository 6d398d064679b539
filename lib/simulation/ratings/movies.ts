/**
 * The movies that simulated viewers can rate: one fixed world that no seed changes, so two
 * simulations with different seeds are two samples from one population.
 *
 * @module
 */

import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import {
  type IndexDraw,
  type RandomSource,
  seededSource,
  weightedChoice,
} from "lib/random/seeded.ts";
import { drawGenres, MOVIE_GENRES } from "lib/simulation/ratings/genres.ts";
import { movieTitle } from "lib/simulation/ratings/titles.ts";

/** The movies, by index, in the order of their identifiers. */
export interface MovieCatalogue {
  /** Number of movies. */
  readonly movies: number;
  /** Ascending, with gaps. */
  readonly movieId: Uint32Array;
  /** Most of them with the year in brackets at the end. */
  readonly titles: readonly string[];
  /** Joined by "|", the first in the alphabet first. */
  readonly genres: readonly string[];
  /** Index of the first genre in {@linkcode MOVIE_GENRES}. */
  readonly genre: Uint8Array;
  /** First year in which the movie can be rated; 0 where no year is known. */
  readonly release: Uint16Array;
  /** Stars by which it is liked better than the average movie. */
  readonly quality: Float64Array;
  /** One draw a genre: its movies as somebody finds them who looks far. */
  readonly drawAny: readonly IndexDraw[];
  /** One draw a genre: its movies as everybody finds them. */
  readonly drawWellKnown: readonly IndexDraw[];
}

const CATALOGUE_SEED = "films";
/** Standard deviation of the log popularity of a genre's movies, and the score that caps it. */
const POPULARITY_SPREAD = 1.8;
const HIGHEST_POPULARITY_SCORE = 2.95;
/** Well-known movies come up as often as their popularity to this power. */
const WELL_KNOWN_POWER = 1.5;
/** Standard deviation of quality at a given popularity, and what a unit of the score adds. */
const QUALITY_SPREAD = 0.25;
const QUALITY_SLOPE = 0.06;
/** The share of movies whose title lacks the year. */
const NO_YEAR = 0.003;
/** Deciles of the years of release: few old movies, half of them of the last twenty years. */
const YEARS = [1925, 1962, 1983, 1990, 1995, 1999, 2003, 2006, 2010, 2014, 2019];
/** The largest gap between two identifiers. */
const WIDEST_GAP = 23;

/** The catalogue, with the same movies at every call. */
export function movieCatalogue(): MovieCatalogue {
  const source = seededSource(CATALOGUE_SEED);
  const genre = shuffledGenres(source);
  const movies = genre.length;
  const scores = popularityScores(genre, source);
  const years = Array.from({ length: movies }, () => drawYear(source));
  const listGenres = drawGenres();
  // Words have a stream of their own: a new title leaves the movies as they are.
  const words = seededSource(CATALOGUE_SEED, "titles");
  const movieId = new Uint32Array(movies);
  for (let movie = 0; movie < movies; movie++) {
    movieId[movie] = (movieId[movie - 1] ?? 0) + 1 + source.integerBelow(WIDEST_GAP);
  }
  const choices = (power: number) =>
    MOVIE_GENRES.map((_, g) => chooseMovie(genre, scores, g, power));
  return {
    movies,
    movieId,
    titles: years.map((year, movie) => movieTitle(MOVIE_GENRES[genre[movie]!]!.name, year, words)),
    genres: Array.from(genre, (g) => listGenres(MOVIE_GENRES[g]!.name, source)),
    genre,
    release: Uint16Array.from(years, (year) => year ?? 0),
    quality: scores.map((score, movie) =>
      MOVIE_GENRES[genre[movie]!]!.appeal + QUALITY_SLOPE * score + QUALITY_SPREAD * source.normal()
    ),
    drawAny: choices(1),
    drawWellKnown: choices(WELL_KNOWN_POWER),
  };
}

/** The first genre of every movie, in random order. */
function shuffledGenres(source: RandomSource): Uint8Array {
  const genre = Uint8Array.from(
    MOVIE_GENRES.flatMap(({ movies }, g) => new Array<number>(movies).fill(g)),
  );
  source.shuffle(genre);
  return genre;
}

/**
 * Popularity of each movie within its genre, as a standard normal score.
 *
 * Evenly spaced quantiles instead of draws: the long tail is the same in every genre.
 */
function popularityScores(genre: Uint8Array, source: RandomSource): Float64Array {
  const scores = new Float64Array(genre.length);
  MOVIE_GENRES.forEach(({ movies }, g) => {
    const quantiles = Float64Array.from(
      { length: movies },
      (_, i) => Math.min(HIGHEST_POPULARITY_SCORE, normalQuantile((i + 0.5) / movies, 0, 1)),
    );
    source.shuffle(quantiles);
    let next = 0;
    for (let movie = 0; movie < genre.length; movie++) {
      if (genre[movie] === g) scores[movie] = quantiles[next++]!;
    }
  });
  return scores;
}

/** Draw of a genre's movies in proportion to a power of their popularity. */
function chooseMovie(
  genre: Uint8Array,
  scores: Float64Array,
  wanted: number,
  power: number,
): IndexDraw {
  const movies = Uint32Array.from(genre.keys()).filter((movie) => genre[movie] === wanted);
  const choose = weightedChoice(
    Float64Array.from(movies, (movie) => Math.exp(power * POPULARITY_SPREAD * scores[movie]!)),
  );
  return (source) => movies[choose(source)]!;
}

/** The year of release, between the quantiles at random. */
function drawYear(source: RandomSource): number | undefined {
  if (source.uniform() < NO_YEAR) return undefined;
  const place = source.uniform() * (YEARS.length - 1);
  const below = Math.floor(place);
  const from = YEARS[below]!;
  return from + Math.floor((place - below) * (YEARS[below + 1]! - from));
}
