/**
 * Tables as a cell shows them: four decimals, the head and the tail of long ones.
 *
 * @module
 */

import type { DataFrame, DataType } from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { typeNameOf } from "lib/frames/column_type.ts";
import { spelledColumn } from "lib/frames/frame_columns.ts";
import { formatCount, groupThousands } from "lib/text/counts.ts";
import { escapeHtml } from "lib/text/escape_html.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import { visible } from "lib/visible.ts";

/** How to label the rows of a table. */
export interface IndexOptions {
  /** One label a row of the table; by default the row numbers from 0. */
  readonly index?: readonly (string | number)[];
  /** What the labels are, as the heading of their column. */
  readonly indexName?: string;
}

/** How to show a table. */
export interface TableOptions extends IndexOptions {
  /** Show this many first rows and none of the others; by default head and tail. */
  readonly rows?: number;
  /** Show at most this many rows, half from the head and half from the tail; 20 by default. */
  readonly maxRows?: number;
  /** Group the thousands of floating-point numbers, `20,260,428.0000`; by default they are plain. */
  readonly thousands?: boolean;
  /** What to say instead of rows if there are none. */
  readonly whenEmpty?: string;
}

/** A table in the two forms that a front end chooses from. */
export interface FormattedTable {
  /**
   * A `<table>` in a box of limited height in which it scrolls, headings and row labels staying in
   * place; every text in it is escaped.
   */
  readonly html: string;
  /** Columns aligned with spaces. */
  readonly text: string;
}

/** The cells to write: everything is text already. */
interface Grid {
  readonly corner: string;
  readonly columns: readonly { readonly name: string; readonly isNumeric: boolean }[];
  readonly labels: readonly string[];
  readonly labelsAreNumeric: boolean;
  readonly rows: readonly (readonly string[])[];
  /** Before which row rows were left out. */
  readonly gapBefore: number | undefined;
  readonly footer: string | undefined;
}

const MOST_CHARACTERS = 80;
const MISSING = "NaN";

/**
 * Formats a table for a notebook, reading only the rows it shows.
 *
 * Floating-point columns are written with four decimals, rounded as Python does, and on request with
 * grouped thousands; integers and decimals plainly, every digit of them. A point in time with a zone
 * is written in that zone, with its distance from UTC. What is missing is `NaN`, and a value that
 * has no text, such as bytes, is its type in brackets. Texts longer than 80 characters are cut.
 *
 * @param frame the table
 * @param options which rows to show and how to label them
 * @returns the table as HTML and as text
 * @throws {InputError} if the labels are not as many as the rows, or a row count is not a positive
 * integer
 *
 * @example
 * ```ts
 * import pl from "nodejs-polars";
 * import { formatTable } from "lib/frames/format_table.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const frame = pl.DataFrame({ segment: ["tv", "news"], dr_lift: [0.03125, -0.01] });
 * assertEquals(
 *   formatTable(frame).text,
 *   "   segment  dr_lift\n0       tv   0.0312\n1     news  -0.0100",
 * );
 * ```
 */
export function formatTable(frame: DataFrame, options: TableOptions = {}): FormattedTable {
  checkIndex(frame, options);
  const grid = gridOf(frame, options);
  return { html: htmlOf(grid), text: textOf(grid) };
}

/** A check that labels, where they are given, are as many as rows; an {@linkcode InputError} if not. */
export function checkIndex(frame: DataFrame, options: IndexOptions): void {
  if (options.index !== undefined && options.index.length !== frame.height) {
    throw new InputError(
      `The table has ${frame.height} rows but ${options.index.length} row labels`,
      { count: options.index.length, remedy: "Give one label a row, or none." },
    );
  }
}

