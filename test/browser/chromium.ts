/**
 * Tests that drive a headless Chromium, and are skipped where there is none.
 *
 * @module
 */

import { join } from "node:path";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { cloneFolder } from "lib/command/mod.ts";
import { findChromium } from "./find_chromium.ts";

const executable = findChromium();

/** Where the tests keep their pictures; git ignores it. */
export const SCREENSHOTS = join(cloneFolder, "test", "browser", "screenshots");

/**
 * Registers a test that is skipped without Chromium.
 *
 * @param name what holds
 * @param test the test
 */
export function browserTest(name: string, test: () => Promise<void>): void {
  Deno.test({
    name,
    ignore: executable === undefined,
    // The driver keeps its connection, timers and child process from test to test.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: test,
  });
}

/**
 * Opens an empty page in a Chromium of its own, and closes both.
 *
 * @param options what kind of page: its size, scheme, scripts, network
 * @param use receives the page
 */
export async function withPage(
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  if (executable === undefined) throw new Error("There is no Chromium");
  const browser = await chromium.launch({
    executablePath: executable,
    args: [
      "--disable-gpu",
      // What a browser asks its maker for by itself.
      "--disable-background-networking",
      "--disable-component-update",
      // Chromium refuses to run as root inside its sandbox, as in most containers.
      ...(Deno.uid() === 0 ? ["--no-sandbox"] : []),
    ],
  });
  try {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    try {
      await use(page);
    } catch (error) {
      await keepScreenshot(page, `failed_${crypto.randomUUID().slice(0, 8)}`).catch(() => {});
      throw error;
    }
  } finally {
    await browser.close();
  }
}

/**
 * Keeps a picture of a page for a developer to look at.
 *
 * @param page the page, as far as it is in view
 * @param name the picture's name without its ending
 */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}
