/**
 * Notebooks of a few cells, for trying the machinery out.
 *
 * @module
 */

import { writeNotebook } from "../../notebooks/execution/notebook_format.ts";

/** A cell: prose, or code for the Deno kernel. */
export type TinyCell = { readonly prose: string } | { readonly code: string };

/**
 * Writes a notebook that has not been executed.
 *
 * @param path where it goes
 * @param cells its cells
 */
export async function writeTinyNotebook(path: string, cells: readonly TinyCell[]): Promise<void> {
  await writeNotebook(path, {
    cells: cells.map((cell, index) => {
      const id = `cell-${index}`;
      return "prose" in cell ? { cell_type: "markdown", id, metadata: {}, source: cell.prose } : {
        cell_type: "code",
        id,
        metadata: {},
        source: cell.code,
        execution_count: null,
        outputs: [],
      };
    }),
    metadata: { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  });
}
