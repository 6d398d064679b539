/**
 * The genres of simulated movies: how often viewers choose them and how far viewers differ in that.
 *
 * @module
 */

import { type RandomSource, weightedChoice } from "lib/random/seeded.ts";
import { NO_GENRE } from "lib/raw/movielens/movies.ts";

/** A genre, as the first one that a movie lists. */
export interface MovieGenre {
  /** As MovieLens writes it. */
  readonly name: string;
  /** Number of movies that list it first. */
  readonly movies: number;
  /** Share of the choices of a viewer of average taste, up to a common factor. */
  readonly demand: number;
  /** Standard deviation between viewers of the log of that share. */
  readonly tasteSpread: number;
  /** Stars by which its movies are liked better than others. */
  readonly appeal: number;
}

/**
 * The genres in the order of the alphabet, in which movies list them.
 *
 * Demand and spread are fitted: slates made from the ratings then have the shares of genres, and
 * the shares of movies of the promoted movie's genre, that the notebook on spillovers prints.
 */
export const MOVIE_GENRES: readonly MovieGenre[] = [
  genre(NO_GENRE, 160, 0.0017, 0.5, -0.2),
  genre("Action", 2_700, 0.292, 0.92, -0.05),
  genre("Adventure", 1_100, 0.0998, 0.48, 0.05),
  genre("Animation", 520, 0.011, 1.3, 0.05),
  genre("Children", 380, 0.015, 1.07, -0.3),
  genre("Comedy", 4_100, 0.275, 0.57, -0.1),
  genre("Crime", 900, 0.0611, 0.16, 0.25),
  genre("Documentary", 700, 0.0024, 1.58, 0.3),
  genre("Drama", 4_300, 0.182, 0.34, 0.12),
  genre("Fantasy", 80, 0.0065, 0.4, -0.15),
  genre("Film-Noir", 40, 0.0011, 0.6, 0.35),
  genre("Horror", 750, 0.019, 1.28, -0.35),
  genre("Musical", 50, 0.0019, 0.5, -0.1),
  genre("Mystery", 150, 0.0072, 0.93, 0.3),
  genre("Romance", 60, 0.0037, 0.5, -0.2),
  genre("Sci-Fi", 110, 0.0074, 0.4, -0.15),
  genre("Thriller", 140, 0.01, 0.4, -0.15),
  genre("War", 20, 0.00032, 0.5, 0.1),
  genre("Western", 50, 0.0015, 0.6, -0.05),
];

function genre(
  name: string,
  movies: number,
  demand: number,
  tasteSpread: number,
  appeal: number,
): MovieGenre {
  return { name, movies, demand, tasteSpread, appeal };
}

/**
 * Frequency with which a genre is listed after another one: about as in the public MovieLens
 * releases.
 */
const COMPANIONS: Readonly<Record<string, number>> = {
  Adventure: 6,
  Animation: 3,
  Children: 5,
  Comedy: 10,
  Crime: 7,
  Documentary: 0.5,
  Drama: 21,
  Fantasy: 7,
  "Film-Noir": 0.7,
  Horror: 5,
  IMAX: 1.5,
  Musical: 3,
  Mystery: 5,
  Romance: 16,
  "Sci-Fi": 9,
  Thriller: 18,
  War: 4,
  Western: 1.5,
};

/** Shares of the movies that list one genre, two, and so on to five. */
const GENRES_PER_MOVIE = [0.29, 0.33, 0.24, 0.11, 0.03];

/**
 * Draw of all genres that a movie lists, joined by "|", given the first.
 *
 * MovieLens lists genres by the alphabet, so a companion comes after the first in the alphabet: a
 * movie of "Western" has none.
 */
export function drawGenres(): (first: string, source: RandomSource) => string {
  const drawCount = weightedChoice(GENRES_PER_MOVIE);
  const companions = Object.keys(COMPANIONS);
  const drawCompanion = weightedChoice(Object.values(COMPANIONS));
  return (first, source) => {
    const count = first === NO_GENRE ? 0 : drawCount(source);
    const listed = new Set([first]);
    for (let i = 0; i < count; i++) {
      const companion = companions[drawCompanion(source)]!;
      if (companion > first) listed.add(companion);
    }
    return [...listed].sort().join("|");
  };
}
