/// <reference lib="dom" />
/**
 * Charts on a dark page: dark themselves, at load and whenever the theme changes, with all that a reader
 * has chosen; light on paper, in what is saved, and where a colour has no dark counterpart.
 */

import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import type { Locator, Page } from "playwright-core";
import { Chart } from "lib/charts/chart.ts";
import { clippingBoundChart } from "lib/charts/clipping_bound.ts";
import { DARK_COLORS, DARK_GROUND } from "lib/charts/dark_colors.ts";
import { segmentEffectsChart } from "lib/charts/segment_effects.ts";
import { COLORS } from "lib/charts/theme.ts";
import { clippingBounds } from "lib/effects/clipping.ts";
import { ALL_SEGMENTS, judged, OVERALL } from "../charts/effects.ts";
import { withCharts } from "./charts_page.ts";
import { browserTest } from "./chromium.ts";
import { hoverTooltip, opacities, saveChart, seriousFaults } from "./writeup_page.ts";

const LAPTOP = { width: 1280, height: 900 };
const [DARK, LIGHT] = [{ background: DARK_GROUND, at: 1 }, { background: COLORS.ground, at: 0 }];

const SLIDER = clippingBoundChart(
  clippingBounds(0.01).map((clip, at) => ({ clip, effect: OVERALL, raised: 900 * at, lowered: 0 })),
  { clip: 0.01, truth: 0.01 },
);
const SEGMENTS = segmentEffectsChart(judged(ALL_SEGMENTS, { truth: 0.01 }), { overall: OVERALL });
/** A chart in a colour of its own. */
const OWN = new Chart({
  data: { values: [{ movie: "Heat", minutes: 170 }] },
  mark: { type: "bar", color: "#123456" },
  encoding: { x: { field: "minutes", type: "quantitative" } },
}, "Running times. Heat takes 170 minutes.");

const chartAt = (page: Page, at: number) => page.locator("figure[data-chart]").nth(at);

/** What a chart's drawing is seen in: its ground, then the colours of its texts and its marks. */
async function seen(chart: Locator): Promise<{ background: string; inks: string[] }> {
  return await chart.locator("[data-chart-view] svg").evaluate((svg) => {
    const hex = (color: string) =>
      color.replace(
        /^rgb\((\d+), (\d+), (\d+)\)$/,
        (_, ...parts) =>
          `#${parts.slice(0, 3).map((n) => Number(n).toString(16).padStart(2, "0")).join("")}`,
      );
    const inks = [...svg.querySelectorAll("[fill], [stroke]")].flatMap((element) => {
      const { fill, stroke } = getComputedStyle(element);
      return [
        ...(element.hasAttribute("fill") ? [fill] : []),
        ...(element.hasAttribute("stroke") ? [stroke] : []),
      ];
    }).filter((color) => color.startsWith("rgb("));
    return {
      background: hex(getComputedStyle(svg).backgroundColor),
      inks: [...new Set(inks.map(hex))].sort(),
    };
  });
}

/** Holds a chart against one of the two themes: its ground, and that every ink is of that theme. */
async function assertSeen(chart: Locator, theme: typeof DARK): Promise<void> {
  const { background, inks } = await seen(chart);
  assertEquals(background, theme.background);
  const known = new Set(Object.entries(DARK_COLORS).map((pair) => pair[theme.at]));
  assert(inks.length > 3);
  assertEquals(inks.filter((ink) => !known.has(ink)), []);
  // Text, estimates, the truth: a few that must be there.
  for (const light of [COLORS.text, COLORS.estimate, COLORS.truth]) {
    assert(inks.includes([light, DARK_COLORS[light]!][theme.at]!), light);
  }
}

