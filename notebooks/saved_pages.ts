/**
 * Exporting notebooks as they were saved: what `deno task writeups --no-run` does.
 *
 * @module
 */

import { basename, dirname, join } from "node:path";
import { asNamed, CommandError, fromCaller, type Report, UsageError } from "lib/command/mod.ts";
import { requireWritable } from "lib/files/mod.ts";
import { ignoreAbsence, shortened } from "lib/system_error.ts";
import { prepareEnvironment } from "./environment/prepare.ts";
import { isExecutable, type Notebook, readNotebook } from "./execution/notebook_format.ts";
import { isSavedPage } from "./export/saved_notice.ts";
import { findTopics, notebookName } from "./topics.ts";

/** What a run of notebooks writes into the folder of its results. */
const RECORD = ".written";

/** A notebook and the page that is to show it as it was saved. */
interface SavedPage {
  readonly notebook: string;
  readonly content: Notebook;
  readonly savedOn: Date;
  readonly page: string;
}

/**
 * Exports notebooks as they were saved, each as one page; nothing is run.
 *
 * @param named the notebooks as the user named them
 * @param out the folder for the pages; by default `saved` beside each notebook
 * @param report told of what is missing in a notebook, and of every page
 * @returns the pages' absolute paths
 * @throws UsageError where no notebook is named; CommandError for a file that is none, and for a page
 * that would take the place of something else
 */
export async function writeSavedPages(
  named: readonly string[],
  out: string | undefined,
  report: Report,
): Promise<string[]> {
  if (named.length === 0) {
    throw new UsageError("Which notebook? --no-run exports the notebooks that are named, *.ipynb");
  }
  const planned: SavedPage[] = [];
  // What cannot be exported is found before the first page is written.
  for (const name of named) planned.push(await plan(name, out));
  refuseSamePlace(planned);
  const jupyter = await prepareEnvironment("execute", report);
  const { exportHtml } = await loadExport();
  for (const saved of planned) {
    const { notebook, content, savedOn, page } = saved;
    const gap = describeGap(content);
    if (gap !== undefined) report.say(`${basename(notebook)}: ${gap}`);
    await exportHtml(notebook, page, jupyter, { savedOn });
  }
  return planned.map(({ page }) => page);
}

async function plan(name: string, out: string | undefined): Promise<SavedPage> {
  const notebook = fromCaller(name);
  const file = await Deno.stat(notebook).catch(ignoreAbsence);
  if (file?.isFile !== true) {
    throw new CommandError(
      `"${shortened(asNamed(name))}" is ${file?.isDirectory === true ? "a folder" : "no file"}`,
      "Name the notebook that you saved, such as notebooks/TOPIC/NN_NAME.ipynb.",
    );
  }
  const content = await readNotebook(notebook);
  const folder = out ?? join(dirname(notebook), "saved");
  const page = join(folder, `${notebookName(notebook)}.html`);
  await requireWritable(folder);
  await refuseOtherPage(folder, page);
  return { notebook, content, savedOn: file.mtime ?? new Date(), page };
}

/** Loads what needs packages; a name that Deno can read off would be loaded before they are there. */
async function loadExport(): Promise<typeof import("./export/export.ts")> {
  return await import(new URL("./export/export.ts", import.meta.url).href);
}

/** What a saved notebook lacks, in words; undefined if every cell was run. */
function describeGap({ cells }: Notebook): string | undefined {
  const code = cells.filter(isExecutable);
  const missing =
    code.filter((cell) =>
      cell.cell_type === "code" && cell.execution_count === null && cell.outputs.length === 0
    ).length;
  if (missing === 0) return undefined;
  return missing === code.length
    ? "no cell was run before it was saved, so the page shows prose and code only"
    : `${missing} of ${code.length} cells were not run before it was saved`;
}

/** Refuses to write among the results of a run, or over a file that shows no saved notebook. */
async function refuseOtherPage(folder: string, page: string): Promise<void> {
  const remedy = "Name another folder with --out.";
  const topics = await findTopics();
  if (topics.some((topic) => join(topic.folder, "writeup") === folder)) {
    throw new CommandError(`${folder} is for the results of a run`, remedy);
  }
  if (await Deno.stat(join(folder, RECORD)).catch(ignoreAbsence) !== undefined) {
    throw new CommandError(`${folder} holds the results of a run`, remedy);
  }
  const standing = await Deno.stat(page).catch(ignoreAbsence);
  if (standing === undefined || (standing.isFile && await isSavedPage(page))) return;
  throw new CommandError(`${page} stands there already and shows no saved notebook`, remedy);
}

function refuseSamePlace(planned: readonly SavedPage[]): void {
  const seen = new Map<string, string>();
  for (const { page, notebook } of planned) {
    const other = seen.get(page);
    if (other !== undefined && other !== notebook) {
      throw new CommandError(
        `${other} and ${notebook} have the same name, so that one page would replace the other`,
        "Export them one after the other, into different folders.",
      );
    }
    seen.set(page, notebook);
  }
}
