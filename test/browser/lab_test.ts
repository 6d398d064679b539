/**
 * Every notebook, stepped through in JupyterLab as a reader does it.
 */

import { assertEquals, assertNotEquals } from "@std/assert";
import { cp } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { cloneFolder } from "lib/command/mod.ts";
import { withScratchFolder } from "../../notebooks/environment/folders.ts";
import {
  isExecutable,
  type Notebook,
  type Output,
  readNotebook,
  writeNotebook,
} from "../../notebooks/execution/notebook_format.ts";
import { allInputs } from "../../notebooks/inputs.ts";
import { findTopics, notebookName } from "../../notebooks/topics.ts";
import { browserTest, keepScreenshot, withPage } from "./chromium.ts";
import { ALL_CELLS, CHART, LabNotebook } from "./lab_notebook.ts";
import { startLab } from "./lab_server.ts";

/** The forms a front end chooses from, the best first. */
const FORMS = [CHART, "text/html", "text/markdown", "image/png", "text/plain"];

/** In which form JupyterLab shows an output. */
function formOf(output: Output): string {
  if (!("data" in output)) return output.output_type;
  return FORMS.find((form) => Object.hasOwn(output.data, form)) ?? "nothing";
}

/** A code cell that shows something or not, by its place among all cells. */
interface ExpectedCell {
  readonly index: number;
  readonly forms: readonly string[];
}

function expectedCells(notebook: Notebook): ExpectedCell[] {
  return notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && isExecutable(cell)
      ? [{ index, forms: cell.outputs.map(formOf) }]
      : []
  );
}

/** The notebook as a reader gets it who strips its outputs: whatever shows was shown anew. */
function withoutOutputs(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell
  );
  return { ...notebook, cells };
}

/**
 * Runs something with a folder in the clone, where notebooks find the library and JupyterLab, which
 * shows no hidden folders, finds them; git ignores it.
 */
async function withNotebookFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = join(cloneFolder, "test", "browser", `lab.${crypto.randomUUID()}.partial`);
  await Deno.mkdir(folder);
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

/** Copies the small inputs, beside which a notebook may write, and names them by variable. */
async function copyInputs(folder: string): Promise<Record<string, string>> {
  const copies = allInputs.map(async ({ variable, fixture }) => {
    const copy = join(folder, variable, basename(fixture));
    await cp(fixture, copy, { recursive: true });
    return [variable, copy];
  });
  return Object.fromEntries(await Promise.all(copies));
}

/** Opens a notebook in a JupyterLab of its own. */
async function inLab(
  notebook: Notebook,
  use: (opened: LabNotebook, page: Page) => Promise<void>,
): Promise<void> {
  await withScratchFolder((scratch) =>
    withNotebookFolder(async (folder) => {
      const path = join(folder, "notebook.ipynb");
      await writeNotebook(path, notebook);
      const lab = await startLab(join(scratch, "settings"), await copyInputs(scratch));
      try {
        await withPage({ viewport: { width: 1280, height: 960 } }, async (page) => {
          await use(await LabNotebook.open(page, lab.addressOf(path)), page);
        });
      } finally {
        await lab.stop();
      }
    })
  );
}

/** What stands under each cell, by the cell's place. */
async function shownUnder(
  opened: LabNotebook,
  cells: readonly ExpectedCell[],
): Promise<readonly ExpectedCell[]> {
  const shown: ExpectedCell[] = [];
  for (const { index, forms } of cells) {
    shown.push({ index, forms: await opened.outputsOf(index, forms) });
  }
  return shown;
}

/**
 * A cell that computes for ever. One that waits for ever cannot be stopped: told to interrupt,
 * Deno's kernel (2.8.1 as 2.9.6) ends the code that runs, and where none runs it stands still until
 * it is restarted.
 */
const ENDLESS = "for (;;);";

