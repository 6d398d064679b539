/**
 * The notebook file format, as far as it concerns us, and the form in which we save it.
 *
 * @module
 */

import { writeAtomically } from "lib/files/mod.ts";

/** A text that may be saved whole or line by line. */
export type MultilineText = string | readonly string[];

/** A MIME bundle: one thing in several forms. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** What a cell showed. */
export type Output =
  | { readonly output_type: "stream"; readonly name: string; readonly text: MultilineText }
  | {
    readonly output_type: "display_data" | "execute_result";
    readonly data: MimeBundle;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly execution_count?: number | null;
  }
  | { readonly output_type: "error"; readonly ename: string; readonly evalue: string };

/** One cell. */
export type Cell =
  | {
    readonly cell_type: "code";
    readonly id?: string;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly source: MultilineText;
    readonly execution_count: number | null;
    readonly outputs: readonly Output[];
  }
  | {
    readonly cell_type: "markdown" | "raw";
    readonly id?: string;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly source: MultilineText;
  };

/** A notebook of format 4. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

/**
 * Reads a notebook.
 *
 * @param path an `.ipynb` of format 4, as every current front end writes it
 */
export async function readNotebook(path: string): Promise<Notebook> {
  return JSON.parse(await Deno.readTextFile(path)) as Notebook;
}

/**
 * Writes a notebook as Jupyter does: one space of indentation and a final line break.
 *
 * @param path where it goes; it is replaced whole or not at all
 * @param notebook what is written
 */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  const text = JSON.stringify(notebook, null, 1) + "\n";
  await writeAtomically(path, (temporary) => Deno.writeTextFile(temporary, text));
}

/** The text of a source or stream, whole. */
export function wholeText(text: MultilineText): string {
  return typeof text === "string" ? text : text.join("");
}

/** Whether the cell holds code that would be executed. */
export function isExecutable(cell: Cell): boolean {
  return cell.cell_type === "code" && wholeText(cell.source).trim() !== "";
}

/**
 * The heading that stands closest above a cell, or in it.
 *
 * @param notebook the notebook
 * @param index the cell's place among all cells
 * @returns the heading's text without its marks; undefined if none stands above
 */
export function headingAbove(notebook: Notebook, index: number): string | undefined {
  for (const cell of notebook.cells.slice(0, index + 1).reverse()) {
    if (cell.cell_type !== "markdown") continue;
    const heading = headings(wholeText(cell.source)).at(-1);
    if (heading !== undefined) return heading;
  }
  return undefined;
}

/**
 * The notebook's title: its first heading.
 *
 * @param notebook the notebook
 */
export function titleOf(notebook: Notebook): string | undefined {
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "markdown") continue;
    const heading = headings(wholeText(cell.source))[0];
    if (heading !== undefined) return heading;
  }
  return undefined;
}

function headings(markdown: string): string[] {
  const outsideFences = markdown.replace(/^```[\s\S]*?^```/gm, "");
  return [...outsideFences.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)]
    .map((match) => (match[1] ?? "").replace(/[`*_]/g, ""));
}
