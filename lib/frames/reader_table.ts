/**
 * Tables for readers: headings and numbers as people read them, and below them what has to be said.
 *
 * @module
 */

import { requireLengths } from "lib/checks.ts";
import { DISPLAY, type Displayable, type Forms } from "lib/display.ts";
import { InputError } from "lib/errors.ts";
import { BACKGROUND, shorten } from "lib/frames/format_table.ts";
import type { ReaderColumn } from "lib/frames/reader_columns.ts";
import { formatCount } from "lib/text/counts.ts";
import { escapeHtml } from "lib/text/escape_html.ts";
import { visible } from "lib/visible.ts";

/** What is said around a table's cells. */
export interface ReaderTableOptions {
  /** Show this many first rows and none of the others; by default all. */
  readonly rows?: number;
  /** How many rows there are in all, where the columns hold the first of them only. */
  readonly of?: number;
  /** What the rows are, in the plural: `segments`; `rows` by default. */
  readonly noun?: string;
  /** Sentences to say below the table. */
  readonly notes?: readonly string[];
  /** What to say instead of rows if there are none. */
  readonly whenEmpty?: string;
}

/** A table for readers; {@linkcode readerTable} makes one. */
export class ReaderTable implements Displayable {
  /** The columns; the first names the rows. */
  readonly columns: readonly ReaderColumn[];
  /** The sentences below the table. */
  readonly notes: readonly string[];

  /**
   * @param columns the columns, of one length; the first names the rows
   * @param notes the sentences below the table
   */
  constructor(columns: readonly ReaderColumn[], notes: readonly string[]) {
    this.columns = columns;
    this.notes = notes;
  }

  /**
   * The same table, with words on what it is of before the notes.
   *
   * @param subject what it is of, such as `Shuffled sample`
   * @returns the table
   *
   * @example
   * ```ts
   * import { wordColumn } from "lib/frames/reader_columns.ts";
   * import { readerTable } from "lib/frames/reader_table.ts";
   * import { assertEquals } from "@std/assert";
   *
   * const table = readerTable([wordColumn("Topic", ["news"])], { notes: ["One of many."] });
   * assertEquals(table.of("Shuffled sample").notes, ["Shuffled sample. One of many."]);
   * ```
   */
  of(subject: string): ReaderTable {
    const [first, ...others] = this.notes;
    return new ReaderTable(this.columns, [
      first === undefined ? `${subject}.` : `${subject}. ${first}`,
      ...others,
    ]);
  }

  /** The table as HTML and as text. */
  [DISPLAY](): Forms {
    return { "text/html": htmlOf(this), "text/plain": this.toText() };
  }

  /**
   * The table as text.
   *
   * @returns columns aligned with spaces, words on the left, numbers on the right; below them the
   *   notes
   */
  toText(): string {
    const blocks = this.columns.map(({ heading, cells, side }) => {
      const lines = [heading, ...cells].map((cell) => shown(cell).replaceAll("\u2007", " "));
      const width = Math.max(...lines.map(widthOf));
      return lines.map((line) => {
        const room = " ".repeat(width - widthOf(line));
        return side === "left" ? line + room : room + line;
      });
    });
    const height = blocks[0]?.length ?? 0;
    const lines = Array.from(
      { length: height },
      (_, line) => blocks.map((block) => block[line]).join("  ").trimEnd(),
    );
    return [...lines, ...this.notes.flatMap((note) => ["", visible(note)])].join("\n");
  }
}

/**
 * Table for readers: the first column stays in place while the others scroll, an edge shows that there
 * is more, and a small screen may leave secondary columns out.
 *
 * @param columns the columns, of one length; the first names the rows
 * @param options which rows to show, and what to say below them
 * @returns the table, which shows itself; every text in it is escaped and on one line, and a cell
 *   is cut where it is longer than 200 characters
 * @throws {InputError} if there is no column, if they differ in length, or a row count is not a
 *   positive integer
 *
 * @example The two most clicked topics of a front page
 * ```ts
 * import { per100Column, wordColumn } from "lib/frames/reader_columns.ts";
 * import { readerTable } from "lib/frames/reader_table.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const columns = [
 *   wordColumn("Topic", ["tv", "news", "autos"]),
 *   per100Column("Clicks per 100 displays", [0.1817, 0.1403, 0.0213]),
 * ];
 * assertEquals(
 *   readerTable(columns, { rows: 2, noun: "topics" }).toText(),
 *   [
 *     "Topic  Clicks per 100 displays",
 *     "tv                       18.17",
 *     "news                     14.03",
 *     "",
 *     "First 2 of 3 topics.",
 *   ].join("\n"),
 * );
 * ```
 */
