/**
 * The ratings of a MovieLens release, such as `ratings.csv` or `u.data`, up to tens of millions of
 * lines.
 *
 * @module
 */

import { clockTime } from "lib/raw/clock_time.ts";
import { LineFaults } from "lib/raw/line_faults.ts";
import {
  LATEST_SECOND,
  MOST_HALF_STARS,
  parseRatingLine,
  RATING_COLUMNS,
  type RatingLineFault,
  type RatingPlaces,
  RELEASED_PLACES,
} from "lib/raw/movielens/rating_line.ts";
import { type KeptRatings, RatingSample } from "lib/raw/movielens/rating_sample.ts";
import { readHeader } from "lib/raw/movielens/fields.ts";
import type { MovieLensFormat } from "lib/raw/movielens/source.ts";

/** The faults that a line of the ratings can have. */
export type RatingsFault =
  | RatingLineFault
  | "a movie that the movies file lacks"
  | "a kept user and a movie that an earlier line has";

/** Options for {@linkcode parseRatings}. */
export interface RatingsSetting {
  readonly format: MovieLensFormat;
  /** The file's name, as the user knows it. */
  readonly file: string;
  /** Where a movie stands among the movies, by its id. */
  readonly places: ReadonlyMap<number, number>;
  /** Users whose id is a multiple of this are kept; by default as {@linkcode RatingSample} says. */
  readonly userStride?: number | undefined;
}

/** The ratings of the kept users, and what the file holds besides. */
export interface MovieLensRatings {
  readonly kept: KeptRatings;
  /** The number of lines, the header included. */
  readonly lines: number;
  /** The lines malformed in themselves; repeated pairs are found later. */
  readonly faults: LineFaults<RatingsFault>;
  /** The number of well-formed ratings, kept or not. */
  readonly ratings: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const DOT = 46;
const QUOTE = 34;
const DIGIT_ZERO = 48;
/** Ids of up to this many digits are read in 32 bits. */
const ID_DIGITS = 9;
const SECONDS_DIGITS = 10;

/**
 * The ratings of a file.
 *
 * A line of the regular form, such as `1,47,4.5,964983815`, also with the time as Kaggle writes it,
 * is read digit by digit from the bytes; any other line is cut out and read with care, which finds
 * the rating or names the fault.
 */
export async function parseRatings(
  stream: AsyncIterable<Uint8Array>,
  setting: RatingsSetting,
): Promise<MovieLensRatings> {
  const reader = new RatingsReader(setting);
  let rest = new Uint8Array(0); // the beginning of a line whose end is still to come
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) {
      rest = joined(rest, chunk);
      continue;
    }
    let start = 0;
    if (rest.length > 0) {
      start = chunk.indexOf(LINE_FEED) + 1;
      reader.readLines(joined(rest, chunk.subarray(0, start)));
    }
    reader.readLines(chunk.subarray(start, end));
    // Copied, because a stream may use the chunk's memory again for the next one.
    rest = chunk.slice(end);
  }
  if (rest.length > 0) reader.readLines(joined(rest, Uint8Array.of(LINE_FEED)));
  return reader.result();
}

/** The reader of whole lines, each ending in a line feed. */
class RatingsReader {
  readonly #setting: RatingsSetting;
  readonly #sample: RatingSample;
  readonly #faults = new LineFaults<RatingsFault>();
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #times = new TextTimes();
  #fields: RatingPlaces = RELEASED_PLACES;
  #lines = 0;
  #ratings = 0;

  constructor(setting: RatingsSetting) {
    this.#setting = setting;
    this.#sample = new RatingSample(setting.userStride);
  }

  result(): MovieLensRatings {
    return {
      kept: this.#sample.kept(),
      lines: this.#lines,
      faults: this.#faults,
      ratings: this.#ratings,
    };
  }

