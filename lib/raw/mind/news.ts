/**
 * `news.tsv` of the MIND release: one article a line.
 *
 * @module
 */

import { LineFaults, type LineReport } from "lib/raw/line_faults.ts";
import { parseNewsNumber } from "lib/raw/mind/news_id.ts";
import { readLines } from "lib/raw/text_lines.ts";

/** What can be wrong with a line of `news.tsv`. */
export type NewsFault =
  | "no text"
  | "bytes that are not UTF-8"
  | "other than 8 tab-separated fields"
  | "a news id that is not like N55689"
  | "a news id that an earlier line has";

/** What the processed table needs to know of an article. */
export interface NewsArticle {
  /** Topic; `null` if the field is empty. */
  readonly category: string | null;
  /** Finer topic; `null` if the field is empty. */
  readonly subcategory: string | null;
  /** Headline; `null` if the field is empty. */
  readonly title: string | null;
  /** Length of the headline in characters (code points); `null` if there is none. */
  readonly titleLength: number | null;
  /** Length of the abstract in characters (code points); 0 if it is empty. */
  readonly abstractLength: number;
}

/** The contents of `news.tsv`. */
export interface MindNews {
  /** The articles by news id. */
  readonly articles: ReadonlyMap<string, NewsArticle>;
  /** Lines and malformed lines. */
  readonly report: LineReport<NewsFault>;
}

const FIELDS = 8;

/**
 * Reads `news.tsv`: news id, category, subcategory, title, abstract, url, title entities, abstract
 * entities, separated by tabs, without header and without quoting.
 *
 * A line with a news id seen before is malformed: the first line stands.
 *
 * @param stream the file's bytes
 * @returns the articles and what was malformed
 *
 * @example
 * ```ts
 * import { parseNews } from "lib/raw/mind/news.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const line = 'N1\tsports\tgolf\tThe "long" drive\t\thttps://example.org\t[]\t[]\n';
 * const { articles, report } = await parseNews(new Blob([line]).stream());
 * assertEquals(articles.get("N1")?.titleLength, 16);
 * assertEquals(articles.get("N1")?.abstractLength, 0);
 * assertEquals(report.malformed, 0);
 * ```
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
