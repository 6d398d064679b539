/**
 * The audience of the simulated lists: users, hours and days, one fixed world that no seed changes.
 *
 * @module
 */

import { type Knots, profileSolver, quantileAt } from "lib/simulation/impressions/lists.ts";
import { type IndexDraw, seededSource, weightedChoice } from "lib/random/seeded.ts";

/** The users, by index, and the times at which lists are shown. */
export interface Audience {
  readonly users: number;
  readonly userIds: readonly string[];
  /** From −1, a user who sees short lists more often than others, to 1, one who sees long ones. */
  readonly longListLeaning: Float64Array;
  /** Articles clicked before. */
  readonly historyLength: Uint16Array;
  /** In proportion to how often the users come. */
  readonly drawUser: IndexDraw;
  /** 0 to 23, in the profile of short lists. */
  readonly drawHourOfShortList: IndexDraw;
  /** 0 to 23, in the profile of long lists. */
  readonly drawHourOfLongList: IndexDraw;
  /** 0 for {@linkcode FIRST_DAY} to 5. */
  readonly drawDay: IndexDraw;
}

/** The first day, Saturday 9 November 2019, as seconds since 1970 at its start. */
export const FIRST_DAY = Date.UTC(2019, 10, 9) / 1000;
/** The first day's number in the week, 0 for Monday. */
export const FIRST_DAY_OF_WEEK = 5;

const AUDIENCE_SEED = "audience";
/** As many users as the real log has: 20,000 impressions then reach about 15,300 of them. */
const USERS = 50_000;
/** Weights of the six days, fewer lists at the weekend. */
const DAY_WEIGHTS = [0.13, 0.13, 0.18, 0.19, 0.19, 0.18];

/** History lengths, from the printed history buckets, median 18, mean 32 and maximum 425. */
const HISTORY_KNOTS: Knots = [
  [0, -1],
  [0.0185, 0],
  [0.09, 3],
  [0.316, 10],
  [0.5, 18],
  [0.64, 30],
  [0.75, 42],
  [0.86, 61],
  [0.94, 100],
  [0.98, 145],
  [0.996, 205],
  [1, 425],
];

/** Rows and treated rows of the printed times of day, and our weights of the hours in each. */
const TIMES_OF_DAY:
  readonly (readonly [rows: number, treated: number, hours: readonly number[]])[] = [
    [21507, 1552, [1.1, 0.9, 0.8, 0.8, 1.1, 1.8]],
    [65442, 5396, [2.7, 3.4, 3.8, 3.8, 3.4, 3.1]],
    [41771, 3354, [2.9, 2.8, 2.6, 2.4, 2.1]],
    [16287, 1259, [1.7, 1.4, 1.1, 0.9]],
    [4993, 452, [0.7, 0.5, 0.4]],
  ];

/** The audience, with the same users and times at every call. */
export function newsAudience(): Audience {
  const source = seededSource(AUDIENCE_SEED);
  // A gamma of shape 2: few users come very often.
  const activity = Float64Array.from(
    { length: USERS },
    () => -Math.log((1 - source.uniform()) * (1 - source.uniform())),
  );
  const historyRank = Float64Array.from({ length: USERS }, source.uniform);
  const historyLength = Uint16Array.from(
    historyRank,
    (rank) => Math.max(0, Math.ceil(quantileAt(HISTORY_KNOTS, rank))),
  );
  const solve = profileSolver();
  const allRows = TIMES_OF_DAY.reduce((sum, [rows]) => sum + rows, 0);
  const allTreated = TIMES_OF_DAY.reduce((sum, [, treated]) => sum + treated, 0);
  const hourWeights = (profile: "short" | "long") =>
    TIMES_OF_DAY.flatMap(([rows, treated, hours]) => {
      const share = solve(rows / allRows, treated / allTreated)[profile];
      const total = hours.reduce((sum, hour) => sum + hour, 0);
      return hours.map((hour) => share * hour / total);
    });
  return {
    users: USERS,
    userIds: Array.from({ length: USERS }, (_, i) => `U${i + 1}`),
    // The printed table shows users without any history in longer lists than the average user.
    longListLeaning: historyRank.map((rank, user) => historyLength[user] === 0 ? 1 : 2 * rank - 1),
    historyLength,
    drawUser: weightedChoice(activity),
    drawHourOfShortList: weightedChoice(hourWeights("short")),
    drawHourOfLongList: weightedChoice(hourWeights("long")),
    drawDay: weightedChoice(DAY_WEIGHTS),
  };
}

/** Strength with which long histories go with long lists. */
const LEANING_STRENGTH = 0.35;

/**
 * Rank of a list among all by length, 0 to 1, given its user's leaning (−1 to 1) and a uniform
 * draw.
 *
 * The copula of Farlie, Gumbel and Morgenstern: users of long histories see somewhat longer lists,
 * while the rank stays uniform over all users.
 */
export function listLengthRank(longListLeaning: number, uniform: number): number {
  const slope = 1 - LEANING_STRENGTH * longListLeaning;
  return 2 * uniform / (slope + Math.sqrt(slope ** 2 - 4 * (slope - 1) * uniform));
}
