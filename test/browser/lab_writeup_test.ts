/**
 * What JupyterLab makes of a notebook whose results are not those of the built-in sample, and its
 * menu's export as this project's page.
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { cloneFolder } from "lib/command/mod.ts";
import { withScratchFolder } from "../../notebooks/environment/folders.ts";
import { writeTinyNotebook } from "../notebooks/tiny_notebook.ts";
import { browserTest, keepScreenshot, withPage } from "./chromium.ts";
import { LabNotebook } from "./lab_notebook.ts";
import { startLab } from "./lab_server.ts";

const CELLS = [
  {
    prose: "# Prices\n\nLow prices sell." +
      '<span class="sample-only"> On the built-in sample by .0123.</span> So they say.\n\n' +
      '<div class="sample-only">\n\nThe _block_ of $x^2$.\n\n</div>\n\n' +
      "<details><summary>What happens</summary>\n\n" +
      '<div class="sample-only tried">\n\nIt falls by .0456.\n\n</div>\n\n</details>',
  },
  {
    code: `import { openWriteup } from "lib/notebook/mod.ts";
import { namedValues } from "lib/tables/mod.ts";
import { md } from "lib/text/mod.ts";
const lift = 1;
const writeup = await openWriteup("prices", { sampleResults: "prices.sample_results.json" });
await writeup.table("01_lift", namedValues({ lift }));`,
  },
  { code: 'await writeup.reads({ notice: md("Data: my own.") });' },
  // Long enough that the first cells leave the window.
  ...Array.from({ length: 40 }, (_, at) => ({
    prose: `## Section ${at}\n\nText.\n\nText.\n\nText.` +
      (at === 39 ? '<span class="sample-only"> The last of the sample.</span>' : ""),
  })),
];

/** Opens a notebook of these cells in a JupyterLab of its own. */
async function inLab(use: (page: Page, notebook: LabNotebook) => Promise<void>): Promise<void> {
  const folder = join(cloneFolder, "test", "browser", `lab.${crypto.randomUUID()}.partial`);
  await Deno.mkdir(folder);
  try {
    const path = join(folder, "prices.ipynb");
    await writeTinyNotebook(path, CELLS);
    await Deno.writeTextFile(
      join(folder, "prices.sample_results.json"),
      '{"01_lift": "other than ever", "(input)": "another"}',
    );
    await withScratchFolder(async (scratch) => {
      const lab = await startLab(join(scratch, "settings"), {});
      try {
        await withPage(
          { viewport: { width: 1280, height: 960 } },
          async (page) => {
            await use(page, await LabNotebook.open(page, lab.addressOf(path)));
          },
        );
      } finally {
        await lab.stop();
      }
    });
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

browserTest(
  "JupyterLab hides what is said of the built-in sample where the results differ",
  () =>
    inLab(async (page, notebook) => {
      const marked = page.locator(".jp-Notebook .sample-only");
      assertEquals(await marked.first().isVisible(), true);
      await notebook.select(0);
      await notebook.runSelected(0);
      await notebook.runSelected(1);
      await notebook.untilExecuted(1);
      assertStringIncludes(await notebook.textUnder(1), "from table 01_lift on");
      await page.waitForFunction(() => {
        const element = document.querySelector(".jp-Notebook .sample-only");
        return element !== null && getComputedStyle(element).display === "none";
      });
      const untried = page.locator(".jp-Notebook .sample-only:not(.tried)");
      for (const element of await untried.all()) assertEquals(await element.isVisible(), false);
      // With the built-in sample whoever tried a change wants to see what should come of it.
      const fold = page.locator(".jp-Notebook details");
      await fold.locator("summary").click();
      assertEquals(await fold.locator(".tried").isVisible(), true);
      assertStringIncludes(
        await page.locator(".jp-Notebook .jp-Cell").first().innerText(),
        "Low prices sell. So they say.",
      );
      await keepScreenshot(page, "lab_other_results");
      await notebook.select(2);
      await notebook.runSelected(2);
      await notebook.untilExecuted(2);
      assertStringIncludes(await notebook.textUnder(2), "from the input on");
      await fold.waitFor({ state: "hidden" });
      // The output that hides is out of sight.
      await page.locator(".jp-Notebook .jp-Cell", { hasText: "Section 0" }).first().click();
      for (let at = 1; at < 40; at++) await page.keyboard.press("ArrowDown");
      const last = page.locator(".sample-only", { hasText: "The last" });
      await last.waitFor({ state: "attached" });
      assertEquals(await last.isVisible(), false);
    }),
);

browserTest(
  "JupyterLab's menu exports the notebook as this project's page",
  () =>
    inLab(async (page, notebook) => {
      await notebook.select(0);
      await page.getByRole("menuitem", { name: "File", exact: true }).click();
      const labels = page.locator(".lm-Menu-itemLabel");
      await labels.filter({ hasText: "Save and Export Notebook As" }).hover();
      const entry = labels.filter({ hasText: /^writeup/i });
      await entry.waitFor();
      await keepScreenshot(page, "lab_export_menu");
      const asked = page.context().waitForEvent(
        "request",
        (request) => request.url().includes("/nbconvert/"),
      );
      await entry.click();
      // The tab that is opened closes itself as soon as the file is on its way: ask again.
      const address = (await asked).url();
      assertStringIncludes(address, "/nbconvert/writeup/");
      const html = await page.evaluate(async (url) => (await fetch(url)).text(), address);
      assertStringIncludes(html, "shows the notebook as it was saved");
      assertStringIncludes(html, 'class="katex"');
      assert(html.includes("<h1"), "the title");
    }),
);
