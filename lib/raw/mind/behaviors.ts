/**
 * `behaviors.tsv` of the MIND release: one impression, that is one displayed list, a line.
 *
 * @module
 */

import { GrowingArray } from "lib/raw/growing_array.ts";
import { LineFaults, type LineReport } from "lib/raw/line_faults.ts";
import { parseNewsNumber } from "lib/raw/mind/news_id.ts";
import { parseMindTime } from "lib/raw/mind/time.ts";
import { readLines } from "lib/raw/text_lines.ts";

/** Faults of a line of `behaviors.tsv`. */
export type BehaviorsFault =
  | "no text"
  | "bytes that are not UTF-8"
  | "other than 5 tab-separated fields"
  | "an impression id that is not a positive whole number"
  | "an impression id that an earlier line has"
  | "no user id"
  | "a time that is not like 11/11/2019 9:05:58 AM"
  | "an empty impression list"
  | "a displayed item that is not like N55689-1";

/**
 * Well-formed impressions in logged order.
 *
 * Typed arrays and dictionary codes, because the release holds almost six million displayed items.
 */
export interface MindBehaviors {
  /** Per impression: the number of its line, from 1. */
  readonly lineNumbers: Int32Array;
  /** Per impression: its id as logged. */
  readonly impressionIds: Float64Array;
  /** Per impression: index into `users`. */
  readonly userCodes: Int32Array;
  /** In order of first appearance. */
  readonly users: readonly string[];
  /** Per impression: milliseconds from 1970-01-01 00:00 on the log's own clock. */
  readonly times: Float64Array;
  /** Per impression: articles that the user had clicked before. */
  readonly historyLengths: Int32Array;
  /** Per impression: where its items begin in `newsCodes`; their total is one entry more. */
  readonly itemStarts: Int32Array;
  /** Per displayed item: index into `newsIds`. */
  readonly newsCodes: Int32Array;
  /** Per displayed item: 1 if it was clicked, else 0. */
  readonly clicks: Uint8Array;
  /** In order of first appearance. */
  readonly newsIds: readonly string[];
  readonly report: LineReport<BehaviorsFault>;
}

const FIELDS = 5;
const SPACE = 32;
const HYPHEN = 45;
const DIGIT_ZERO = 48;

/**
 * Impressions of `behaviors.tsv`, whose lines hold impression id, user id, time, history and
 * displayed items, separated by tabs, without header and without quoting.
 *
 * History and items are lists separated by spaces; the history may be empty. A malformed line is
 * left out as a whole.
 */
export async function parseBehaviors(stream: AsyncIterable<Uint8Array>): Promise<MindBehaviors> {
  const int32 = () => new GrowingArray((capacity) => new Int32Array(capacity));
  const float64 = () => new GrowingArray((capacity) => new Float64Array(capacity));
  const lineNumbers = int32(), userCodes = int32(), historyLengths = int32(), itemStarts = int32();
  const impressionIds = float64(), times = float64();
  const items: ItemList = {
    newsCodes: int32(),
    clicks: new GrowingArray((capacity) => new Uint8Array(capacity)),
    codes: new Map(),
  };
  const userCodeOf = new Map<string, number>();
  const seenIds = new Set<number>();
  const faults = new LineFaults<BehaviorsFault>();

  const parseLine = (text: string | undefined, lineNumber: number): BehaviorsFault | undefined => {
    if (text === undefined) return "bytes that are not UTF-8";
    if (text === "") return "no text";
    const fields = text.split("\t");
    if (fields.length !== FIELDS) return "other than 5 tab-separated fields";
    const [idText, user, timeText, history, list] = fields as [
      string,
      string,
      string,
      string,
      string,
    ];
    const id = /^\d+$/.test(idText) ? Number(idText) : NaN;
    if (!Number.isSafeInteger(id) || id === 0) {
      return "an impression id that is not a positive whole number";
    }
    if (seenIds.has(id)) return "an impression id that an earlier line has";
    if (user === "") return "no user id";
    const time = parseMindTime(timeText);
    if (time === undefined) return "a time that is not like 11/11/2019 9:05:58 AM";
    const start = items.newsCodes.length;
    const fault = appendItems(list, items);
    if (fault !== undefined) {
      items.newsCodes.truncate(start);
      items.clicks.truncate(start);
      return fault;
    }
    seenIds.add(id);
    lineNumbers.push(lineNumber);
    impressionIds.push(id);
    userCodes.push(codeOf(user, userCodeOf));
    times.push(time);
    historyLengths.push(countWords(history));
    itemStarts.push(start);
    return undefined;
  };
  const lines = await readLines(stream, (text, lineNumber) => {
    const fault = parseLine(text, lineNumber);
    if (fault !== undefined) faults.add(fault, lineNumber);
  });
  itemStarts.push(items.newsCodes.length);

  return {
    lineNumbers: lineNumbers.values(),
    impressionIds: impressionIds.values(),
    userCodes: userCodes.values(),
    users: [...userCodeOf.keys()],
    times: times.values(),
    historyLengths: historyLengths.values(),
    itemStarts: itemStarts.values(),
    newsCodes: items.newsCodes.values(),
    clicks: items.clicks.values(),
    newsIds: Array.from(items.codes.keys(), (newsNumber) => `N${newsNumber}`),
    report: faults.report(lines),
  };
}

/** The displayed items of all impressions so far. */
interface ItemList {
  readonly newsCodes: GrowingArray<Int32Array>;
  readonly clicks: GrowingArray<Uint8Array>;
  /** Code of an article by the number in its id: looking up strings takes six times as long. */
  readonly codes: Map<number, number>;
}

/** Appends the items of one list; a fault leaves items behind that the caller removes. */
function appendItems(list: string, items: ItemList): BehaviorsFault | undefined {
  let found = false;
  for (let start = 0; start < list.length;) {
    if (list.charCodeAt(start) === SPACE) {
      start++;
      continue;
    }
    const space = list.indexOf(" ", start);
    const end = space < 0 ? list.length : space;
    const newsNumber = parseNewsNumber(list, start, end - 2);
    const label = list.charCodeAt(end - 1) - DIGIT_ZERO;
    if (
      newsNumber === undefined || list.charCodeAt(end - 2) !== HYPHEN ||
      (label !== 0 && label !== 1)
    ) {
      return "a displayed item that is not like N55689-1";
    }
    items.newsCodes.push(codeOf(newsNumber, items.codes));
    items.clicks.push(label);
    found = true;
    start = end + 1;
  }
  return found ? undefined : "an empty impression list";
}

function codeOf<Key>(key: Key, codes: Map<Key, number>): number {
  const known = codes.get(key);
  if (known !== undefined) return known;
  codes.set(key, codes.size);
  return codes.size - 1;
}

function countWords(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) !== SPACE && (i === 0 || text.charCodeAt(i - 1) === SPACE)) count++;
  }
  return count;
}
