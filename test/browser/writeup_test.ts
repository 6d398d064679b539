/// <reference lib="dom" />
/**
 * The exported pages in a browser without a network: what a reader of each notebook gets.
 */

import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { extractText } from "unpdf";
import { copyTargets, relativeTargets } from "../../notebooks/beside.ts";
import { withScratchFolder } from "../../notebooks/environment/folders.ts";
import { prepareEnvironment } from "../../notebooks/environment/prepare.ts";
import { silentReport } from "lib/command/mod.ts";
import type { OutputNote } from "lib/notebook/output_note.ts";
import {
  type Cell,
  type Notebook,
  type Output,
  readNotebook,
  writeNotebook,
} from "../../notebooks/execution/notebook_format.ts";
import { exportHtml } from "../../notebooks/export/export.ts";
import { writeIndexPage } from "../../notebooks/index_page.ts";
import { findTopics, notebookName } from "../../notebooks/topics.ts";
import { browserTest, keepScreenshot, withPage } from "./chromium.ts";
import {
  backgroundLightness,
  columnOf,
  hoverTooltip,
  leadingNumber,
  opacities,
  openEverything,
  rowTexts,
  saveChart,
  seriousFaults,
  sidewaysScroll,
  untilDrawn,
} from "./writeup_page.ts";

/** The most a page may weigh, in bytes. */
const HEAVIEST = 3 * 1024 * 1024;
/** The most screens of 1440 × 900 that a page is long while it is folded, by notebook. */
const LONGEST: Readonly<Record<string, number>> = {
  "04_heterogeneous_treatment_effects": 12,
  "05_can_we_trust_the_segments": 18,
  "02_spillover_exposure_mapping": 10,
};
const LAPTOP = { width: 1280, height: 900 };
const TABLET = { width: 820, height: 1180 };
const PHONE = { width: 360, height: 740 };

/** A cell that stands in for what a run concludes, the notebook's first chart as its key figure. */
function conclusionOf({ cells }: Notebook): Cell {
  const outputs = cells.flatMap((cell) => cell.cell_type === "code" ? cell.outputs : []);
  const chart = outputs.find((output) =>
    "data" in output && "application/vnd.vegalite.v5+json" in output.data
  );
  const noted = (markdown: string, note: OutputNote): Output => ({
    output_type: "display_data",
    data: { "text/markdown": markdown, "text/plain": markdown },
    metadata: { writeup: note },
  });
  const named = chart === undefined || !("metadata" in chart) ? [] : [{
    ...chart,
    metadata: { ...chart.metadata, writeup: { part: "key figure", name: "key_figure" } },
  }];
  return {
    cell_type: "code",
    id: "stand-in",
    metadata: {},
    source: "",
    execution_count: 1,
    outputs: [
      noted("A place in the top three adds **0.0042** clicks per display.", {
        part: "summary",
        data: "**Simulated data:** the built-in sample.",
        seed: 42,
      }),
      ...named,
      noted("Each line is an interval.", { part: "reading" }),
      noted("- Rows are independent.", { part: "grounds" }),
    ],
  };
}

/** Exported pages by notebook: the tests of a page share it. */
const exported = new Map<string, Promise<string>>();

/** Whether a cell shows what its run concludes. */
function concludes(cell: Cell): boolean {
  return cell.cell_type === "code" &&
    cell.outputs.some((output) =>
      "metadata" in output && JSON.stringify(output.metadata).includes('"part":"summary"')
    );
}

/** Exports a committed notebook, with a conclusion of known words in the place of its own, once. */
function exportOnce(notebook: string): Promise<string> {
  const known = exported.get(notebook);
  if (known !== undefined) return known;
  const page = withScratchFolder(async (scratch) => {
    const copy = join(scratch, basename(notebook));
    const saved = await readNotebook(notebook);
    const cells = saved.cells.filter((cell) => !concludes(cell));
    await writeNotebook(copy, { ...saved, cells: [...cells, conclusionOf(saved)] });
    await copyTargets(notebook, relativeTargets(saved, "pictures"), scratch);
    const target = join(scratch, "page.html");
    await exportHtml(copy, target, await prepareEnvironment("execute", silentReport), {
      ranOn: new Date("2026-03-01T12:00:00Z"),
    });
    return await Deno.readTextFile(target);
  });
  exported.set(notebook, page);
  return page;
}

