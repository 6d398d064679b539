/**
 * Times of a clock on the wall, without a time zone.
 *
 * @module
 */

const ISO_PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})[ T](\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,3})0*)?(?: ?Z| ?UTC|\+00:00)?$/;

/**
 * Milliseconds from 1970-01-01 00:00 to a moment on the same clock; `undefined` where the calendar
 * has no such day or the clock no such time.
 */
export function clockTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC carries 30 February over into March and reads year 19 as 1919: both are refused.
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day;
  return exists ? date.getTime() : undefined;
}

/**
 * Milliseconds from 1970-01-01 00:00 to a time such as `2005-04-02 23:53:47`, also with a `T` between,
 * with milliseconds, or with a sign that it is UTC; `undefined` for any other text, such as one that
 * is ahead of or behind UTC.
 */
export function parseIsoTime(text: string): number | undefined {
  const match = ISO_PATTERN.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const time = clockTime(year, month, day, hour, minute, second);
  return time === undefined ? undefined : time + Number((match[7] ?? "").padEnd(3, "0"));
}
