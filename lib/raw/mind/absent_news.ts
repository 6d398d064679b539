/**
 * Displayed articles that `news.tsv` does not describe.
 *
 * @module
 */

import { formatCount } from "lib/text/counts.ts";
import { InputError } from "lib/errors.ts";
import { describeLineNumbers, REPORTED_LINES, TOLERATED_SHARE } from "lib/raw/line_faults.ts";
import type { MindBehaviors } from "lib/raw/mind/behaviors.ts";
import type { MindNews } from "lib/raw/mind/news.ts";

/** How often the log displays articles that `news.tsv` lacks. */
export interface AbsentNews {
  /** How many different articles. */
  readonly articles: number;
  /** How many displayed items of the whole log. */
  readonly items: number;
  /** How many impressions, that is lines of `behaviors.tsv`, display at least one. */
  readonly impressions: number;
  /** The numbers of these lines, from 1; the first {@linkcode REPORTED_LINES} of them. */
  readonly lines: readonly number[];
}

/**
 * Counts the displayed items whose article `news.tsv` lacks.
 *
 * Their lines are not malformed: the display and the click are known, only the covariates are not.
 *
 * @param behaviors the impressions
 * @param news the articles
 * @returns the counts over the whole log
 *
 * @example
 * ```ts
 * import { findAbsentNews } from "lib/raw/mind/absent_news.ts";
 * import { parseBehaviors } from "lib/raw/mind/behaviors.ts";
 * import { parseNews } from "lib/raw/mind/news.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const line = "1\tU7\t11/11/2019 9:05:58 AM\t\tN8-1 N9-0\n";
 * const behaviors = await parseBehaviors(new Blob([line]).stream());
 * const news = await parseNews(new Blob([]).stream());
 * assertEquals(findAbsentNews(behaviors, news), {
 *   articles: 2,
 *   items: 2,
 *   impressions: 1,
 *   lines: [1],
 * });
 * ```
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

/**
 * Refuses two files that do not belong together.
 *
 * @param absent what was counted
 * @param displayed how many items the whole log displays
 * @param file the name of `behaviors.tsv`, as the user knows it
 * @throws {InputError} if more than {@linkcode TOLERATED_SHARE} of the items lack their article
 *
 * @example
 * ```ts
 * import { requireFewAbsent } from "lib/raw/mind/absent_news.ts";
 * import { assertThrows } from "@std/assert";
 *
 * const absent = { articles: 1, items: 2, impressions: 1, lines: [7] };
 * requireFewAbsent(absent, 200, "behaviors.tsv");
 * assertThrows(() => requireFewAbsent(absent, 199, "behaviors.tsv"));
 * ```
 */
export function requireFewAbsent(absent: AbsentNews, displayed: number, file: string): void {
  if (absent.items <= TOLERATED_SHARE * displayed) return;
  throw new InputError(
    `${formatCount(absent.items)} of ${formatCount(displayed)} displayed ` +
      `items, more than ${100 * TOLERATED_SHARE} %, name articles that news.tsv lacks ` +
      `(${describeLineNumbers(absent.lines, absent.impressions)})`,
    {
      file,
      count: absent.items,
      remedy: "Use the behaviors.tsv and news.tsv of one and the same split.",
    },
  );
}