/** A page that is open, and what its browser asked for and complained of. */
interface Opened {
  readonly page: Page;
  readonly address: string;
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

/** Opens a notebook's page without a network. */
async function withWriteup(
  notebook: string,
  options: BrowserContextOptions,
  use: (opened: Opened) => Promise<void>,
): Promise<void> {
  const html = await exportOnce(notebook);
  await withScratchFolder(async (scratch) => {
    const path = join(scratch, `${notebookName(notebook)}.html`);
    await Deno.writeTextFile(path, html);
    const address = pathToFileURL(path).href;
    await withPage({ viewport: LAPTOP, offline: true, ...options }, async (page) => {
      const requests: string[] = [];
      const complaints: string[] = [];
      page.on("request", (request) => {
        if (!/^(data|blob):/.test(request.url())) requests.push(request.url());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      await page.goto(address);
      if (options.javaScriptEnabled !== false) await untilDrawn(page);
      await use({ page, address, requests, complaints });
    });
  });
}

for (const topic of await findTopics()) {
  for (const notebook of topic.notebooks) {
    const name = notebookName(notebook);
    const pageTest = (
      what: string,
      options: BrowserContextOptions,
      use: (opened: Opened) => Promise<void>,
    ) => browserTest(`${name}.html: ${what}`, () => withWriteup(notebook, options, use));

    pageTest("the file is all it needs, and it is light", {}, async (opened) => {
      const { page, address, requests, complaints } = opened;
      await page.evaluate(() => globalThis.scrollTo(0, document.body.scrollHeight));
      await keepScreenshot(page, name);
      assertEquals(requests, [address]);
      assertEquals(complaints, []);
      const size = new TextEncoder().encode(await exportOnce(notebook)).length;
      assert(size <= HEAVIEST, `${size} bytes`);
    });

    pageTest("nothing that got into it runs", {}, async ({ page, address }) => {
      const armed =
        '<script>globalThis.ran = 1</script><img src="x" onerror="globalThis.ran = 2">' +
        '<svg onload="globalThis.ran = 3"></svg><iframe srcdoc="<script>top.ran = 4</script>">' +
        '</iframe><a id="lure" href="javascript:void(globalThis.ran = 5)">lure</a>';
      const path = fileURLToPath(address);
      const html = await Deno.readTextFile(path);
      await Deno.writeTextFile(path, html.replace("</main>", () => `${armed}</main>`));
      await page.reload();
      await page.locator("#lure").click();
      await page.waitForTimeout(200);
      assertEquals(await page.evaluate(() => Reflect.get(globalThis, "ran")), undefined);
    });

    pageTest("the answer stands first, and the facts say of which run", {}, async ({ page }) => {
      const opening = page.locator("main > section").first();
      assertEquals(await opening.getAttribute("data-opening"), "");
      const caption = await opening.locator("figure > figcaption").innerText();
      assertEquals(caption, "Figure 1. Each line is an interval.");
      assertMatch(await opening.locator("[data-part='grounds']").innerText(), /independent/);
      const summary = await page.locator("[data-summary]").innerText();
      assertEquals(summary.trim(), "A place in the top three adds 0.0042 clicks per display.");
      const facts = page.locator("[data-facts]");
      assertMatch(
        await facts.locator("summary").innerText(),
        /^Simulated data · run on 1 March 2026/i,
      );
      await facts.locator("summary").press("Enter");
      assertMatch(await page.locator('[data-fact="data"]').innerText(), /^Simulated data: the/);
      assertEquals(await page.locator('[data-fact="seed"]').innerText(), "42");
      assertEquals(await page.locator('[data-fact="date"]').innerText(), "1 March 2026");
      assertMatch(await page.locator('[data-fact="versions"]').innerText(), /Deno \d/);
    });

    pageTest("every chart shows a tooltip and is saved as PNG and SVG", {}, async ({ page }) => {
      await openEverything(page);
      for (const chart of await page.locator("figure[data-chart]").all()) {
        const title = await chart.getAttribute("data-title") ?? "";
        assertMatch(await hoverTooltip(page, chart) ?? "", /\S/, `the tooltip of ${title}`);
        const png = await saveChart(page, chart, "png");
        assertMatch(png.name, /\.png$/);
        assertEquals([...png.bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47], title);
        const svg = await saveChart(page, chart, "svg");
        assertMatch(svg.name, /\.svg$/);
        assertMatch(new TextDecoder().decode(svg.bytes), /^\s*(<\?xml.*?>\s*)?<svg .*<\/svg>\s*$/s);
      }
    });

    pageTest(
      "a legend's entry highlights its marks, by pointer and keyboard",
      {},
      async (opened) => {
        const { page } = opened;
        const entries = page.locator('.role-legend-label text[role="button"]');
        const chart = page.locator("figure[data-chart]").filter({ has: entries }).first();
        const [first, second] = await chart.locator('.role-legend-label text[role="button"]').all();
        assert(first !== undefined && second !== undefined);
        await first.scrollIntoViewIfNeeded();
        const before = await opacities(chart);
        await first.click();
        await page.waitForTimeout(200);
        const clicked = await opacities(chart);
        assertNotEquals(clicked, before);
        await second.press("Enter");
        await page.waitForTimeout(200);
        assertNotEquals(await opacities(chart), clicked);
      },
    );

    pageTest(
      "without scripts each chart is a picture that says its message",
      { javaScriptEnabled: false },
      async ({ page, complaints }) => {
        assertEquals(await page.locator("[data-chart-view]").count(), 0);
        const pictures = await page.locator("figure[data-chart] img").all();
        assert(pictures.length > 0);
        for (const fold of await page.locator("details[data-fold]").all()) {
          await fold.locator("> summary").click();
        }
        for (const picture of pictures) {
          await picture.scrollIntoViewIfNeeded();
          assert(await picture.isVisible());
          assertMatch(await picture.getAttribute("alt") ?? "", /\S+ \S+ \S+/);
          const box = await picture.boundingBox();
          assert(box !== null && box.width > 200 && box.height > 100);
        }
        assert(await page.locator("[data-table]").first().isVisible());
        assertEquals(
          await page.locator("button[data-switch]").filter({ visible: true }).count(),
          0,
        );
        assertEquals(complaints, []);
      },
    );

    pageTest("on paper charts are pictures, no page is empty and no row is cut", {}, async (o) => {
      const { page } = o;
      await openEverything(page);
      const rows = await rowTexts(page);
      assert(rows.length > 0);
      await page.locator("[data-licenses] > summary").click();
      await page.emulateMedia({ media: "print" });
      assertEquals(
        await page.locator(
          "[data-home], [data-theme-choice], [role=switch], [data-licenses], .copy",
        )
          .or(page.locator(".anchor")).filter({ visible: true }).count(),
        0,
      );
      for (const chart of await page.locator("figure[data-chart]").all()) {
        assertEquals(await chart.locator("img").isVisible(), true);
        assertEquals(await chart.locator("[data-chart-view]").isVisible(), false);
      }
      const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
      const { text } = await extractText(new Uint8Array(pdf), { mergePages: false });
      const sheets = text.map((sheet) => sheet.replace(/\s+/g, ""));
      assert(sheets.length > 1);
      sheets.forEach((sheet, at) => assertMatch(sheet, new RegExp(`${at + 1}/${sheets.length}`)));
      const sections = await page.locator("#contents > details > ol > li > a").allTextContents();
      const listed = sections.map((section) => section.replace(/\s+/g, "")).join("");
      assert(sections.length > 5 && sheets[0]!.includes(`Contents${listed}`), "the contents");
      const empty = sheets.flatMap((sheet, index) => sheet.length < 20 ? [index + 1] : []);
      assertEquals(empty, [], "pages without a text");
      const cut = rows.filter((row) => !sheets.some((sheet) => sheet.includes(row)));
      assertEquals(cut, [], "rows of tables that stand on no page as a whole");
    });

    pageTest("the contents follow the scroll", {}, async ({ page }) => {
      // A section that is folded is not one that is read.
      const links = await page.locator("#contents a").evaluateAll((all) =>
        all.map((link) => link.getAttribute("href") ?? "").filter((hash) =>
          document.getElementById(decodeURIComponent(hash.slice(1)))
            ?.closest("details:not([open])") === null
        )
      );
      assert(links.length > 5);
      for (const hash of [links[Math.floor(links.length / 2)]!, links.at(-3)!]) {
        await page.evaluate((id) => {
          const heading = document.getElementById(decodeURIComponent(id.slice(1)));
          heading?.scrollIntoView({ behavior: "instant" });
        }, hash);
        await page.locator(`#contents a[aria-current="location"][href="${hash}"]`).waitFor();
        assertEquals(await page.locator("#contents a[aria-current]").count(), 1);
      }
    });

    pageTest("code is folded, and the keyboard opens one cell's or all", {}, async ({ page }) => {
      await page.locator("details[data-fold]").evaluateAll((folds) => {
        for (const fold of folds) (fold as HTMLDetailsElement).open = true;
      });
      const folds = page.locator("details[data-code]");
      const open = page.locator("details[data-code][open]");
      const count = await folds.count();
      assert(count > 5);
      assertEquals(await open.count(), 0);
      await folds.first().locator("summary").press("Enter");
      assertEquals(await open.count(), 1);
      assert(await folds.first().locator("pre").isVisible());
      const control = page.locator("#code-switch");
      await control.press("Enter");
      assertEquals(await open.count(), count);
      assertEquals(await control.getAttribute("aria-checked"), "true");
      await control.press("Space");
      assertEquals(await open.count(), 0);
      assertEquals(await control.getAttribute("aria-checked"), "false");
    });

    pageTest("sections are one line each, and one switch opens everything", {}, async (opened) => {
      const { page } = opened;
      const folds = page.locator("main details:not([data-chart-menu])");
      const open = page.locator("main details[open]");
      const [count, sections] = [await folds.count(), await page.locator("[data-fold]").count()];
      assert(sections > 5 && count > sections);
      assertEquals(await open.count(), 0);
      const summary = page.locator("main > [data-fold] > summary").first();
      assert((await summary.boundingBox())!.height < 60);
      await summary.press("Enter");
      assertEquals(await open.count(), 1);
      const control = page.locator("#fold-switch");
      assertEquals(await control.getAttribute("aria-checked"), "false");
      await control.press("Space");
      assertEquals(await open.count(), count);
      assertEquals(await control.getAttribute("aria-checked"), "true");
      await page.locator("main > [data-fold] > summary").first().click();
      await page.locator('#fold-switch[aria-checked="false"]').waitFor();
      await control.click();
      await control.click();
      assertEquals(await open.count(), 0);
    });

    pageTest(
      "folded it is short enough to be read to the end",
      { viewport: { width: 1440, height: 900 } },
      async ({ page }) => {
        const screens = await page.evaluate(() =>
          document.documentElement.scrollHeight / globalThis.innerHeight
        );
        assert(screens <= LONGEST[name]!, `${screens} screens`);
      },
    );

    for (const javaScriptEnabled of [true, false]) {
      const how = javaScriptEnabled ? "with" : "without";
      pageTest(
        `a link opens what hides its target, ${how} a script`,
        { javaScriptEnabled },
        async ({ page, address }) => {
          const hidden = page.locator("[data-fold] figure[id]").last();
          assertEquals(await hidden.isVisible(), false);
          const id = encodeURIComponent(await hidden.getAttribute("id") ?? "");
          await page.goto(`${address}#${id}`);
          await page.locator("[data-fold][open]").first().waitFor();
          await hidden.scrollIntoViewIfNeeded();
          assert(await hidden.isVisible());
        },
      );
    }

    for (const width of [1440, 1024]) {
      const viewport = { width, height: 900 };
      pageTest(
        `no chart, table or line of code is cut at ${width} pixels, and no button covers a title`,
        { viewport },
        async ({ page }) => {
          await openEverything(page);
          const results = page.locator(
            "[data-chart-view], [data-html] .table-scroll, .highlight pre",
          );
          const cut = await results.evaluateAll((boxes) =>
            boxes.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) =>
              `${box.scrollWidth} in ${box.clientWidth}: ${
                (box.closest("figure") ?? box).textContent.slice(0, 80)
              }`
            )
          );
          assert(await results.count() > 10);
          assertEquals(cut, []);
          const covered = await page.locator("figure[data-chart]").evaluateAll((charts) =>
            charts.filter((chart) => {
              const button = chart.querySelector(".chart-menu summary")!.getBoundingClientRect();
              return [...chart.querySelectorAll("svg text")].some((text) => {
                const { top, right, bottom, left } = text.getBoundingClientRect();
                return left < button.right && right > button.left && top < button.bottom &&
                  bottom > button.top;
              });
            }).map((chart) => chart.getAttribute("data-title"))
          );
          assertEquals(covered, []);
        },
      );
    }

    pageTest("a table is saved from the page alone", {}, async ({ page }) => {
      await openEverything(page);
      const links = page.locator("a.file");
      const count = await links.count();
      assert(count > 0);
      for (let at = 0; at < count; at++) {
        // Chromium asks before it takes more than ten files from one page.
        if (at > 0 && at % 8 === 0) {
          await page.reload();
          await untilDrawn(page);
          await openEverything(page);
        }
        const link = links.nth(at);
        const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
        assertEquals(download.suggestedFilename(), await link.getAttribute("download"));
        assert((await Deno.stat(await download.path())).size > 0);
      }
    });

    pageTest("a table is sorted by pointer and by keyboard, and says so", {}, async ({ page }) => {
      await openEverything(page);
      const tables = await page.locator("table").filter({ has: page.locator("[data-sort]") }).all();
      const numbersOf = async (table: Locator) => {
        const column = await table.locator("thead tr:last-child > *").count() - 1;
        return (await columnOf(table, column)).map(leadingNumber);
      };
      const numbered = await Promise.all(tables.map(async (table) => {
        const values = await numbersOf(table);
        return new Set(values).size > 3 && values.every(Number.isFinite);
      }));
      const table = tables[numbered.indexOf(true)];
      assert(table !== undefined, "a table whose last column holds numbers");
      const numbers = () => numbersOf(table);
      const heading = table.locator("thead th").last();
      const given = await numbers();
      const ascending = given.toSorted((a, b) => a - b);
      await heading.locator("[data-sort]").click();
      assertEquals(await heading.getAttribute("aria-sort"), "ascending");
      assertEquals(await numbers(), ascending);
      await heading.locator("[data-sort]").press("Enter");
      assertEquals(await heading.getAttribute("aria-sort"), "descending");
      assertEquals(await numbers(), ascending.toReversed());
      await heading.locator("[data-sort]").press("Space");
      assertEquals(await numbers(), given);
    });

    pageTest(
      "a phone shows the columns that matter, and neither a table nor a sentence is wider than it",
      { viewport: { width: 390, height: 844 } },
      async ({ page }) => {
        await openEverything(page);
        const boxes = page.locator("[data-table], .output > pre:not([tabindex])");
        const wide = await boxes.evaluateAll((all) =>
          all.filter((box) => box.scrollWidth > box.clientWidth).map((box) =>
            (box.closest("figure") ?? box).textContent!.slice(0, 80)
          )
        );
        assertEquals(wide, []);
      },
    );

    for (const [place, viewport] of Object.entries({ phone: PHONE, laptop: LAPTOP })) {
      pageTest(
        `on a ${place} wide tables scroll inside themselves`,
        { viewport },
        async (opened) => {
          const { page } = opened;
          await openEverything(page);
          if (place === "phone") {
            for (const box of await page.locator(".all-columns > input").all()) await box.check();
          }
          assertEquals(await sidewaysScroll(page), 0);
          const boxes = page.locator("[data-table]");
          const overflowing = await boxes.evaluateAll((all) =>
            all.filter((box) => box.scrollWidth > box.clientWidth).map((box) => {
              box.scrollLeft = 50;
              return box.scrollLeft > 0;
            })
          );
          assert(place === "laptop" || overflowing.length > 0, "no table is wider than a phone");
          assertEquals(overflowing.filter((scrolls) => !scrolls), []);
        },
      );
    }

    const views: Readonly<Record<string, BrowserContextOptions>> = {
      "in light": { colorScheme: "light" },
      "in dark": { colorScheme: "dark" },
      "on a phone": { viewport: PHONE },
    };
    for (const [view, options] of Object.entries(views)) {
      pageTest(`${view} nothing bars a reader`, options, async ({ page }) => {
        const lightness = await backgroundLightness(page);
        assert(options.colorScheme === "dark" ? lightness < 0.2 : lightness > 0.8);
        assertEquals(await seriousFaults(page), []);
        await openEverything(page);
        const licenses = page.locator("[data-licenses]");
        await licenses.locator("summary").press("Enter");
        assert(await licenses.locator("pre").last().isVisible());
        assertEquals(await seriousFaults(page), []);
        assertEquals(await sidewaysScroll(page), 0);
      });
    }

    pageTest(
      "on paper no table is smaller than 7 pt, and answers stand where wanted",
      {},
      async (o) => {
        const { page } = o;
        const answers = page.locator("[data-answer]");
        const count = await answers.count();
        assert(count > 5);
        await openEverything(page);
        await page.emulateMedia({ media: "print" });
        const sizes = await page.locator("main table").evaluateAll((tables) =>
          tables.map((table) => parseFloat(getComputedStyle(table).fontSize) * 0.75)
        );
        assertEquals(sizes.filter((points) => points < 7), []);
        assertEquals(await answers.filter({ visible: true }).count(), 0);
        await page.emulateMedia({ media: "screen" });
        await page.locator("#fold-switch").click();
        await page.locator("#answers-switch").press("Space");
        const open = page.locator("[data-answer][open]");
        await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
        assertEquals(await open.count(), count);
        await page.evaluate(() => dispatchEvent(new Event("afterprint")));
        assertEquals(await open.count(), 0);
      },
    );

    pageTest(
      "margin notes stand beside the text, and below it where there is no room",
      {},
      async (o) => {
        const { page } = o;
        await openEverything(page);
        const notes = await page.locator(".margin-note").all();
        assert(notes.length > 0);
        const main = (await page.locator("main").boundingBox())!;
        for (const note of notes) {
          const box = (await note.boundingBox())!;
          assert(box.x >= main.x + main.width && box.x + box.width <= LAPTOP.width);
        }
        const tops = await Promise.all(notes.map(async (note) => (await note.boundingBox())!));
        tops.slice(1).forEach((box, at) => assert(box.y >= tops[at]!.y + tops[at]!.height));
        await page.setViewportSize({ width: 1024, height: 800 });
        const below = (await notes[0]!.boundingBox())!;
        const column = (await page.locator("main").boundingBox())!;
        assert(below.x >= column.x && below.x + below.width <= column.x + column.width);
      },
    );

    for (const [place, viewport] of Object.entries({ phone: PHONE, tablet: TABLET })) {
      pageTest(
        `on a ${place} the contents and a term open by touch and close by keyboard`,
        { viewport, hasTouch: true },
        async ({ page }) => {
          await page.evaluate(() => globalThis.scrollTo(0, 2000));
          const bar = page.locator("[data-bar]");
          assert((await bar.boundingBox())!.y < 5, "the bar stays");
          const contents = page.locator("#contents > details");
          const list = contents.locator("> ol");
          await contents.locator("summary").tap();
          assert(await list.isVisible());
          await page.keyboard.press("Escape");
          assertEquals(await list.isVisible(), false);
          await contents.locator("summary").press("Enter");
          await list.locator("a").nth(3).tap();
          await list.waitFor({ state: "hidden" });
          const definition = page.locator("#term-definition");
          const term = page.locator("[data-term]").filter({ visible: true }).first();
          const address = page.url();
          await term.tap();
          assertMatch(await definition.innerText(), /\S+ \S+ \S+/);
          const box = (await definition.boundingBox())!;
          assert(box.x >= 0 && box.x + box.width <= viewport.width);
          assertEquals(await seriousFaults(page), []);
          await page.keyboard.press("Escape");
          assertEquals(await definition.isVisible(), false);
          assertEquals(page.url(), address);
          await term.press("Enter");
          assert(await definition.isVisible());
          assertEquals(await sidewaysScroll(page), 0);
        },
      );
    }

    pageTest(
      "a term leads to the glossary without a script",
      { javaScriptEnabled: false },
      async (o) => {
        const { page } = o;
        await page.locator("[data-term]").filter({ visible: true }).first().click();
        assertMatch(page.url(), /#glossary-/);
        assertEquals(
          await page.locator(".copy, [data-theme-choice], [role=switch]").filter({ visible: true })
            .count(),
          0,
        );
        assert(await page.locator("#contents a").first().isVisible());
      },
    );

    pageTest("the reader's theme goes above the system's", { colorScheme: "light" }, async (o) => {
      const { page } = o;
      const choice = page.locator("[data-theme-choice]");
      await page.evaluate(() => {
        document.addEventListener("themechange", () => Reflect.set(globalThis, "told", true));
      });
      await choice.selectOption("dark");
      assert(await backgroundLightness(page) < 0.2);
      assertEquals(await page.evaluate(() => Reflect.get(globalThis, "told")), true);
      assertEquals(await seriousFaults(page), []);
      await page.reload();
      assertEquals(await choice.inputValue(), "dark");
      assert(await backgroundLightness(page) < 0.2);
      await page.emulateMedia({ media: "print" });
      assert(await backgroundLightness(page) > 0.8);
      await page.emulateMedia({ media: "screen" });
      await choice.selectOption("auto");
      assert(await backgroundLightness(page) > 0.8);
    });

    pageTest(
      "code and citation are copied",
      { permissions: ["clipboard-read", "clipboard-write"] },
      async (o) => {
        const { page } = o;
        const copied = () => page.evaluate(() => navigator.clipboard.readText());
        await page.locator("[data-facts] > summary").click();
        await page.locator("pre[data-copy] + .copy").click();
        assertMatch(await copied(), /^@misc\{/);
        await page.locator("#code-switch").click();
        await openEverything(page);
        const code = page.locator(".highlight").first();
        await code.locator(".copy").press("Enter");
        assertEquals(
          (await copied()).trim(),
          (await code.locator("pre").textContent() ?? "").trim(),
        );
      },
    );

    pageTest("no equation is cut off, and text is set in the page's typeface", {
      viewport: PHONE,
    }, async ({ page }) => {
      await openEverything(page);
      const cut = await page.locator(".equation > .katex-display").evaluateAll((all) =>
        all.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.textContent)
      );
      assertEquals(cut, []);
      const loaded = await page.evaluate(() =>
        [...document.fonts].filter(({ family, status }) =>
          family === "Inter" && status === "loaded"
        )
          .length
      );
      assert(loaded >= 2, String(loaded));
    });

    pageTest("formulas are set", { javaScriptEnabled: false }, async ({ page }) => {
      const formulas = page.locator(".katex-html");
      assert(await formulas.count() > 0);
      for (const fold of await page.locator("details[data-fold] > summary").all()) {
        await fold.click();
      }
      for (const formula of await formulas.filter({ visible: true }).all()) {
        const box = await formula.boundingBox();
        assert(box !== null && box.width > 0 && box.height > 0);
      }
    });
  }
}

/** Exports a notebook that shows one piece of HTML; the page's path. */
async function pageShowing(html: string, folder: string): Promise<string> {
  const notebook = join(folder, "tiny.ipynb");
  const data = { "text/html": html, "text/plain": "a table" };
  await writeNotebook(notebook, {
    cells: [{
      cell_type: "code",
      id: "c1",
      metadata: {},
      source: "",
      execution_count: 1,
      outputs: [{ output_type: "display_data", data, metadata: {} }],
    }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
  const page = join(folder, "page.html");
  await exportHtml(notebook, page, await prepareEnvironment("execute", silentReport));
  return pathToFileURL(page).href;
}

browserTest(
  "on a phone a table leaves out what is secondary, until all columns are asked for",
  () =>
    withScratchFolder(async (scratch) => {
      const address = await pageShowing(
        "<table><thead><tr><th>segment</th><th data-secondary>rows</th></tr></thead>" +
          "<tbody><tr><td>tv</td><td data-secondary>6,365</td></tr></tbody></table>",
        scratch,
      );
      for (const javaScriptEnabled of [true, false]) {
        await withPage({ viewport: PHONE, javaScriptEnabled }, async (page) => {
          await page.goto(address);
          const rows = page.locator("td[data-secondary]");
          assertEquals(await rows.isVisible(), false);
          await page.getByLabel("All columns").check();
          assert(await rows.isVisible());
        });
        await withPage({ viewport: LAPTOP, javaScriptEnabled }, async (page) => {
          await page.goto(address);
          assert(await page.locator("td[data-secondary]").isVisible());
          assertEquals(await page.getByText("All columns").isVisible(), false);
        });
      }
    }),
);

browserTest(
  "estimates with their intervals, units and grouped thousands are sorted as numbers, names as names",
  () =>
    withScratchFolder(async (scratch) => {
      const columns: Readonly<Record<string, readonly string[]>> = {
        estimate: ["−2.5 [−4.1, −0.9]", "−0.3 [−1.0, 0.4]", "1.8 [1.2, 2.4] †", "10.0", "–"],
        rows: ["9", "80", "1,234", "1,234,567", ""],
        share: ["0.4 %", "3 %", "12.5 %", "100 %", "NaN"],
        readers: ["1 to 10 articles", "11 to 30 articles", "101 and more", "none", "tv"]
          .toSorted(new Intl.Collator("en", { numeric: true }).compare),
      };
      const names = Object.keys(columns);
      const order = [3, 0, 4, 2, 1];
      const rows = order.map((at) =>
        `<tr>${names.map((name) => `<td>${columns[name]![at]}</td>`).join("")}</tr>`
      );
      const address = await pageShowing(
        `<table><thead><tr>${names.map((name) => `<th>${name}</th>`).join("")}</tr></thead>` +
          `<tbody>${rows.join("")}</tbody></table>`,
        scratch,
      );
      await withPage({ viewport: LAPTOP }, async (page) => {
        await page.goto(address);
        for (const [at, name] of names.entries()) {
          await page.locator("[data-sort]").nth(at).click();
          assertEquals(await columnOf(page.locator("table"), at), [...columns[name]!]);
        }
      });
    }),
);

browserTest(
  "what gets into a page all the same is refused by its policy",
  () =>
    withScratchFolder(async (scratch) => {
      const [topic] = await findTopics();
      const path = join(scratch, "page.html");
      const html = await exportOnce(topic!.notebooks[0]!);
      // Whatever a page could be made to hold: elements, attributes, text that is run, addresses.
      const hostile = `<script>document.title = "script"</script>
      <img src="x" onerror="document.title = 'attribute'">
      <a id="hostile" href="javascript:document.title = 'address'">x</a>`;
      await Deno.writeTextFile(path, html.replace("<main", `${hostile}<main`));
      await withPage({ viewport: LAPTOP }, async (page) => {
        const asked: string[] = [];
        page.on("request", (request) => asked.push(request.url()));
        await page.goto(pathToFileURL(path).href);
        const title = await page.title();
        await page.locator("#hostile").click();
        await page.evaluate(() => {
          // Text that is run, as by eval, which the browser's tools themselves may always use.
          setTimeout("document.title = 'text'", 0);
          const script = document.createElement("script");
          script.src = "data:text/javascript,document.title='loaded'";
          document.body.append(script, new Image());
          fetch("http://127.0.0.1:9/").catch(() => {});
        });
        await page.waitForTimeout(300);
        assertEquals(await page.title(), title);
        assertEquals(asked.filter((url) => /^https?:/.test(url)), []);
      });
    }),
);

/** Opens index.html, which leads to the pages of all notebooks, without a network. */
async function withIndex(
  options: BrowserContextOptions,
  use: (page: Page, pages: readonly string[]) => Promise<void>,
): Promise<void> {
  await withScratchFolder(async (scratch) => {
    const topics = await Promise.all((await findTopics()).map(async ({ name, notebooks }) => {
      const folder = join(scratch, name);
      await Deno.mkdir(folder);
      for (const notebook of notebooks) {
        const page = join(folder, `${notebookName(notebook)}.html`);
        await Deno.writeTextFile(page, await exportOnce(notebook));
      }
      return { folder, pages: notebooks.map((path) => `${notebookName(path)}.html`) };
    }));
    const index = join(scratch, "index.html");
    assert(await writeIndexPage(index, topics));
    await withPage({ viewport: LAPTOP, offline: true, ...options }, async (page) => {
      const requests: string[] = [];
      page.on("request", (request) => {
        if (!request.url().startsWith("data:")) requests.push(request.url());
      });
      await page.goto(pathToFileURL(index).href);
      await use(
        page,
        topics.flatMap(({ folder, pages }) => pages.map((name) => join(folder, name))),
      );
      assertEquals([...new Set(requests)], [pathToFileURL(index).href]);
    });
  });
}

browserTest(
  "index.html lists every page, and its links lead somewhere",
  () =>
    withIndex({}, async (page, pages) => {
      const links = await page.locator("article a").evaluateAll((all) =>
        all.map((link) => (link as HTMLAnchorElement).href)
      );
      const files = links.map((link) => fileURLToPath(link));
      for (const file of files) assert((await Deno.stat(file)).isFile, file);
      assertEquals(
        [...new Set(files.filter((file) => pages.includes(file)))].toSorted(),
        pages.toSorted(),
      );
      assertEquals(await seriousFaults(page), []);
    }),
);

browserTest(
  "index.html has the pages' typeface and theme, and small pictures",
  () =>
    withIndex({ colorScheme: "dark" }, async (page) => {
      assert(await backgroundLightness(page) < 0.2);
      await page.evaluate(() => document.fonts.ready);
      const loaded = await page.evaluate(() =>
        [...document.fonts].filter(({ family, status }) =>
          family === "Inter" && status === "loaded"
        )
          .length
      );
      assert(loaded >= 2, String(loaded));
      for (const picture of await page.locator(".key-figure img").all()) {
        const { width, height } = (await picture.boundingBox())!;
        assert(width <= 310 && height <= 322, `${width} × ${height}`);
      }
      const choice = page.locator("[data-theme-choice]");
      await choice.selectOption("light");
      assert(await backgroundLightness(page) > 0.8);
      await page.reload();
      assertEquals(await choice.inputValue(), "light");
      assertEquals(await seriousFaults(page), []);
      await choice.selectOption("dark");
      await page.emulateMedia({ media: "print" });
      assert(await backgroundLightness(page) > 0.8);
      assertEquals(await choice.isVisible(), false);
      await page.emulateMedia({ media: "screen" });
      await page.setViewportSize(PHONE);
      assertEquals(await sidewaysScroll(page), 0);
      for (const summary of await page.locator("summary").all()) await summary.click();
      assertEquals(await sidewaysScroll(page), 0);
      assertEquals(await seriousFaults(page), []);
    }),
);