function gridOf(frame: DataFrame, options: TableOptions): Grid {
  const height = frame.height;
  const [head, tail] = shownRows(height, options);
  const numbers = [
    ...Array.from({ length: head }, (_, at) => at),
    ...Array.from({ length: tail }, (_, at) => height - tail + at),
  ];
  const shown = tail === 0 ? frame.head(head) : frame.head(head).vstack(frame.tail(tail));
  const cells = frame.columns.map((name) => {
    const [kind, texts] = cellsOf(shown, name);
    const grouping = options.thousands === true && kind === "float";
    return { name, kind, texts: grouping ? texts.map(groupThousands) : texts };
  });
  const { index } = options;
  return {
    corner: shorten(options.indexName ?? ""),
    columns: cells.map(({ name, kind }) => ({
      name: shorten(name),
      isNumeric: kind === "float" || kind === "exact",
    })),
    labels: numbers.map((at) => shorten(String(index?.[at] ?? at))),
    labelsAreNumeric: index === undefined || index.every((label) => typeof label === "number"),
    rows: numbers.map((_, at) => cells.map(({ texts }) => texts[at]!)),
    gapBefore: tail === 0 ? undefined : head,
    footer: footerOf(frame, head, tail, options.whenEmpty),
  };
}

function shownRows(height: number, options: TableOptions): readonly [head: number, tail: number] {
  const limit = options.rows ?? options.maxRows ?? 20;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new InputError(`${limit} is not a number of rows to show`, {
      remedy: "Give a whole number from 1.",
    });
  }
  if (height <= limit) return [height, 0];
  return options.rows === undefined ? [Math.ceil(limit / 2), Math.floor(limit / 2)] : [limit, 0];
}

function footerOf(
  frame: DataFrame,
  head: number,
  tail: number,
  whenEmpty: string | undefined,
): string | undefined {
  const size = `${formatCount(frame.height)} rows × ${formatCount(frame.width)} columns`;
  if (frame.height === 0) return whenEmpty ?? size;
  if (tail > 0) return size;
  return head < frame.height ? `first ${formatCount(head)} of ${size}` : undefined;
}

type CellKind = "float" | "exact" | "zoned" | "date" | "other";

/** What a column holds, and its values as they are shown. */
function cellsOf(frame: DataFrame, name: string): readonly [CellKind, string[]] {
  const kind = kindOf(frame, name);
  try {
    // Numbers of this language would round integers of more than 53 bits, and its dates know no zone.
    const values = kind === "exact" || kind === "zoned"
      ? spelledColumn(frame, name)
      : frame.getColumn(name).toArray();
    return [kind, values.map((value) => formatCell(value, kind))];
  } catch {
    // Polars hands over no value of such a column, but may spell it.
    return ["other", spelledOrType(frame, name)];
  }
}

function spelledOrType(frame: DataFrame, name: string): string[] {
  try {
    return spelledColumn(frame, name).map((value) => formatCell(value, "other"));
  } catch {
    return new Array(frame.height).fill(`(${typeNameOf(frame, name)})`);
  }
}

function kindOf(frame: DataFrame, name: string): CellKind {
  const type = typeNameOf(frame, name);
  if (/^Float(32|64)$/.test(type)) return "float";
  if (/^(U?Int\d+|Decimal)$/.test(type)) return "exact";
  if (type === "Datetime" && isZoned(frame.getColumn(name).dtype)) return "zoned";
  return type === "Date" ? "date" : "other";
}

/** Whether the type of points in time names a zone. */
function isZoned(type: DataType): boolean {
  return Boolean(Reflect.get(type, "timeZone"));
}

function formatCell(value: unknown, kind: CellKind): string {
  if (value === null || value === undefined) return MISSING;
  if (typeof value === "number") return kind === "float" ? formatFixed(value, 4) : String(value);
  if (value instanceof Date) return formatDate(value, kind);
  if (kind === "zoned") return String(value).replace(/\.(\d*?)0*(?=[+-])/, withoutZeros);
  if (typeof value === "object") {
    return shorten(Deno.inspect(value, { colors: false, breakLength: Infinity, compact: true }));
  }
  return shorten(String(value));
}

/** A fraction of a second without its last zeros. */
function withoutZeros(_: string, digits: string): string {
  return digits === "" ? "" : `.${digits}`;
}

function formatDate(value: Date, kind: CellKind): string {
  if (Number.isNaN(value.getTime())) return MISSING;
  const [day, time] = value.toISOString().slice(0, -1).split("T");
  return kind === "date" ? day! : `${day} ${time!.replace(/\.000$/, "")}`;
}

