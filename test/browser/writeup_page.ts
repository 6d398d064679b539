/// <reference lib="dom" />
/**
 * An exported page, as a reader sees and uses it.
 *
 * @module
 */

import axe from "axe-core";
import type { Download, Locator, Page } from "playwright-core";

/** Waits until every chart that is not folded away is drawn. */
export async function untilDrawn(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const charts = [...document.querySelectorAll<HTMLElement>("figure[data-chart]")]
      .filter((chart) => chart.checkVisibility());
    return charts.length > 0 &&
      charts.every((chart) =>
        chart.dataset.chart === "live" && chart.querySelector("[data-chart-menu]") !== null
      );
  });
}

/** Opens everything that is folded, by the page's own switch, and waits until its charts are drawn. */
export async function openEverything(page: Page): Promise<void> {
  await page.locator("#fold-switch").click();
  await untilDrawn(page);
}

/** The number that a table's cell begins with, before an interval or a unit. */
export function leadingNumber(text: string): number {
  const [number] = /^-?[\d.]+(e[+-]?\d+)?/i.exec(text.replace(/,/g, "").replace("−", "-")) ?? [];
  return Number(number ?? NaN);
}

/**
 * What axe-core objects to, of its two highest degrees.
 *
 * @param page the page
 * @returns one line a rule and element; empty if there is nothing
 */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{
          violations: {
            id: string;
            impact: string;
            nodes: { target: string[]; failureSummary: string }[];
          }[];
        }>;
      };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`)
      );
  });
}

/**
 * Moves the pointer over a chart's marks until one shows its tooltip.
 *
 * @param page the page
 * @param chart the chart
 * @returns what the tooltip says; undefined if no mark has one
 */
export async function hoverTooltip(page: Page, chart: Locator): Promise<string | undefined> {
  await chart.scrollIntoViewIfNeeded();
  const tooltip = page.locator("#chart-tooltip");
  const marks = chart.locator(
    "[data-chart-view] :is(.mark-rect, .mark-symbol, .mark-area, .mark-line, .mark-rule) " +
      ":is(path, line)",
  );
  for (const mark of (await marks.all()).slice(0, 80)) {
    const box = await mark.boundingBox();
    if (box === null || box.width * box.height > 1e5) continue;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    if (await tooltip.isVisible()) return await tooltip.innerText();
  }
  return undefined;
}

/** How strongly each mark of a chart is drawn. */
export async function opacities(chart: Locator): Promise<string> {
  return await chart.locator("[data-chart-view] svg :is(path, line)").evaluateAll((marks) =>
    marks.map((mark) => mark.getAttribute("opacity") ?? "1").join(" ")
  );
}

/**
 * The bytes that a chart's menu saves.
 *
 * @param page the page
 * @param chart the chart
 * @param format what is chosen in the menu
 */
export async function saveChart(
  page: Page,
  chart: Locator,
  format: "png" | "svg",
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const choice = chart.locator(`[data-save="${format}"]`);
  if (!await choice.isVisible()) await chart.locator("[data-chart-menu] summary").click();
  const [download]: [Download, void] = await Promise.all([
    page.waitForEvent("download"),
    choice.click(),
  ]);
  return {
    name: download.suggestedFilename(),
    bytes: await Deno.readFile(await download.path()),
  };
}

/** The texts of a table's column, without the row that stands for rows left out. */
export async function columnOf(table: Locator, column: number): Promise<string[]> {
  return await table.locator("tbody tr").evaluateAll(
    (rows, column) =>
      rows.filter((row) => !(row as HTMLElement).hidden)
        .map((row) => (row as HTMLTableRowElement).cells[column]?.textContent?.trim() ?? "")
        .filter((text) => text !== "⋮"),
    column,
  );
}

/** How far the whole page can be scrolled sideways, in pixels. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** How light the page's background is, from 0 to 1. */
export async function backgroundLightness(page: Page): Promise<number> {
  const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

/** What stands in each row of each table, without spaces. */
export async function rowTexts(page: Page): Promise<string[]> {
  // A formula's text holds what is read aloud besides what is printed.
  const rows = page.locator("[data-table] tbody tr:not(:has(.katex))");
  return await rows.evaluateAll((rows) =>
    rows.map((row) => (row.textContent ?? "").replace(/\s+/g, ""))
  );
}
