/**
 * The times in the MIND log, and in other logs of its format.
 *
 * @module
 */

import { clockTime, parseIsoTime } from "lib/raw/clock_time.ts";

const PATTERN = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2})(?: ([AaPp])[Mm])?$/;

/**
 * Milliseconds from 1970-01-01 00:00 to a time on the same clock: such as `11/11/2019 9:05:58 AM`, as
 * MIND has it (month, day, year), `11/11/2019 21:05:58` on a clock of 24 hours, or
 * `2019-11-11 21:05:58`; `undefined` for a text that is no such time or names a day or hour that does
 * not exist.
 *
 * The log names no time zone. The clock time is kept as it stands, whatever the zone of the machine
 * that reads it: `12 AM` is hour 0 and `12 PM` hour 12.
 */
export function parseMindTime(text: string): number | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return parseIsoTime(text);
  const [month, day, year, clock, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const half = match[7]?.toUpperCase();
  if (half !== undefined && (clock < 1 || clock > 12)) return undefined;
  const hour = half === undefined ? clock : clock % 12 + (half === "P" ? 12 : 0);
  return clockTime(year, month, day, hour, minute, second);
}

/** Whether a time tells the half of the day, as all times of MIND do. */
export function hasHalfOfDay(text: string): boolean {
  return text.endsWith("M") || text.endsWith("m");
}
