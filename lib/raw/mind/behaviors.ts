/**
 * `behaviors.tsv` of the MIND release: one impression, that is one displayed list, a line.
 *
 * @module
 */

import { GrowingArray } from "lib/raw/growing_array.ts";
import { LineFaults, type LineReport } from "lib/raw/line_faults.ts";
import { parseNewsNumber } from "lib/raw/mind/news_id.ts";
import { hasHalfOfDay, parseMindTime } from "lib/raw/mind/time.ts";
import { readLines } from "lib/raw/text_lines.ts";
import { formatCount } from "lib/text/counts.ts";

/** Faults of a line of `behaviors.tsv`. */
export type BehaviorsFault =
  | "no text"
  | "bytes that are not UTF-8"
  | "other than 5 tab-separated fields"
  | "fields separated by other than tabs"
  | "no impression id"
  | "an impression id that is not a whole number"
  | "an impression id that an earlier line has"
  | "no user id"
  | "a time that is not like 11/11/2019 9:05:58 AM, 11/11/2019 21:05:58 or 2019-11-11 21:05:58"
  | "an empty impression list"
  | "displayed items without their clicks"
  | "a click that is neither 0 nor 1"
  | "a displayed item that is not like N55689-1";

const FORM =
  "Write impression id, user id, time, history and displayed items, separated by tabs, " +
  "without other columns, such as an index.";

