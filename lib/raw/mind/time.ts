/**
 * The times in the MIND log.
 *
 * @module
 */

const PATTERN = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) (AM|PM)$/;

/**
 * Milliseconds from 1970-01-01 00:00 to a time such as `11/11/2019 9:05:58 AM` (month, day, year,
 * twelve-hour clock) on the same clock; `undefined` for a text that is no such time or names a day
 * or hour that does not exist.
 *
 * The log names no time zone. The clock time is kept as it stands, whatever the zone of the machine
 * that reads it: `12 AM` is hour 0 and `12 PM` hour 12.
 */
export function parseMindTime(text: string): number | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [month, day, year, clock, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (clock < 1 || clock > 12 || minute > 59 || second > 59) return undefined;
  const hour = clock % 12 + (match[7] === "PM" ? 12 : 0);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC carries 30 February over into March and reads year 19 as 1919: both are refused.
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day;
  return exists ? date.getTime() : undefined;
}
