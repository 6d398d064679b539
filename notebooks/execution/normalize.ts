/**
 * Making two executions of the same notebook on the same data the same file.
 *
 * @module
 */

import { type Cell, type Notebook, type Output, wholeText } from "./notebook_format.ts";

/**
 * Removes from an executed notebook what says when and on which release it ran, and displays that
 * were emptied again, such as progress bars; errors begin with their message.
 *
 * @param notebook the executed notebook
 * @returns a copy; cell ids, sources and all other outputs are kept
 */
export function normalizeNotebook(notebook: Notebook): Notebook {
  const { language_info, ...metadata } = notebook.metadata;
  return {
    ...notebook,
    cells: notebook.cells.map(normalizeCell),
    metadata: isRecord(language_info)
      ? { ...metadata, language_info: without(language_info, "version") }
      : metadata,
  };
}

function normalizeCell(cell: Cell): Cell {
  const metadata = without(cell.metadata, "execution");
  if (cell.cell_type !== "code") return { ...cell, metadata };
  const outputs = cell.outputs.filter((output) => !isEmptied(output)).map(withMessageFirst);
  return { ...cell, metadata, outputs };
}

/**
 * An error as its reader needs it: Deno's kernel puts the line `Stack trace:` before the message, and
 * front ends show the trace alone. In JupyterLab `environment/lab.py` does the same.
 */
function withMessageFirst(output: Output): Output {
  if (output.output_type !== "error" || output.traceback?.[0] !== "Stack trace:") return output;
  return { ...output, traceback: output.traceback.slice(1) };
}

function isEmptied(output: Output): boolean {
  switch (output.output_type) {
    case "stream":
      return wholeText(output.text) === "";
    case "display_data":
      return Object.values(output.data).every(isEmptyText);
    default:
      return false;
  }
}

function isEmptyText(value: unknown): boolean {
  return value === "" || (Array.isArray(value) && value.every((line) => line === ""));
}

function without(
  record: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const { [key]: _, ...rest } = record;
  return rest;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
