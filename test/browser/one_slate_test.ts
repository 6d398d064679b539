/// <reference lib="dom" />
/**
 * The slate of which a reader moves movies, in a page: controls with names, numbers that follow them,
 * and a phone's width.
 */

import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { oneSlateChart } from "lib/charts/one_slate.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";
import { moviesOf, slateOf } from "../charts/slate_choice.ts";
import { withCharts } from "./charts_page.ts";
import { browserTest } from "./chromium.ts";
import { seriousFaults, sidewaysScroll } from "./writeup_page.ts";

const SIZE = 12;
const SLATE = slateOf(SIZE);
const MOVIES = moviesOf(SIZE).map((movie, item) =>
  item === 4 ? { ...movie, title: `"Quoted" & <b>Long</b> ${"Journey ".repeat(20)}` } : movie
);
const CHART = oneSlateChart(SLATE, MOVIES, { from: 8 });

/** The numbers that the chart shows: clicks before, and clicks after in the order before. */
async function shownClicks(page: Page): Promise<string[]> {
  const texts = await page.locator("figure[data-chart] svg text").allTextContents();
  return texts.filter((text) => /^\d+\.\d$/.test(text));
}

/** The same from the library. */
function expectedClicks(from: number, to: number): string[] {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const { probability } = SLATE.move(from, to);
  return [...SLATE.unchanged, sum(SLATE.unchanged), ...probability, sum(probability)]
    .map((value) => clicksPerHundred(value));
}

/** The movies in the new order, as they stand beside the right panel. */
async function shownOrder(page: Page): Promise<string[]> {
  const texts = await page.locator("figure[data-chart] svg text").allTextContents();
  return texts.filter((text) => /^\d+\. /.test(text)).slice(SIZE)
    .sort((a, b) => parseInt(a) - parseInt(b))
    .map((text) => text.slice(0, 12));
}

function expectedOrder(from: number, to: number): string[] {
  const list = MOVIES.map(({ title }) => title!);
  list.splice(to - 1, 0, ...list.splice(from - 1, 1));
  return list.map((title, at) => `${at + 1}. ${title}`.slice(0, 12));
}

browserTest("movie and place are chosen by the keyboard, and all numbers follow", async () => {
  await withCharts([CHART], { viewport: { width: 1280, height: 900 } }, async (page) => {
    assertEquals(await shownClicks(page), expectedClicks(8, 1));
    const movie = page.getByRole("combobox", { name: "Movie" });
    const place = page.getByRole("slider", { name: "Moved to place" });
    for (const [from, to] of [[8, 4], [3, 4], [5, 12], [12, 1], [6, 6]] as const) {
      await movie.selectOption({ index: from - 1 });
      await place.focus();
      await page.keyboard.press("Home");
      for (let step = 1; step < to; step++) await page.keyboard.press("ArrowRight");
      await page.waitForFunction(
        (words) => document.querySelector("figure[data-chart] svg")!.textContent!.includes(words),
        from === to ? `stays in place ${from}` : `from place ${from} to ${to}`,
      );
      assertEquals(await shownClicks(page), expectedClicks(from, to), `${from} to ${to}`);
      assertEquals(await shownOrder(page), expectedOrder(from, to), `${from} to ${to}`);
    }
    const labels = await movie.locator("option").allTextContents();
    assertEquals(labels.length, SIZE);
    assertEquals(labels[7], "8. Movie H (1967)");
    assertEquals(await seriousFaults(page), []);
  });
});

browserTest("on a phone panels and controls stand below each other within the page", async () => {
  await withCharts([CHART], { viewport: { width: 356, height: 800 } }, async (page) => {
    assertEquals(await sidewaysScroll(page), 0);
    const [excess, width] = await page.locator("[data-chart-view]").evaluate((place) =>
      [place.scrollWidth - place.clientWidth, place.clientWidth] as const
    );
    assertEquals(excess, 0);
    assert(width > 300, `${width}`);
    const cut = await page.locator("[data-chart-view] svg text").evaluateAll((texts) => {
      const { left, right } = document.querySelector("[data-chart-view]")!.getBoundingClientRect();
      return texts.filter((text) => {
        const box = text.getBoundingClientRect();
        return box.left < left || box.right > right;
      }).map((text) => text.textContent);
    });
    assertEquals(cut, []);
    const movie = page.getByRole("combobox", { name: "Movie" });
    assert((await movie.boundingBox())!.width <= width);
    await movie.selectOption({ index: 4 });
    await page.waitForFunction(() =>
      document.querySelector("figure[data-chart] svg")!.textContent!.includes("from place 5 to 1")
    );
    assertEquals(await shownClicks(page), expectedClicks(5, 1));
    assertEquals(await seriousFaults(page), []);
  });
});
