/**
 * Segments as a sentence names them.
 *
 * @module
 */

/** What is said of one segmentation's segments. */
interface Wording {
  /** The segmentation as the heading over its segments. */
  readonly heading: string;
  /** What the segmentation divides by; names a segment whose own name is none of those foreseen. */
  readonly noun: string;
  /** The segment of the rows without a value. */
  readonly missing: string;
  /** Segments with names of their own. */
  readonly named?: Readonly<Record<string, string>>;
  /** The same below the heading, where the words would be too long there. */
  readonly brief?: Readonly<Record<string, string>>;
  /** A range of whole numbers, written out; whether it is the number one alone. */
  readonly range?: (numbers: string, isOne: boolean) => string;
}

/** The wordings of the columns that the analyses make; any other column names its own segments. */
const WORDINGS: Readonly<Record<string, Wording>> = {
  history_bucket: {
    heading: "Articles read before",
    noun: "reading history",
    missing: "readers whose history is not recorded",
    named: { "0": "readers with no article read before" },
    brief: { "0": "none" },
    range: (numbers, isOne) => `readers with ${numbers} article${isOne ? "" : "s"} read before`,
  },
  candidate_set_bucket: {
    heading: "Articles in the list",
    noun: "list length",
    missing: "lists whose length is not recorded",
    range: (numbers, isOne) => `lists of ${numbers} article${isOne ? "" : "s"}`,
  },
  item_exposure_quartile: {
    heading: "Times shown",
    noun: "times shown",
    missing: "articles whose exposures are not recorded",
    named: {
      "Q1 lowest": "articles shown least often (lowest quarter)",
      Q2: "articles shown less often than most (second quarter)",
      Q3: "articles shown more often than most (third quarter)",
      "Q4 highest": "articles shown most often (highest quarter)",
    },
    brief: {
      "Q1 lowest": "lowest quarter",
      Q2: "second quarter",
      Q3: "third quarter",
      "Q4 highest": "highest quarter",
    },
  },
  time_of_day: {
    heading: "Time of day",
    noun: "time of day",
    missing: "displays whose hour is not recorded",
    named: {
      overnight: "displays overnight",
      morning: "displays in the morning",
      afternoon: "displays in the afternoon",
      evening: "displays in the evening",
      late_evening: "displays late in the evening",
    },
    brief: {
      overnight: "overnight",
      morning: "morning",
      afternoon: "afternoon",
      evening: "evening",
      late_evening: "late evening",
    },
  },
};

/**
 * Segment in words, as a sentence, a chart or a table for readers names it.
 *
 * Columns of names, such as `category`, name their segments themselves: "category tv". A name that
 * nobody foresaw follows what its column divides by.
 *
 * @param segmentColumn name of the column that divides the rows
 * @param segment name of the segment in it
 * @returns the words, of plain text, beginning in lower case; names from the data stand in them
 *   literally, whatever they hold
 *
 * @example
 * ```ts
 * import { segmentInWords } from "lib/text/segment_in_words.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(segmentInWords("candidate_set_bucket", "1-10"), "lists of 1 to 10 articles");
 * assertEquals(segmentInWords("category", "tv"), "category tv");
 * ```
 */
export function segmentInWords(segmentColumn: string, segment: string): string {
  if (!Object.hasOwn(WORDINGS, segmentColumn)) {
    return `${segmentColumn.replaceAll("_", " ")} ${segment.trim() === "" ? '""' : segment}`;
  }
  const { noun, missing, named = {}, range } = WORDINGS[segmentColumn]!;
  if (segment === "missing") return missing;
  if (Object.hasOwn(named, segment)) return named[segment]!;
  const numbers = inNumbers(segment);
  return range !== undefined && numbers !== undefined
    ? range(numbers, segment === "1")
    : `${noun} ${segment}`;
}

/** The heading over the segments of one segmentation. */
export function segmentationInWords(segmentColumn: string): string {
  if (Object.hasOwn(WORDINGS, segmentColumn)) return WORDINGS[segmentColumn]!.heading;
  const words = segmentColumn.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Segment below the heading of its segmentation: as short as can be understood there.
 *
 * @param segmentColumn name of the column that divides the rows
 * @param segment name of the segment in it
 * @returns the words, of plain text
 *
 * @example
 * ```ts
 * import { segmentBelowHeading } from "lib/text/segment_in_words.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(segmentBelowHeading("candidate_set_bucket", "1-10"), "1 to 10");
 * ```
 */
export function segmentBelowHeading(segmentColumn: string, segment: string): string {
  if (!Object.hasOwn(WORDINGS, segmentColumn)) return segment.trim() === "" ? '""' : segment;
  const { brief = {} } = WORDINGS[segmentColumn]!;
  if (segment === "missing") return "not recorded";
  if (Object.hasOwn(brief, segment)) return brief[segment]!;
  return inNumbers(segment) ?? segment;
}

/** A segment where it is clear that segments of this segmentation are spoken of. */
export function segmentAlone(segmentColumn: string, segment: string): string {
  return Object.hasOwn(WORDINGS, segmentColumn)
    ? segmentInWords(segmentColumn, segment)
    : segmentBelowHeading(segmentColumn, segment);
}

/** A range such as `11-30` or `101+` written out; `undefined` where a name is none. */
function inNumbers(name: string): string | undefined {
  const [, first, last] = /^(\d+)(?:-(\d+)|\+)?$/.exec(name) ?? [];
  if (first === undefined) return undefined;
  if (last !== undefined) return `${first} to ${last}`;
  return name.endsWith("+") ? `${first} or more` : first;
}
