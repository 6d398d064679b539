/**
 * The displayed articles that `news.tsv` does not describe.
 *
 * @module
 */

import { formatCount } from "lib/text/counts.ts";
import { InputError } from "lib/errors.ts";
import { describeLineNumbers, REPORTED_LINES, TOLERATED_SHARE } from "lib/raw/line_faults.ts";
import type { MindBehaviors } from "lib/raw/mind/behaviors.ts";
import type { MindNews } from "lib/raw/mind/news.ts";

/** Displays of articles that `news.tsv` lacks. */
export interface AbsentNews {
  /** Different articles. */
  readonly articles: number;
  /** Displayed items of the whole log. */
  readonly items: number;
  /** Impressions, that is lines of `behaviors.tsv`, that display at least one. */
  readonly impressions: number;
  /** Numbers of the first {@linkcode REPORTED_LINES} of these lines, from 1. */
  readonly lines: readonly number[];
}

/**
 * Displayed items whose article `news.tsv` lacks, counted over the whole log.
 *
 * Their lines are not malformed: the display and the click are known, only the covariates are not.
 */
export function findAbsentNews(behaviors: MindBehaviors, news: MindNews): AbsentNews {
  const { newsIds, newsCodes, itemStarts, lineNumbers } = behaviors;
  const isAbsent = newsIds.map((id) => !news.articles.has(id));
  const found = new Set<number>();
  const lines: number[] = [];
  let items = 0;
  let impressions = 0;
  lineNumbers.forEach((lineNumber, index) => {
    const before = items;
    for (let item = itemStarts[index]!; item < itemStarts[index + 1]!; item++) {
      const code = newsCodes[item]!;
      if (!isAbsent[code]) continue;
      items++;
      found.add(code);
    }
    if (items === before) return;
    impressions++;
    if (lines.length < REPORTED_LINES) lines.push(lineNumber);
  });
  return { articles: found.size, items, impressions, lines };
}

/** Percent of displayed items that may lack their article unless the caller says otherwise. */
export const TOLERATED_ABSENT = 100 * TOLERATED_SHARE;

/**
 * Refusal, by an {@linkcode InputError}, of two files that do not belong together: more than
 * `tolerated` percent of the displayed items lack their article.
 */
export function requireFewAbsent(
  absent: AbsentNews,
  displayed: number,
  file: string,
  tolerated = TOLERATED_ABSENT,
): void {
  if (100 * absent.items <= tolerated * displayed) return;
  throw new InputError(
    `${formatCount(absent.items)} of ${formatCount(displayed)} displayed ` +
      `items, more than ${tolerated} %, name articles that news.tsv lacks ` +
      `(${describeLineNumbers(absent.lines, absent.impressions)})`,
    {
      file,
      count: absent.items,
      remedy: "Use the behaviors.tsv and news.tsv of one and the same split, or allow " +
        "for a shortened news.tsv by --absent-news 100.",
    },
  );
}
