/**
 * What the outputs of a notebook are to its page, as their metadata tell.
 *
 * @module
 */

import { type CheerioAPI } from "cheerio";
import { NOTE, type OutputNote } from "lib/notebook/output_note.ts";
import type { Notebook } from "../execution/notebook_format.ts";

/** What the page says of a run besides its results. */
export interface RunFacts {
  /** Which data were read and whether they are simulated, in Markdown. */
  readonly data?: string;
  /** The seed of the run's own draws. */
  readonly seed: number | null;
}

/**
 * Facts of the run behind a notebook, from the note of its last summary.
 *
 * @param notebook the notebook with its outputs
 * @returns no facts where the notebook concludes nothing
 */
export function runFacts(notebook: Notebook): RunFacts {
  const notes = notebook.cells.flatMap((cell) => cell.cell_type === "code" ? cell.outputs : [])
    .flatMap((output) => "metadata" in output ? [noteOf(output.metadata?.[NOTE])] : []);
  const note = notes.findLast((found) => found?.part === "summary");
  return note?.part === "summary" ? { data: note.data, seed: note.seed } : { seed: null };
}

/**
 * Names, in the attribute `data-part`, what each noted output is, and hands over its note.
 *
 * @param $ the page, whose outputs carry their notes as JSON in `data-note`
 * @returns a note for each of these elements; an attribute that holds none is taken away
 */
export function nameParts($: CheerioAPI): OutputNotes {
  const notes = new Map<unknown, OutputNote>();
  // What an output claims of itself in its HTML is no note.
  $("[data-part]").removeAttr("data-part");
  $("[data-html] [data-note]").removeAttr("data-note");
  $("[data-note]").each((_, element) => {
    const note = noteOf(parsed($(element).attr("data-note") ?? ""));
    $(element).removeAttr("data-note");
    if (note === undefined) return;
    $(element).attr("data-part", note.part);
    notes.set(element, note);
  });
  return notes;
}

/** The notes of a page's outputs, by their elements. */
export type OutputNotes = ReadonlyMap<unknown, OutputNote>;

/** A saved notebook can have been changed by hand: what is no note is none. */
function noteOf(value: unknown): OutputNote | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { part, name, sha256, data, seed } = value as Readonly<Record<string, unknown>>;
  switch (part) {
    case "table":
      return isName(name) && typeof sha256 === "string" ? { part, name, sha256 } : undefined;
    case "figure":
    case "key figure":
      return isName(name) ? { part, name } : undefined;
    case "summary":
      return typeof data === "string" && typeof seed === "number"
        ? { part, data, seed }
        : undefined;
    case "reading":
    case "grounds":
      return { part };
    default:
      return undefined;
  }
}

/** Whether a value can name a file beside the notebook, and none elsewhere. */
function isName(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(value);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