/** An item with something behind it that may be its click in another form: `:1`, `-1.0`, `-1',`. */
const OTHER_CLICK = /[^\p{L}\p{N}]([01](\.0*)?|true|false)["'\]),;]*$/iu;

/** What to do about a fault that many lines have. */
export const BEHAVIORS_REMEDIES: Readonly<Partial<Record<BehaviorsFault, string>>> = {
  "bytes that are not UTF-8": "Save the file as UTF-8.",
  "other than 5 tab-separated fields": FORM,
  "fields separated by other than tabs": FORM,
  "a time that is not like 11/11/2019 9:05:58 AM, 11/11/2019 21:05:58 or 2019-11-11 21:05:58":
    "Write the times in one of these forms, without a time zone.",
  "displayed items without their clicks":
    "Use a split with clicks, such as train or dev: this one is without, as MIND's test split is, " +
    "so that no effect can be estimated from it.",
  "a displayed item that is not like N55689-1":
    "Write each displayed item as its id, a hyphen, and 1 where it was clicked, else 0; separate " +
    "them by blanks.",
  "a click that is neither 0 nor 1": "Write 1 for an item that was clicked, however often, else 0.",
};

/**
 * Well-formed impressions in logged order.
 *
 * Typed arrays and dictionary codes, because the release holds almost six million displayed items.
 */
export interface MindBehaviors {
  /** Per impression: the number of its line, from 1. */
  readonly lineNumbers: Int32Array;
  /** Per impression: its id as logged, or its number where ids are no whole numbers. */
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
  /** Sentences on what is otherwise than in the release, and how it was read. */
  readonly readings: readonly string[];
}

const FIELDS = 5;
const SPACE = 32;
const HYPHEN = 45;
const DIGIT_ZERO = 48;
const QUOTE = 34;

/** Words that programs write for a history that is empty. */
const NO_HISTORY: ReadonlySet<string> = new Set(
  ["nan", "null", "none", "na", "n/a", "<na>", "\\n", "nil", "[]"],
);

/**
 * Impressions of `behaviors.tsv`, whose lines hold impression id, user id, time, history and
 * displayed items, separated by tabs, without header and without quoting.
 *
 * History and items are lists separated by spaces; the history may be empty, or a word such as `nan`.
 * A malformed line is left out as a whole, a first line that names the columns is passed over.
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
  const seenIds = new Set<number | string>();
  const readings = new Readings();
  let hasNumbers: boolean | undefined; // as impression ids
  let headers = 0;
  const faults = new LineFaults<BehaviorsFault>();

  const parseLine = (text: string | undefined, lineNumber: number): BehaviorsFault | undefined => {
    if (text === undefined) return "bytes that are not UTF-8";
    if (text === "") return "no text";
    const fields = text.split("\t");
    if (fields.length !== FIELDS) {
      const isOther = fields.length === 1 && /[,;|].*[,;|]/.test(text);
      return isOther ? "fields separated by other than tabs" : "other than 5 tab-separated fields";
    }
    if (text.includes('"')) unquote(fields, readings);
    const [idText, user, timeText, history, list] = fields as [
      string,
      string,
      string,
      string,
      string,
    ];
    if (idText === "") return "no impression id";
    const number = /^\d+$/.test(idText) ? Number(idText) : NaN;
    hasNumbers ??= Number.isSafeInteger(number);
    if (hasNumbers && !Number.isSafeInteger(number)) {
      return "an impression id that is not a whole number";
    }
    const id = hasNumbers ? number : idText;
    if (seenIds.has(id)) return "an impression id that an earlier line has";
    if (user === "") return "no user id";
    const time = parseMindTime(timeText);
    if (time === undefined) {
      return "a time that is not like 11/11/2019 9:05:58 AM, 11/11/2019 21:05:58 or 2019-11-11 21:05:58";
    }
    const start = items.newsCodes.length;
    const fault = appendItems(list, items);
    if (fault !== undefined) {
      items.newsCodes.truncate(start);
      items.clicks.truncate(start);
      return fault;
    }
    seenIds.add(id);
    lineNumbers.push(lineNumber);
    impressionIds.push(hasNumbers ? number : lineNumber - headers);
    if (!hasNumbers) readings.add("numbered");
    if (!hasHalfOfDay(timeText)) readings.add("wholeDay");
    userCodes.push(codeOf(user, userCodeOf));
    times.push(time);
    const isNone = history.length <= 5 && NO_HISTORY.has(history.trim().toLowerCase());
    if (isNone) readings.add("noHistory");
    historyLengths.push(isNone ? 0 : countWords(history));
    itemStarts.push(start);
    return undefined;
  };
  const lines = await readLines(stream, (text, lineNumber) => {
    // A line of the log has digits in its time at least.
    if (lineNumber === 1 && text !== undefined && /^[^\d\t]+(\t[^\d\t]+){4}$/.test(text)) {
      headers = 1;
      readings.add("header");
      return;
    }
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
    newsIds: Array.from(
      items.codes.keys(),
      (key) => typeof key === "number" ? `N${key}` : key,
    ),
    report: faults.report(lines),
    readings: readings.sentences(),
  };
}

/** What was read otherwise than the release is written, with the number of lines. */
class Readings {
  readonly #counts = { header: 0, numbered: 0, wholeDay: 0, noHistory: 0, quoted: 0 };

  add(reading: "header" | "numbered" | "wholeDay" | "noHistory" | "quoted"): void {
    this.#counts[reading]++;
  }

  sentences(): string[] {
    const { header, numbered, wholeDay, noHistory, quoted } = this.#counts;
    const told = (count: number, sentence: string) => count === 0 ? [] : [sentence];
    return [
      ...told(header, "The first line of behaviors.tsv names the columns."),
      ...told(
        numbered,
        "The impression ids are not whole numbers: impression_id counts the lines from 1.",
      ),
      ...told(
        wholeDay,
        `Times without AM or PM, read on the clock of 24 hours: ${formatCount(wholeDay)}.`,
      ),
      ...told(
        noHistory,
        `Histories such as "nan", read as without an article: ${formatCount(noHistory)}.`,
      ),
      ...told(quoted, `Lines with fields in quotes, read without them: ${formatCount(quoted)}.`),
    ];
  }
}

/** Takes away the quotes that programs write around fields; ids and times have none of their own. */
function unquote(fields: string[], readings: Readings): void {
  let isQuoted = false;
  fields.forEach((field, index) => {
    if (field.length < 2 || field.charCodeAt(0) !== QUOTE || !field.endsWith('"')) return;
    fields[index] = field.slice(1, -1);
    isQuoted = true;
  });
  if (isQuoted) readings.add("quoted");
}

/** The displayed items of all impressions so far. */
interface ItemList {
  readonly newsCodes: GrowingArray<Int32Array>;
  readonly clicks: GrowingArray<Uint8Array>;
  /**
   * Code of an article by the number in its id, because looking up strings takes six times as long;
   * an id of another form than `N55689` stands for itself.
   */
  readonly codes: Map<number | string, number>;
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
    const newsKey = parseNewsNumber(list, start, end - 2) ?? otherId(list, start, end - 2);
    const label = list.charCodeAt(end - 1) - DIGIT_ZERO;
    if (
      newsKey === undefined || list.charCodeAt(end - 2) !== HYPHEN ||
      (label !== 0 && label !== 1)
    ) {
      return itemFault(list);
    }
    items.newsCodes.push(codeOf(newsKey, items.codes));
    items.clicks.push(label);
    found = true;
    start = end + 1;
  }
  return found ? undefined : "an empty impression list";
}

/** An id of any text; none where it is empty, or where several items stand without a space. */
function otherId(list: string, start: number, end: number): string | undefined {
  if (end <= start) return undefined;
  const id = list.slice(start, end);
  return /-[01][,;|]/.test(id) ? undefined : id;
}

/** What is wrong with a list of which an item is not as it should be. */
function itemFault(list: string): BehaviorsFault {
  const tokens = list.split(" ").filter((token) => token !== "");
  if (!tokens.some((token) => /-\d+$/.test(token))) {
    return tokens.every((token) => OTHER_CLICK.test(token))
      ? "a displayed item that is not like N55689-1"
      : "displayed items without their clicks";
  }
  return tokens.every((token) => /^[^,;|]+-\d+$/.test(token))
    ? "a click that is neither 0 nor 1"
    : "a displayed item that is not like N55689-1";
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
