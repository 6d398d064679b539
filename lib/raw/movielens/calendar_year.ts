/**
 * Calendar years of times in seconds.
 *
 * @module
 */

const LAST_YEAR = 2106; // that of the last second that fits 32 bits
const MEAN_YEAR_SECONDS = 365.2425 * 86_400;

/** Per year from 1970: its first second; one year more at the end. */
const FIRST_SECONDS = Float64Array.from(
  { length: LAST_YEAR - 1970 + 2 },
  (_, index) => Date.UTC(1970 + index, 0, 1) / 1000,
);

/**
 * The calendar year of a time, in Coordinated Universal Time.
 *
 * Counted, not asked of a `Date`: a release has tens of millions of times.
 *
 * @param seconds since 1970-01-01 00:00 UTC, below 2^32
 * @returns the year
 *
 * @example
 * ```ts
 * import { calendarYear } from "lib/raw/movielens/calendar_year.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(calendarYear(964_982_703), 2000);
 * ```
 */
export function calendarYear(seconds: number): number {
  let index = Math.floor(seconds / MEAN_YEAR_SECONDS);
  if (seconds < FIRST_SECONDS[index]!) index--;
  else if (seconds >= FIRST_SECONDS[index + 1]!) index++;
  return 1970 + index;
}
