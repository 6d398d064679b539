/**
 * Taking the outputs out of a notebook.
 *
 * @module
 */

import type { Cell, Notebook } from "./notebook_format.ts";
import { normalizeNotebook } from "./normalize.ts";

/**
 * A notebook as it is before anyone has run it: without outputs, without the cells' numbers, and
 * without what an earlier run left in the metadata.
 *
 * @param notebook the notebook
 * @returns a copy; cell ids, sources and all other metadata are kept
 */
export function stripOutputs(notebook: Notebook): Notebook {
  const { cells, ...rest } = normalizeNotebook(notebook);
  return { ...rest, cells: cells.map(stripCell) };
}

function stripCell(cell: Cell): Cell {
  return cell.cell_type === "code" ? { ...cell, execution_count: null, outputs: [] } : cell;
}

/** How many of a notebook's cells have something to take out: outputs or a number. */
export function countExecuted({ cells }: Notebook): number {
  return cells.filter((cell) =>
    cell.cell_type === "code" && (cell.outputs.length > 0 || cell.execution_count !== null)
  ).length;
}