export function readerTable(
  columns: readonly ReaderColumn[],
  options: ReaderTableOptions = {},
): ReaderTable {
  const [first] = columns;
  if (first === undefined) {
    throw new InputError("A table for readers has no column", {
      remedy: "Give at least the one that names the rows.",
    });
  }
  const height = first.cells.length;
  for (const { heading, cells } of columns) requireLengths({ [heading]: cells }, height);
  const { rows = height, of = height, noun = "rows", notes = [], whenEmpty } = options;
  if (!Number.isInteger(rows) || rows < (options.rows === undefined ? 0 : 1)) {
    throw new InputError(`${rows} is not a number of rows to show`, {
      remedy: "Give a whole number from 1.",
    });
  }
  const kept = Math.min(rows, height);
  const shownColumns = columns.map((column) => ({ ...column, cells: column.cells.slice(0, kept) }));
  if (height === 0) return new ReaderTable(shownColumns, [whenEmpty ?? `There are no ${noun}.`]);
  const cut = kept < of ? [`First ${formatCount(kept)} of ${formatCount(of)} ${noun}.`] : [];
  return new ReaderTable(shownColumns, [...cut, ...notes]);
}

const MOST_CHARACTERS = 200;

/** A text as it is shown: on one line, within its width. */
function shown(text: string): string {
  return shorten(text, MOST_CHARACTERS);
}

/** How many characters a reader sees. */
function widthOf(text: string): number {
  return Array.from(text).length;
}

// As in format_table.ts: inline, because an output brings no style sheet, and in the front end's own
// colours. Two slips of one width stand at the table's right end. The first stays at the edge of the
// box while there is more to the right: a shadow. The second covers it where the table ends.
/** Rows up to which a table is seen whole, and the height beyond which a longer one scrolls. */
const [SEEN_WHOLE, TALLEST] = [20, "36em"];
const boxOf = (rows: number) =>
  '<div class="table-scroll" role="region" aria-label="Table" tabindex="0" ' +
  `style="display:flex;width:fit-content;max-width:100%;max-height:${
    rows > SEEN_WHOLE ? TALLEST : "none"
  };overflow:auto">`;
const TABLE = '<table class="dataframe reader-table tex2jax_ignore mathjax_ignore" ' +
  'style="flex:0 1 auto;margin:0;text-align:right;font-variant-numeric:tabular-nums">';
const HEAD = `<thead style="position:sticky;top:0;z-index:2;${BACKGROUND}">`;
const SLIP = "flex:none;width:12px;pointer-events:none";
const EDGE = `<div data-edge aria-hidden="true" style="${SLIP};position:sticky;right:0;z-index:3;` +
  'background:linear-gradient(to left,rgba(128,128,128,.45),rgba(128,128,128,0))"></div>' +
  `<div data-edge aria-hidden="true" style="${SLIP};position:relative;margin-left:-12px;z-index:4;` +
  `${BACKGROUND}"></div>`;
const IN_PLACE = `position:sticky;left:0;z-index:1;${BACKGROUND}`;
const SIDES = { left: "text-align:left", right: "text-align:right" };
// Headings may take several lines, numbers one; words wrap before they push the numbers away.
const WIDTHS = {
  left: "white-space:normal;max-width:20em;overflow-wrap:break-word",
  right: "white-space:nowrap",
};
const FIRST = "white-space:normal;min-width:7em;max-width:min(17em,42vw);overflow-wrap:break-word";

function htmlOf({ columns, notes }: ReaderTable): string {
  const cellsOf = (texts: readonly string[], isHead: boolean) =>
    texts.map((text, at) => {
      const { side, isSecondary } = columns[at]!;
      const tag = isHead || at === 0 ? "th" : "td";
      const scope = tag === "td" ? "" : ` scope="${isHead ? "col" : "row"}"`;
      const width = at === 0 ? FIRST : isHead ? "white-space:normal" : WIDTHS[side];
      const foot = isHead ? ";vertical-align:bottom" : "";
      const place = at === 0 ? `;${IN_PLACE}` : "";
      const mark = isSecondary ? " data-secondary" : "";
      return `<${tag}${scope}${mark} style="${SIDES[side]};${width}${foot}${place}">` +
        `${escapeHtml(shown(text))}</${tag}>`;
    }).join("");
  const height = columns[0]!.cells.length;
  const rows = Array.from(
    { length: height },
    (_, row) => `<tr>${cellsOf(columns.map(({ cells }) => cells[row]!), false)}</tr>`,
  );
  return [
    boxOf(height),
    TABLE,
    `${HEAD}<tr>${cellsOf(columns.map(({ heading }) => heading), true)}</tr></thead>`,
    "<tbody>",
    ...rows,
    `</tbody></table>${EDGE}</div>`,
    ...notes.map((note) => `<p>${escapeHtml(visible(note))}</p>`),
  ].join("\n");
}
