/**
 * Exporting an executed notebook as one HTML file that needs no network.
 *
 * @module
 */

import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { writeAtomically } from "lib/files/mod.ts";
import { CommandError } from "lib/command/mod.ts";
import { visible } from "lib/visible.ts";
import { withScratchFolder } from "../environment/folders.ts";
import type { Jupyter } from "../environment/prepare.ts";
import { run } from "../environment/run.ts";
import { readNotebook, titleOf } from "../execution/notebook_format.ts";
import { readAbout } from "./about.ts";
import { FormulaError, setFormulas } from "./formulas.ts";
import { completePage } from "./page.ts";

const SCRIPT = fileURLToPath(new URL("./export.py", import.meta.url));
const GLOSSARY = fileURLToPath(new URL("../glossary.md", import.meta.url));
const TEMPLATES = fileURLToPath(new URL("./template", import.meta.url));

/** How a notebook is exported. */
export interface ExportOptions {
  /** When the notebook was executed; by default now. */
  readonly ranOn?: Date;
  /** The relative address of the page that leads to all pages, where there will be one. */
  readonly index?: string;
  /** When it was saved, where the page is to say that it shows what was saved and no run. */
  readonly savedOn?: Date;
  /** The notebook's name, which a notebook without a heading has as its title; by default its file's. */
  readonly name?: string;
  /** The folder of the pictures that its prose refers to; by default its own. */
  readonly beside?: string;
}

/**
 * Exports a notebook with its outputs to HTML.
 *
 * The page's title is the notebook's first heading; pictures beside it that it refers to are embedded,
 * its formulas are set, its charts are live. Nothing runs in the page besides its own scripts, and
 * nothing is loaded, a picture from the network neither. What the page begins with, what it says of
 * data and seed, and which output is what, the notebook itself holds, in the notes of its outputs
 * (`lib/notebook/output_note.ts`); only the files of its tables come from the folders beside
 * it, where they are still the ones that it saved.
 *
 * @param notebook the executed notebook
 * @param page where the HTML goes; it is replaced whole or not at all
 * @param jupyter what exports it
 * @throws CommandError if nbconvert cannot, or a formula is faulty
 */
export async function exportHtml(
  notebook: string,
  page: string,
  jupyter: Jupyter,
  options: ExportOptions = {},
): Promise<void> {
  const content = await readNotebook(notebook);
  const title = visible(titleOf(content) ?? options.name ?? basename(notebook, ".ipynb"));
  await withScratchFolder(async (scratch) => {
    const exported = join(scratch, "page.html");
    const about = join(scratch, "about.json");
    const facts = await readAbout(content, options.savedOn ?? options.ranOn ?? new Date());
    await Deno.writeTextFile(about, JSON.stringify(facts));
    const { code, stderr } = await run(jupyter.python, [
      SCRIPT,
      notebook,
      exported,
      `--title=${title}`,
      `--beside=${options.beside ?? dirname(notebook)}`,
      `--about=${about}`,
      `--glossary=${GLOSSARY}`,
      `--templates=${TEMPLATES}`,
    ], { env: jupyter.variables });
    if (code !== 0) {
      throw new CommandError(
        `${relative(Deno.cwd(), notebook)} could not be exported to HTML`,
        "If Jupyter is broken, remove the folder .venv and run the command again: " +
          "that sets everything up anew.",
        raisedError(stderr),
      );
    }
    const html = await setFormulas(await Deno.readTextFile(exported)).catch((error) => {
      throw error instanceof FormulaError ? faultyFormula(notebook, error) : error;
    });
    const whole = await completePage(html, title, {
      folder: options.beside ?? dirname(notebook),
      ...(options.index === undefined ? {} : { index: options.index }),
      ...(options.savedOn === undefined ? {} : { savedOn: options.savedOn }),
    });
    await writeAtomically(page, (temporary) => Deno.writeTextFile(temporary, whole));
  });
}

function faultyFormula(notebook: string, { tex, message }: FormulaError): CommandError {
  return new CommandError(
    `${relative(Deno.cwd(), notebook)} could not be exported to HTML: a formula is faulty`,
    "Mend the formula. A dollar sign that starts none is written with a backslash: \\$.",
    `${tex}\n${message}`,
  );
}

/** What a Python trace ends with: the error without the way that led to it. */
function raisedError(trace: string): string {
  const lines = trace.trimEnd().split("\n");
  const start = lines.findLastIndex((line) => /^[\w.]*(Error|Exception)\b/.test(line));
  return lines.slice(Math.max(start, lines.length - 10)).slice(0, 5).join("\n");
}
