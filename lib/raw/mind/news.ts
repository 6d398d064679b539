/**
 * `news.tsv` of the MIND release: one article a line.
 *
 * @module
 */

import { LineFaults, type LineReport } from "lib/raw/line_faults.ts";
import { readLines } from "lib/raw/text_lines.ts";

/** Faults of a line of `news.tsv`. */
export type NewsFault =
  | "no text"
  | "bytes that are not UTF-8"
  | "other than 8 tab-separated fields"
  | "no news id, or one with a space"
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
  /** Sentences on what is otherwise than in the release, and how it was read. */
  readonly readings: readonly string[];
}

const FIELDS = 8;
/** Those that are read; the others may be lacking, as long as they do in all lines. */
const FIELDS_READ = 5;

/** Names of the first column, without what is no letter. */
const HEADER_NAMES: ReadonlySet<string> = new Set(
  ["id", "newsid", "nid", "news", "itemid", "articleid", "documentid", "docid"],
);

/** What to do about a fault that many lines have. */
export const NEWS_REMEDIES: Readonly<Partial<Record<NewsFault, string>>> = {
  "bytes that are not UTF-8": "Save the file as UTF-8.",
  "other than 8 tab-separated fields":
    "Write news id, category, subcategory, title, abstract, URL and both kinds of entities, " +
    "separated by tabs, or the first five of them.",
};

/**
 * Articles of `news.tsv`, whose lines hold news id, category, subcategory, title, abstract, url,
 * title entities and abstract entities, separated by tabs, without header and without quoting.
 *
 * A line with a news id seen before is malformed: the first line stands. A first line that names the
 * columns is passed over. The last fields may be missing where they are in the first line.
 */
export async function parseNews(stream: AsyncIterable<Uint8Array>): Promise<MindNews> {
  const articles = new Map<string, NewsArticle>();
  const faults = new LineFaults<NewsFault>();
  let fieldsOfFirst = FIELDS;
  const parseLine = (text: string | undefined): NewsFault | undefined => {
    if (text === undefined) return "bytes that are not UTF-8";
    if (text === "") return "no text";
    const fields = text.split("\t");
    if (fields.length !== FIELDS && fields.length !== fieldsOfFirst) {
      return "other than 8 tab-separated fields";
    }
    const [id, category, subcategory, title, abstract] = fields as [
      string,
      string,
      string,
      string,
      string,
    ];
    if (id === "" || id.includes(" ")) return "no news id, or one with a space";
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
  const readings: string[] = [];
  const lines = await readLines(stream, (text, lineNumber) => {
    if (lineNumber === 1 && text !== undefined) {
      const fields = text.split("\t");
      if (fields.length >= FIELDS_READ && fields.length < FIELDS) {
        fieldsOfFirst = fields.length;
        readings.push(`news.tsv has ${fields.length} fields of 8, of which the first 5 are read.`);
      }
      if (HEADER_NAMES.has(fields[0]!.toLowerCase().replaceAll(/[^a-z]/g, ""))) {
        readings.push("The first line of news.tsv names the columns.");
        return;
      }
    }
    const fault = parseLine(text);
    if (fault !== undefined) faults.add(fault, lineNumber);
  });
  return { articles, report: faults.report(lines), readings };
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