  readLines(bytes: Uint8Array): void {
    const separator = this.#setting.format.separator.charCodeAt(0);
    const width = this.#setting.format.separator.length;
    const { format, places } = this.#setting;
    const first = this.#lines === 0 ? this.#passHeader(bytes) : 0;
    if (!this.#isInReleasedOrder) return this.#readAllWithCare(bytes.subarray(first));
    // A line feed is no digit and no separator, so no field is read beyond its line.
    for (let start = first; start < bytes.length;) {
      let at = start;
      let userId = 0;
      for (let digit; (digit = bytes[at]! - DIGIT_ZERO) >= 0 && digit <= 9; at++) {
        userId = (10 * userId + digit) | 0;
      }
      let regular = userId > 0 && at - start <= ID_DIGITS && bytes[at] === separator &&
        bytes[at + width - 1] === separator;

      const movieStart = at += width;
      let movieId = 0;
      for (let digit; (digit = bytes[at]! - DIGIT_ZERO) >= 0 && digit <= 9; at++) {
        movieId = (10 * movieId + digit) | 0;
      }
      regular &&= movieId > 0 && at - movieStart <= ID_DIGITS && bytes[at] === separator &&
        bytes[at + width - 1] === separator;

      let halfStars = 2 * (bytes[at += width]! - DIGIT_ZERO);
      at++;
      if (bytes[at] === DOT) {
        const fraction = bytes[at + 1]! - DIGIT_ZERO;
        regular &&= fraction === 0 || fraction === 5;
        if (fraction === 5) halfStars++;
        at += 2;
      }
      regular &&= halfStars >= 1 && halfStars <= MOST_HALF_STARS && bytes[at] === separator &&
        bytes[at + width - 1] === separator;

      const wasRegular = regular;
      const secondsStart = at += width;
      let seconds = 0;
      for (let digit; (digit = bytes[at]! - DIGIT_ZERO) >= 0 && digit <= 9; at++) {
        seconds = 10 * seconds + digit;
      }
      regular &&= at > secondsStart && at - secondsStart <= SECONDS_DIGITS &&
        seconds <= LATEST_SECOND;
      if (bytes[at] === QUOTE && at === secondsStart && format.quotes) {
        seconds = this.#times.secondsAt(bytes, at);
        regular = wasRegular && seconds >= 0;
        at += TIME_WIDTH;
      }
      if (bytes[at] === CARRIAGE_RETURN) at++;
      if (regular && bytes[at] === LINE_FEED) {
        this.#lines++;
        const place = places.get(movieId);
        if (place === undefined) {
          this.#faults.add("a movie that the movies file lacks", this.#lines);
        } else {
          this.#ratings++;
          this.#sample.add(userId, place, halfStars, seconds, this.#lines);
        }
        start = at + 1;
      } else {
        const end = bytes.indexOf(LINE_FEED, start);
        this.#readWithCare(bytes.subarray(start, end));
        start = end + 1;
      }
    }
  }

  get #isInReleasedOrder(): boolean {
    const { fields } = this.#fields;
    return fields === RATING_COLUMNS.length &&
      RATING_COLUMNS.every((column) => this.#fields[column] === RELEASED_PLACES[column]);
  }

  #readAllWithCare(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(LINE_FEED, start);
      this.#readWithCare(bytes.subarray(start, end));
      start = end + 1;
    }
  }

  #readWithCare(bytes: Uint8Array): void {
    const { format, places } = this.#setting;
    this.#lines++;
    const rating = parseRatingLine(this.#textOf(bytes), format.separator, this.#fields);
    if (typeof rating === "string") return this.#faults.add(rating, this.#lines);
    const place = places.get(rating.movieId);
    if (place === undefined) {
      return this.#faults.add("a movie that the movies file lacks", this.#lines);
    }
    this.#ratings++;
    this.#sample.add(rating.userId, place, rating.halfStars, rating.seconds, this.#lines);
  }

  /** The place where the ratings begin, behind the header if there must be one. */
  #passHeader(bytes: Uint8Array): number {
    const { format, file } = this.#setting;
    if (!format.hasHeader) return 0;
    const end = bytes.indexOf(LINE_FEED);
    this.#lines++;
    this.#fields = readHeader(this.#textOf(bytes.subarray(0, end)), RATING_COLUMNS, file);
    return end + 1;
  }

  /** A line's text without its carriage return; `undefined` where it is not UTF-8. */
  #textOf(bytes: Uint8Array): string | undefined {
    const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
    try {
      return this.#decoder.decode(bytes.subarray(0, end));
    } catch {
      return undefined;
    }
  }
}

/** Bytes of a time such as `"2005-04-02 23:53:47"`, with its quotes. */
const TIME_WIDTH = 21;
const TIME_SHAPE = new TextEncoder().encode('"0000-00-00 00:00:00"');

/** The reader of times as Kaggle writes them; the day is looked up once for all ratings of it. */
class TextTimes {
  #day = 0;
  #daySeconds = NaN;

  /** The seconds since 1970 of the time at a place, or -1 for any text that needs care. */
  secondsAt(bytes: Uint8Array, start: number): number {
    for (let i = 0; i < TIME_WIDTH; i++) {
      const shape = TIME_SHAPE[i]!;
      const byte = bytes[start + i]!;
      if (shape === DIGIT_ZERO ? !(byte >= shape && byte <= DIGIT_ZERO + 9) : byte !== shape) {
        return -1;
      }
    }
    const two = (at: number) => 10 * bytes[start + at]! + bytes[start + at + 1]! - 11 * DIGIT_ZERO;
    const year = 100 * two(1) + two(3), month = two(6), day = two(9);
    const hour = two(12), minute = two(15), second = two(18);
    const number = (year * 100 + month) * 100 + day;
    if (number !== this.#day) {
      this.#day = number;
      this.#daySeconds = (clockTime(year, month, day, 0, 0, 0) ?? NaN) / 1000;
    }
    const seconds = this.#daySeconds + 3600 * hour + 60 * minute + second;
    const isTime = hour < 24 && minute < 60 && second < 60 && seconds >= 0 &&
      seconds <= LATEST_SECOND;
    return isTime ? seconds : -1;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
