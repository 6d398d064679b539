/**
 * Exporting a notebook for nbconvert and JupyterLab: what `writeup_exporter.py` runs.
 *
 * @module
 */

import { join } from "node:path";
import { runCommand, UsageError } from "lib/command/mod.ts";
import { ignoreAbsence } from "lib/system_error.ts";
import { borrowedJupyter } from "../../environment/prepare.ts";
import { exportHtml } from "../export.ts";

const USAGE = `Usage: deno run -A notebooks/export/jupyter/export_for_jupyter.ts NOTEBOOK PAGE
         --python=PYTHON --beside=FOLDER --name=NAME

Exports a copy of a notebook as it was saved. Jupyter calls this; deno task writeups --no-run is for
you.

  --python PYTHON  the interpreter that has nbconvert
  --beside FOLDER  where the notebook lies, and the pictures that its prose refers to
  --name NAME      the notebook's name without its ending
  --help, -h       shows this text`;

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {
      python: { type: "string" },
      beside: { type: "string" },
      name: { type: "string" },
    },
    allowPositionals: true,
    run: async ({ values: { python, beside, name }, positionals: [notebook, page] }) => {
      if (
        notebook === undefined || page === undefined || python === undefined ||
        beside === undefined || name === undefined
      ) {
        throw new UsageError("Something is missing");
      }
      const file = await Deno.stat(join(beside, `${name}.ipynb`)).catch(ignoreAbsence);
      await exportHtml(notebook, page, borrowedJupyter(python), {
        beside,
        name,
        savedOn: file?.mtime ?? new Date(),
      });
      return 0;
    },
  });
}
