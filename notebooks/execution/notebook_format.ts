/**
 * The notebook file format, as far as it concerns us, and the form in which we save it.
 *
 * @module
 */

import { relative } from "node:path";
import { CommandError } from "lib/command/mod.ts";
import { errorText } from "lib/errors.ts";
import { writeAtomically } from "lib/files/mod.ts";
import { specialKind } from "lib/files/special_file.ts";
import { shortened } from "lib/system_error.ts";

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
  | {
    readonly output_type: "error";
    readonly ename: string;
    readonly evalue: string;
    readonly traceback?: readonly string[];
  };

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
 * @throws CommandError that names the file and says why it is none
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const refused = (why: string) =>
    new CommandError(
      `${shortened(relative(Deno.cwd(), path))} is not a notebook that can be used: ${why}`,
      "Open and save it in JupyterLab, take an earlier version of the file, or move it away.",
    );
  let bytes: Uint8Array;
  try {
    const special = specialKind(await Deno.stat(path));
    if (special !== undefined) throw refused(`it is ${special}`);
    bytes = await Deno.readFile(path);
  } catch (error) {
    throw error instanceof CommandError ? error : refused(errorText(error));
  }
  if (bytes.length === 0) throw refused("the file is empty");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refused("it is not text in UTF-8");
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw refused("it is not JSON");
  }
  const fault = faultOf(content);
  if (fault !== undefined) throw refused(fault);
  return content as Notebook;
}

/** What keeps a value from being a notebook of format 4, if anything does. */
function faultOf(content: unknown): string | undefined {
  if (!isRecord(content)) return "it is JSON, but no notebook";
  if (content.nbformat !== 4) {
    return content.nbformat === undefined
      ? "it is JSON, but no notebook: it names no format"
      : `its format is ${shortened(JSON.stringify(content.nbformat), 20)}, not 4`;
  }
  if (typeof content.nbformat_minor !== "number") return "its format has no second number";
  if (!isRecord(content.metadata)) return "it has no metadata";
  if (!Array.isArray(content.cells)) return "it has no list of cells";
  const at = content.cells.findIndex((cell) => !isCell(cell));
  return at < 0 ? undefined : `cell ${at + 1} of ${content.cells.length} is not as it should be`;
}

function isCell(cell: unknown): boolean {
  if (!isRecord(cell) || !isRecord(cell.metadata) || !isMultiline(cell.source)) return false;
  if (cell.id !== undefined && typeof cell.id !== "string") return false;
  if (cell.cell_type !== "code") return cell.cell_type === "markdown" || cell.cell_type === "raw";
  return (cell.execution_count === null || typeof cell.execution_count === "number") &&
    Array.isArray(cell.outputs) && cell.outputs.every(isOutput);
}

function isOutput(output: unknown): boolean {
  if (!isRecord(output)) return false;
  switch (output.output_type) {
    case "stream":
      return isMultiline(output.text);
    case "display_data":
    case "execute_result":
      return isRecord(output.data);
    case "error":
      return true;
    default:
      return false;
  }
}

function isMultiline(value: unknown): boolean {
  return typeof value === "string" ||
    (Array.isArray(value) && value.every((line) => typeof line === "string"));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Writes a notebook as Jupyter does: one space of indentation and a final line break.
 *
 * @param path where it goes; it is replaced whole or not at all
 * @param notebook what is written
 */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  await writeAtomically(path, (temporary) => Deno.writeTextFile(temporary, textOf(notebook)));
}

/** A notebook as Jupyter writes it. */
export function textOf(notebook: Notebook): string {
  return JSON.stringify(notebook, null, 1) + "\n";
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