for (const topic of await findTopics()) {
  for (const path of topic.notebooks) {
    const name = notebookName(path);

    browserTest(`${topic.name}/${name} is stepped through, interrupted and run again`, async () => {
      const committed = await readNotebook(path);
      const cells = expectedCells(committed);
      const codeCells = new Map(cells.map((cell) => [cell.index, cell]));
      const end = committed.cells.length;

      await inLab(withoutOutputs(committed), async (opened, page) => {
        await opened.select(0);
        for (const index of committed.cells.keys()) {
          await opened.runSelected(index);
          const cell = codeCells.get(index);
          if (cell === undefined) continue;
          await opened.untilExecuted(index);
          assertEquals(await shownUnder(opened, [cell]), [cell], `under cell ${index}`);
        }
        // Nothing that was shown is lost by what came after it.
        assertEquals(await shownUnder(opened, cells), cells);
        const lastChart = cells.findLast(({ forms }) => forms.includes(CHART));
        if (lastChart !== undefined) await opened.scrollToOutputs(lastChart.index);
        await keepScreenshot(page, `jupyterlab_${name}`);

        await opened.select(end);
        await opened.runInSelected(end, ENDLESS);
        await opened.untilRunning(end);
        await opened.interrupt();
        await opened.untilExecuted(end);
        await opened.select(end);
        // The kernel still knows what it knew.
        await opened.runInSelected(end, "await show(typeof writeup);");
        await opened.untilExecuted(end);
        assertEquals(await opened.outputsOf(end, ["text/plain"]), ["text/plain"]);
        assertEquals(await opened.textUnder(end), "object");

        await opened.markOutputs();
        await opened.restartAndRunAll();
        await opened.untilNoneMarked();
        await opened.untilExecuted(end, ALL_CELLS);
        await opened.untilIdle();
        assertEquals(await shownUnder(opened, cells), cells, "after running all cells anew");
      });
    });
  }
}

/** What would set a mark in the page if any of it were taken for markup or script. */
const HOSTILE =
  '`</pre></script><img src=x onerror="document.title=1"><script>document.title=1</script>' +
  "[x](javascript:document.title=1) $\\\\href{javascript:document.title=1}{x}$\u001b[31m";

browserTest("names and titles from the data stay text in JupyterLab", async () => {
  const code = (source: string) => ({
    cell_type: "code" as const,
    id: crypto.randomUUID().slice(0, 8),
    metadata: {},
    source,
    execution_count: null,
    outputs: [],
  });
  const notebook: Notebook = {
    cells: [
      code(`import pl from "nodejs-polars";
import { segmentEffectsChart } from "lib/charts/mod.ts";
import { InputError } from "lib/errors.ts";
import { show } from "lib/notebook/mod.ts";
import { namedValues } from "lib/tables/mod.ts";
import { markdown } from "lib/text/mod.ts";
const hostile = ${JSON.stringify(HOSTILE)};`),
      code("await show(pl.DataFrame({ [hostile]: [hostile] }));"),
      code("await show(markdown`Data: ${hostile}`);"),
      code("await show(namedValues({ [hostile]: 1 }));"),
      code(`await show(segmentEffectsChart([{ standing: "sound", truth: undefined, effect: {
  segmentColumn: hostile, segment: hostile, rows: 300, treatedRows: 60, controlRows: 240,
  treatedClickRate: 0.1, controlClickRate: 0.05, naiveLift: 0.05,
  lift: 0.01, standardError: 0.01, lower: -0.0096, upper: 0.0296,
} }], { plural: hostile }));`),
      code(`throw new InputError(hostile, { column: hostile, remedy: "Mend it." });`),
    ],
    metadata: { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  const stderr = "application/vnd.jupyter.stderr";
  const forms = ["text/html", "text/markdown", "text/html", CHART, stderr];
  await inLab(notebook, async (opened, page) => {
    await opened.select(0);
    for (const index of notebook.cells.keys()) {
      await opened.runSelected(index);
      await opened.untilExecuted(index);
      const form = forms[index - 1];
      if (form !== undefined) assertEquals(await opened.outputsOf(index, [form]), [form]);
    }
    await keepScreenshot(page, "jupyterlab_hostile_names");
    assertNotEquals(await page.title(), "1");
    const outputs = page.locator(".jp-OutputArea");
    assertEquals(
      await outputs.locator("script, img[src=x], [onerror], [href^=javascript]").count(),
      0,
    );
  });
});