/** Keeps a text on one line and within its width, in characters. */
export function shorten(text: string, most = MOST_CHARACTERS): string {
  // Cut before looking closer, so that the cost does not grow with the text.
  const head = Array.from(text.slice(0, 2 * most + 2));
  const kept = head.length > most ? [...head.slice(0, most - 1), "…"].join("") : head.join("");
  return visible(kept);
}

function textOf(grid: Grid): string {
  const gap = grid.gapBefore;
  const labels = [grid.corner, ...withGap(grid.labels, gap, "...")];
  const columns = grid.columns.map(({ name }, at) => [
    name,
    ...withGap(grid.rows.map((row) => row[at]!), gap, "..."),
  ]);
  const blocks = [
    aligned(labels, "left"),
    ...columns.map((column) => aligned(column, "right")),
  ];
  const lines = labels.map((_, line) => blocks.map((block) => block[line]).join("  ").trimEnd());
  return [...lines, ...(grid.footer === undefined ? [] : ["", grid.footer])].join("\n");
}

function withGap(texts: readonly string[], gap: number | undefined, mark: string): string[] {
  return gap === undefined ? [...texts] : [...texts.slice(0, gap), mark, ...texts.slice(gap)];
}

function aligned(texts: readonly string[], side: "left" | "right"): string[] {
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text) => side === "left" ? text.padEnd(width) : text.padStart(width));
}

// Front ends and exported pages bring their own table colours, light and dark: only what they would
// get wrong is set here, inline, because a notebook's output brings no style sheet. What stays in
// place while the rest scrolls needs a background that covers; it is the front end's own. The two
// classes keep a "$" in a headline from being read as a formula.
/** The front end's own background, as an inline style. */
export const BACKGROUND =
  "background:var(--jp-layout-color0,var(--vscode-editor-background,Canvas))";
const SCROLL_BOX = '<div class="table-scroll" role="region" aria-label="Table" tabindex="0" ' +
  'style="max-width:100%;max-height:36em;overflow:auto">';
const TABLE = '<table class="dataframe tex2jax_ignore mathjax_ignore" ' +
  'style="text-align:right;font-variant-numeric:tabular-nums">';
const HEAD = `<thead style="position:sticky;top:0;z-index:2;${BACKGROUND}">`;
const IN_PLACE = `position:sticky;left:0;z-index:1;${BACKGROUND}`;
const LEFT = "text-align:left;white-space:nowrap";
const RIGHT = "text-align:right";

function htmlOf(grid: Grid): string {
  const labelStyle = `${grid.labelsAreNumeric ? RIGHT : LEFT};${IN_PLACE}`;
  const corner = grid.corner === ""
    ? `<td style="${labelStyle}"></td>`
    : `<th scope="col" style="${labelStyle}">${escapeHtml(grid.corner)}</th>`;
  const heading = grid.columns.map(({ name, isNumeric }) =>
    `<th scope="col" style="${isNumeric ? RIGHT : LEFT}">${escapeHtml(name)}</th>`
  );
  const sides = grid.columns.map(({ isNumeric }) => isNumeric ? "" : ` style="${LEFT}"`);
  const rowOf = (label: string, texts: readonly string[]) => {
    const cells = texts.map((text, column) => `<td${sides[column]}>${escapeHtml(text)}</td>`);
    const heading = `<th scope="row" style="${labelStyle}">${escapeHtml(label)}</th>`;
    return `<tr>${heading}${cells.join("")}</tr>`;
  };
  const body = grid.rows.map((row, at) => rowOf(grid.labels[at]!, row));
  return [
    SCROLL_BOX,
    TABLE,
    `${HEAD}<tr>${corner}${heading.join("")}</tr></thead>`,
    "<tbody>",
    ...withGap(body, grid.gapBefore, rowOf("⋮", sides.map(() => "⋮"))),
    "</tbody></table></div>",
    ...(grid.footer === undefined ? [] : [`<p>${escapeHtml(grid.footer)}</p>`]),
  ].join("\n");
}
