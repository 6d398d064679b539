/// <reference lib="dom" />
/**
 * Charts that move, in a page: a slider that the keyboard reaches, and widths that fit a phone.
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import type { Chart } from "lib/charts/chart.ts";
import { clippingBoundChart } from "lib/charts/clipping_bound.ts";
import { keyEffectsChart } from "lib/charts/key_effects.ts";
import { naiveVersusDoublyRobustChart } from "lib/charts/naive_versus_doubly_robust.ts";
import { segmentEffectsChart } from "lib/charts/segment_effects.ts";
import { silentReport } from "lib/command/mod.ts";
import { clippingBounds } from "lib/effects/clipping.ts";
import { bundleOf } from "lib/notebook/show.ts";
import { ALL_SEGMENTS, judged, OVERALL } from "../charts/effects.ts";
import { withScratchFolder } from "../../notebooks/environment/folders.ts";
import { prepareEnvironment } from "../../notebooks/environment/prepare.ts";
import { writeNotebook } from "../../notebooks/execution/notebook_format.ts";
import { exportHtml } from "../../notebooks/export/export.ts";
import { browserTest, withPage } from "./chromium.ts";
import { seriousFaults, sidewaysScroll, untilDrawn } from "./writeup_page.ts";

const SEGMENTS = judged(ALL_SEGMENTS, { truth: 0.01 });

const CHARTS: readonly Chart[] = [
  clippingBoundChart(
    clippingBounds(0.01).map((clip, at) => ({
      clip,
      effect: OVERALL,
      raised: 900 * at,
      lowered: 0,
    })),
    { clip: 0.01, truth: 0.01 },
  ),
  segmentEffectsChart(SEGMENTS, { overall: OVERALL }),
  keyEffectsChart(OVERALL, SEGMENTS, { truth: 0.01 }),
  naiveVersusDoublyRobustChart(SEGMENTS),
];

/** Opens a page of the charts, without a network. */
async function withCharts(width: number, use: (page: Page) => Promise<void>): Promise<void> {
  await withScratchFolder(async (scratch) => {
    const notebook = join(scratch, "charts.ipynb");
    const bundles = await Promise.all(CHARTS.map((chart) => bundleOf(chart)));
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
    await withPage({ viewport: { width, height: 900 }, offline: true }, async (page) => {
      await page.goto(pathToFileURL(html).href);
      await untilDrawn(page);
      await use(page);
    });
  });
}

browserTest("the slider has a name, and an arrow key reads off the next bound", async () => {
  await withCharts(1280, async (page) => {
    const slider = page.getByRole("slider", { name: "Clipping bound" });
    const chart = page.locator("figure[data-chart]").first();
    assertStringIncludes(await chart.locator("svg").innerHTML(), "Bound 0.010: ");
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() =>
      document.querySelector("figure[data-chart] svg")!.innerHTML.includes("Bound 0.012: ")
    );
    await page.keyboard.press("End");
    await page.waitForFunction(() =>
      document.querySelector("figure[data-chart] svg")!.innerHTML.includes("Bound 0.100: ")
    );
    assertEquals(await seriousFaults(page), []);
  });
});

browserTest(
  "on a phone every chart is as wide as the page, and keeps room for its plot",
  async () => {
    await withCharts(360, async (page) => {
      assertEquals(await sidewaysScroll(page), 0);
      const charts = await page.locator("[data-chart-view]").evaluateAll((places) =>
        places.map((place) => [place.scrollWidth - place.clientWidth, place.clientWidth] as const)
      );
      assertEquals(charts.length, CHARTS.length);
      for (const [excess, width] of charts) {
        assertEquals(excess, 0);
        assert(width > 300, `${width}`);
      }
      assert(await page.getByRole("slider", { name: "Clipping bound" }).isVisible());
    });
  },
);