browserTest(
  "the switch and the system change a chart's colours, and nothing else of it",
  () =>
    withCharts([SLIDER, SEGMENTS], { viewport: LAPTOP, colorScheme: "dark" }, async (page) => {
      const [slider, segments] = [chartAt(page, 0), chartAt(page, 1)];
      for (const chart of [slider, segments]) await assertSeen(chart, DARK);

      await page.getByRole("slider", { name: "Clipping bound" }).focus();
      await page.keyboard.press("End");
      await page.waitForFunction(() =>
        document.querySelector("figure[data-chart] svg")!.innerHTML.includes("Bound 0.100: ")
      );
      const plain = await opacities(segments);
      await segments.locator('.role-legend-label text[role="button"]').first().click();
      await page.waitForTimeout(200);
      const highlighted = await opacities(segments);
      assertNotEquals(highlighted, plain);

      const choice = page.locator("[data-theme-choice]");
      const changes = [
        [() => choice.selectOption("light"), LIGHT],
        [() => choice.selectOption("dark"), DARK],
        [() => page.emulateMedia({ colorScheme: "light" }), DARK],
        [() => choice.selectOption("auto"), LIGHT],
        [() => page.emulateMedia({ colorScheme: "dark" }), DARK],
      ] as const;
      for (const [change, theme] of changes) {
        await change();
        for (const chart of [slider, segments]) await assertSeen(chart, theme);
        assertStringIncludes(await slider.locator("svg").innerHTML(), "Bound 0.100: ");
        assertEquals(await page.getByRole("slider").inputValue(), "0.1");
        assertEquals(await opacities(segments), highlighted);
      }
      assertEquals(await seriousFaults(page), []);
    }),
);

browserTest(
  "on a dark page tooltip, menu and slider are dark, and what is saved is light",
  () =>
    withCharts([SLIDER, SEGMENTS], { viewport: LAPTOP, colorScheme: "dark" }, async (page) => {
      const chart = chartAt(page, 1);
      assert(await hoverTooltip(page, chart) !== undefined);
      await chart.locator("[data-chart-menu] summary").click();
      const parts = ["#chart-tooltip", "[data-chart-menu] summary", "[data-save='svg']"];
      for (const part of parts) {
        const { color, backgroundColor } = await page.locator(part).first().evaluate((element) => {
          const { color, backgroundColor } = getComputedStyle(element);
          return { color, backgroundColor };
        });
        assertEquals([color, backgroundColor], ["rgb(227, 230, 234)", "rgb(21, 24, 29)"], part);
      }
      const scheme = await page.getByRole("slider").evaluate((slider) => {
        const { color, colorScheme } = getComputedStyle(slider.parentElement!);
        return [color, colorScheme];
      });
      assertEquals(scheme, ["rgb(227, 230, 234)", "light dark"]);

      const svg = new TextDecoder().decode((await saveChart(page, chart, "svg")).bytes);
      assertStringIncludes(svg, 'fill="white"');
      assertStringIncludes(svg, `"${COLORS.text}"`);
      for (const dark of Object.values(DARK_COLORS)) assert(!svg.includes(dark), dark);
      const picture = await chart.locator("img").getAttribute("src");
      const { bytes } = await saveChart(page, chart, "png");
      assertEquals(`data:image/png;base64,${bytes.toBase64()}`, picture);
    }),
);

browserTest(
  "paper is light, whatever the page's theme",
  () =>
    withCharts([SEGMENTS], { viewport: LAPTOP, colorScheme: "dark" }, async (page) => {
      const chart = chartAt(page, 0);
      await page.locator("[data-theme-choice]").selectOption("dark");
      await page.emulateMedia({ media: "print" });
      assertEquals(await chart.locator("[data-chart-view]").isVisible(), false);
      const [background, scheme] = await chart.locator("img").evaluate((picture) => {
        const { backgroundColor, colorScheme } = getComputedStyle(picture);
        return [backgroundColor, colorScheme];
      });
      assertEquals([background, scheme], ["rgb(255, 255, 255)", "light"]);
      await page.emulateMedia({ media: "screen" });
      await assertSeen(chart, DARK);
    }),
);

browserTest(
  "a chart in a colour of its own stays on a light card, with its menu",
  () =>
    withCharts([OWN, SEGMENTS], { viewport: LAPTOP, colorScheme: "dark" }, async (page) => {
      const own = chartAt(page, 0);
      const { background, inks } = await seen(own);
      assertEquals(background, "#ffffff");
      assert(inks.includes("#123456"));
      const menu = await own.locator("[data-chart-menu] summary").evaluate((summary) =>
        getComputedStyle(summary).color
      );
      assertEquals(menu, "rgb(29, 33, 39)");
      await assertSeen(chartAt(page, 1), DARK);
      assertEquals(await seriousFaults(page), []);
    }),
);

browserTest(
  "without a script a dark page shows the light picture on a light card",
  () =>
    withCharts(
      [SEGMENTS],
      { viewport: LAPTOP, colorScheme: "dark", javaScriptEnabled: false },
      async (page) => {
        const picture = chartAt(page, 0).locator("img");
        assert(await picture.isVisible());
        const background = await picture.evaluate((img) => getComputedStyle(img).backgroundColor);
        assertEquals(background, "rgb(255, 255, 255)");
      },
    ),
);
