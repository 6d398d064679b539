/**
 * Exporting an executed notebook as one HTML file that needs no network.
 *
 * @module
 */

import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { writeAtomically } from "lib/atomic_write.ts";
import { CommandError } from "../environment/command_error.ts";
import { withScratchFolder } from "../environment/folders.ts";
import type { Jupyter } from "../environment/prepare.ts";
import { run } from "../environment/run.ts";
import { readNotebook, titleOf, writeNotebook } from "../execution/notebook_format.ts";

const TEMPLATES = fileURLToPath(new URL("./template", import.meta.url));

/**
 * Exports a notebook with its outputs to HTML.
 *
 * The page's title is the notebook's first heading; pictures it refers to are embedded.
 *
 * @param notebook the executed notebook
 * @param page where the HTML goes; it is replaced whole or not at all
 * @param jupyter what exports it
 * @throws CommandError if nbconvert cannot
 */
export async function exportHtml(notebook: string, page: string, jupyter: Jupyter): Promise<void> {
  await withScratchFolder(async (scratch) => {
    const titled = join(scratch, basename(notebook));
    const source = await readNotebook(notebook);
    const title = titleOf(source);
    const metadata = title === undefined ? source.metadata : { ...source.metadata, title };
    await writeNotebook(titled, { ...source, metadata });
    const { code, stderr } = await run(jupyter.python, [
      "-m",
      "nbconvert",
      titled,
      "--to=html",
      "--template=article",
      `--TemplateExporter.extra_template_basedirs=${TEMPLATES}`,
      "--HTMLExporter.embed_images=True",
      `--output=${join(scratch, basename(page))}`,
    ], { env: jupyter.variables, cwd: dirname(notebook) });
    if (code !== 0) {
      throw new CommandError(
        `${relative(Deno.cwd(), notebook)} could not be exported to HTML`,
        "If Jupyter is broken, remove the folder .venv and run the command again: " +
          "that sets everything up anew.",
        raisedError(stderr),
      );
    }
    const exported = join(scratch, basename(page));
    await writeAtomically(page, (temporary) => Deno.copyFile(exported, temporary));
  });
}

/** What a Python trace ends with: the error without the way that led to it. */
function raisedError(trace: string): string {
  const lines = trace.trimEnd().split("\n");
  const start = lines.findLastIndex((line) => /^[\w.]*(Error|Exception)\b/.test(line));
  return lines.slice(Math.max(start, lines.length - 10)).slice(0, 5).join("\n");
}
