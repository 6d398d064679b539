/**
 * The films that simulated viewers can rate.
 *
 * The catalogue is one fixed world: it does not depend on a simulation's seed, so two simulations
 * with different seeds are two samples from one population.
 *
 * @module
 */

import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { type RandomSource, seededSource, weightedChoice } from "lib/random/seeded.ts";
import { drawGenres, FILM_GENRES } from "lib/slates/simulation/genres.ts";
import { filmTitle } from "lib/slates/simulation/titles.ts";

/** Draws an index from a stream. */
export type IndexDraw = (source: RandomSource) => number;

/** The films, by index, in the order of their identifiers. */
export interface FilmCatalogue {
  /** The number of films. */
  readonly films: number;
  /** Identifiers, ascending, with gaps. */
  readonly movieId: Uint32Array;
  /** Titles, most of them with the year in brackets at the end. */
  readonly titles: readonly string[];
  /** Genres joined by "|", the first in the alphabet first. */
  readonly genres: readonly string[];
  /** Index of the first genre in {@linkcode FILM_GENRES}. */
  readonly genre: Uint8Array;
  /** The first year in which the film can be rated; 0 where no year is known. */
  readonly release: Uint16Array;
  /** How much better than the average film it is liked, in stars. */
  readonly quality: Float64Array;
  /** One draw a genre: a film of that genre as somebody finds it who looks far. */
  readonly drawAny: readonly IndexDraw[];
  /** One draw a genre: a film of that genre as everybody finds it. */
  readonly drawWellKnown: readonly IndexDraw[];
}

/** The seed of the one catalogue. */
const CATALOGUE_SEED = "films";
/** Standard deviation of the log popularity of a genre's films, and the score that caps it. */
const POPULARITY_SPREAD = 1.8;
const HIGHEST_POPULARITY_SCORE = 2.95;
/** Well-known films come up as often as their popularity to this power. */
const WELL_KNOWN_POWER = 1.5;
/** Standard deviation of quality at a given popularity, and what a unit of the score adds. */
const QUALITY_SPREAD = 0.25;
const QUALITY_SLOPE = 0.06;
/** The share of films whose title lacks the year. */
const NO_YEAR = 0.003;
/** Deciles of the years of release: few old films, half of them of the last twenty years. */
const YEARS = [1925, 1962, 1983, 1990, 1995, 1999, 2003, 2006, 2010, 2014, 2019];
/** The largest gap between two identifiers. */
const WIDEST_GAP = 23;

/**
 * Makes the catalogue.
 *
 * @returns the same films at every call
 *
 * @example
 * ```ts
 * import { filmCatalogue } from "lib/slates/simulation/films.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { films, titles, genres } = filmCatalogue();
 * assertEquals([titles.length, genres.length], [films, films]);
 * ```
 */
export function filmCatalogue(): FilmCatalogue {
  const source = seededSource(CATALOGUE_SEED);
  const genre = shuffledGenres(source);
  const films = genre.length;
  const scores = popularityScores(genre, source);
  const years = Array.from({ length: films }, () => drawYear(source));
  const listGenres = drawGenres();
  // Words have a stream of their own: a new title leaves the films as they are.
  const words = seededSource(CATALOGUE_SEED, "titles");
  const movieId = new Uint32Array(films);
  for (let film = 0; film < films; film++) {
    movieId[film] = (movieId[film - 1] ?? 0) + 1 + source.integerBelow(WIDEST_GAP);
  }
  const choices = (power: number) => FILM_GENRES.map((_, g) => chooseFilm(genre, scores, g, power));
  return {
    films,
    movieId,
    titles: years.map((year, film) => filmTitle(FILM_GENRES[genre[film]!]!.name, year, words)),
    genres: Array.from(genre, (g) => listGenres(FILM_GENRES[g]!.name, source)),
    genre,
    release: Uint16Array.from(years, (year) => year ?? 0),
    quality: scores.map((score, film) =>
      FILM_GENRES[genre[film]!]!.appeal + QUALITY_SLOPE * score + QUALITY_SPREAD * source.normal()
    ),
    drawAny: choices(1),
    drawWellKnown: choices(WELL_KNOWN_POWER),
  };
}

/** The first genre of every film, in random order. */
function shuffledGenres(source: RandomSource): Uint8Array {
  const genre = Uint8Array.from(
    FILM_GENRES.flatMap(({ films }, g) => new Array<number>(films).fill(g)),
  );
  source.shuffle(genre);
  return genre;
}

/**
 * How popular each film is within its genre, as a standard normal score.
 *
 * Evenly spaced quantiles instead of draws: the long tail is the same in every genre.
 */
function popularityScores(genre: Uint8Array, source: RandomSource): Float64Array {
  const scores = new Float64Array(genre.length);
  FILM_GENRES.forEach(({ films }, g) => {
    const quantiles = Float64Array.from(
      { length: films },
      (_, i) => Math.min(HIGHEST_POPULARITY_SCORE, normalQuantile((i + 0.5) / films, 0, 1)),
    );
    source.shuffle(quantiles);
    let next = 0;
    for (let film = 0; film < genre.length; film++) {
      if (genre[film] === g) scores[film] = quantiles[next++]!;
    }
  });
  return scores;
}

/** Prepares the draw of a genre's films in proportion to a power of their popularity. */
function chooseFilm(
  genre: Uint8Array,
  scores: Float64Array,
  wanted: number,
  power: number,
): IndexDraw {
  const films = Uint32Array.from(genre.keys()).filter((film) => genre[film] === wanted);
  const choose = weightedChoice(
    Float64Array.from(films, (film) => Math.exp(power * POPULARITY_SPREAD * scores[film]!)),
  );
  return (source) => films[choose(source)]!;
}

/** The year of release, between the quantiles at random. */
function drawYear(source: RandomSource): number | undefined {
  if (source.uniform() < NO_YEAR) return undefined;
  const place = source.uniform() * (YEARS.length - 1);
  const below = Math.floor(place);
  const from = YEARS[below]!;
  return from + Math.floor((place - below) * (YEARS[below + 1]! - from));
}
