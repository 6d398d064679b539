/// <reference lib="dom" />
/**
 * Charts that move, in a page: a slider that the keyboard reaches, and widths that fit a phone.
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Chart } from "lib/charts/chart.ts";
import { clippingBoundChart } from "lib/charts/clipping_bound.ts";
import { keyEffectsChart } from "lib/charts/key_effects.ts";
import { naiveVersusDoublyRobustChart } from "lib/charts/naive_versus_doubly_robust.ts";
import { segmentEffectsChart } from "lib/charts/segment_effects.ts";
import { clippingBounds } from "lib/effects/clipping.ts";
import { ALL_SEGMENTS, judged, OVERALL } from "../charts/effects.ts";
import { withCharts } from "./charts_page.ts";
import { browserTest } from "./chromium.ts";
import { seriousFaults, sidewaysScroll } from "./writeup_page.ts";

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

browserTest("the slider has a name, and an arrow key reads off the next bound", async () => {
  await withCharts(CHARTS, { viewport: { width: 1280, height: 900 } }, async (page) => {
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
    await withCharts(CHARTS, { viewport: { width: 360, height: 900 } }, async (page) => {
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
