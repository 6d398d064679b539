/**
 * `news.tsv` of the MIND release: one article a line.
 *
 * @module
 */

import { LineFaults, type LineReport } from "lib/raw/line_faults.ts";
import { parseNewsNumber } from "lib/raw/mind/news_id.ts";
import { readLines } from "lib/raw/text_lines.ts";

/** Faults of a line of `news.tsv`. */
export type NewsFault =
  | "no text"
  | "bytes that are not UTF-8"
  | "other than 8 tab-separated fields"
  | "a news id that is not like N55689"
  | "a news id that an earlier line has";

/** Features of an article in the processed table; `null` where the field is empty. */
export interface NewsArticle {
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly title: string | null;
  /** In characters (code points). */
  readonly titleLength: number | null;
  /** In characters (code points); 0 if it is empty. */
  readonly abstractLength: number;
}

/** Articles of `news.tsv`, by news id. */
export interface MindNews {
  readonly articles: ReadonlyMap<string, NewsArticle>;
  readonly report: LineReport<NewsFault>;
}

const FIELDS = 8;

/**
 * Articles of `news.tsv`, whose lines hold news id, category, subcategory, title, abstract, url,
 * title entities and abstract entities, separated by tabs, without header and without quoting.
 *
 * A line with a news id seen before is malformed: the first line stands.
 */
export async function parseNews(stream: AsyncIterable<Uint8Array>): Promise<MindNews> {
  const articles = new Map<string, NewsArticle>();
  const faults = new LineFaults<NewsFault>();
  const parseLine = (text: string | undefined): NewsFault | undefined => {
    if (text === undefined) return "bytes that are not UTF-8";
    if (text === "") return "no text";
    const fields = text.split("\t");
    if (fields.length !== FIELDS) return "other than 8 tab-separated fields";
    const [id, category, subcategory, title, abstract] = fields as [
      string,
      string,
      string,
      string,
      string,
    ];
    if (parseNewsNumber(id, 0, id.length) === undefined) return "a news id that is not like N55689";
    if (articles.has(id)) return "a news id that an earlier line has";
    articles.set(id, {
      category: category || null,
      subcategory: subcategory || null,
      title: title || null,
      titleLength: title === "" ? null : countCharacters(title),
      abstractLength: countCharacters(abstract),
    });
    return undefined;
  };
  const lines = await readLines(stream, (text, lineNumber) => {
    const fault = parseLine(text);
    if (fault !== undefined) faults.add(fault, lineNumber);
  });
  return { articles, report: faults.report(lines) };
}

/** Code points, as `str.len` of pandas counts them: `length` would count an emoji twice. */
function countCharacters(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    // The second half of a surrogate pair belongs to the character before it.
    if ((text.charCodeAt(i) & 0xfc00) !== 0xdc00) count++;
  }
  return count;
}
