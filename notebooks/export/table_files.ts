/**
 * The files of saved tables within a page, so that a page that is sent alone still has them.
 *
 * @module
 */

import { join } from "node:path";
import type { OutputNote } from "lib/notebook/output_note.ts";

type TableNote = Extract<OutputNote, { part: "table" }>;

/** A link that saves a file which the page carries. */
export interface FileLink {
  /** The file itself, as an address. */
  readonly href: string;
  /** The name to save it under. */
  readonly file: string;
  /** What the link says. */
  readonly text: string;
}

/** Larger tables are compressed, in bytes: spreadsheets open a plain one at once. */
const PLAIN = 60_000;

/** The most that the tables may add to a page, in bytes before they become text. */
const ROOM = 600_000;

/**
 * Where a notebook's tables lie, from its own folder: a run of `deno task writeups` puts the executed
 * notebook among its results; a notebook that is stepped through writes into `draft`.
 */
const PLACES = ["tables", "draft/tables", "writeup/tables"];

/** The tables that a run saved beside its notebook. */
export class TableFiles {
  readonly #folder: string | undefined;
  #room = ROOM;

  /**
   * @param folder the notebook's folder; undefined for a page that knows none
   */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /**
   * Link that saves a table: at full precision where its file lies beside the notebook, unchanged
   * since the notebook ran, and the page has room for it; else the rows that the page shows.
   *
   * @param note the table's name and the SHA-256 of its file
   * @param shown gives the rows that the page shows, headings first
   * @returns undefined where there is neither a file nor a row
   */
  async link(note: TableNote, shown: () => string[][]): Promise<FileLink | undefined> {
    const csv = await this.#saved(note);
    if (csv !== undefined) {
      const isLarge = csv.length > PLAIN;
      const bytes = isLarge ? await gzipped(csv) : csv;
      if (bytes.length <= this.#room) {
        this.#room -= bytes.length;
        return {
          href: addressOf(isLarge ? "application/gzip" : "text/csv;charset=utf-8", bytes),
          file: `${note.name}.csv${isLarge ? ".gz" : ""}`,
          text: isLarge ? "CSV, compressed" : "CSV",
        };
      }
    }
    const rows = shown();
    if (rows.length === 0) return undefined;
    const text = rows.map((cells) => cells.map(quoted).join(",") + "\n").join("");
    return {
      href: addressOf("text/csv;charset=utf-8", new TextEncoder().encode(text)),
      file: `${note.name}_as_shown.csv`,
      text: "CSV of the rows shown",
    };
  }

  /** The file of a table, if it is the one that the notebook saved. */
  async #saved({ name, sha256 }: TableNote): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (this.#folder === undefined) return undefined;
    for (const place of PLACES) {
      const path = join(this.#folder, place, `${name}.csv`);
      const bytes = await Deno.readFile(path).catch(() => undefined);
      if (bytes === undefined) continue;
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
      if (digest === sha256) return bytes;
    }
    return undefined;
  }
}

function addressOf(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${bytes.toBase64()}`;
}

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(compressed).arrayBuffer());
}

/** A value of a CSV file. */
function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
