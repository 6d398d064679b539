/**
 * A page of charts, exported as a notebook's is.
 *
 * @module
 */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import type { Chart } from "lib/charts/chart.ts";
import { silentReport } from "lib/command/mod.ts";
import { bundleOf } from "lib/notebook/show.ts";
import { withScratchFolder } from "../../notebooks/environment/folders.ts";
import { prepareEnvironment } from "../../notebooks/environment/prepare.ts";
import { writeNotebook } from "../../notebooks/execution/notebook_format.ts";
import { exportHtml } from "../../notebooks/export/export.ts";
import { withPage } from "./chromium.ts";
import { untilDrawn } from "./writeup_page.ts";

/**
 * Opens a page of charts, without a network.
 *
 * @param charts what the page shows, in this order
 * @param options what kind of page: its size, scheme, scripts
 * @param use receives the page, its charts drawn
 */
export async function withCharts(
  charts: readonly Chart[],
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  await withScratchFolder(async (scratch) => {
    const notebook = join(scratch, "charts.ipynb");
    const bundles = await Promise.all(charts.map((chart) => bundleOf(chart)));
    await writeNotebook(notebook, {
      cells: [
        { cell_type: "markdown", id: "title", metadata: {}, source: "# Charts" },
        ...bundles.map(({ data, metadata }, at) => ({
          cell_type: "code" as const,
          id: `chart-${at}`,
          metadata: {},
          source: "chart",
          execution_count: at + 1,
          outputs: [{ output_type: "display_data" as const, data, metadata }],
        })),
      ],
      metadata: { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } },
      nbformat: 4,
      nbformat_minor: 5,
    });
    await Deno.writeTextFile(
      join(scratch, "about.json"),
      JSON.stringify({ summary: "Charts.", data: "None.", seed: 1 }),
    );
    const html = join(scratch, "charts.html");
    await exportHtml(notebook, html, await prepareEnvironment("execute", silentReport), {
      ranOn: new Date("2026-03-01T12:00:00Z"),
    });
    await withPage({ offline: true, ...options }, async (page) => {
      await page.goto(pathToFileURL(html).href);
      if (options.javaScriptEnabled !== false) await untilDrawn(page);
      await use(page);
    });
  });
}
