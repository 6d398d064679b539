/// <reference lib="dom" />
/**
 * A notebook open in JupyterLab, as a reader sees and drives it.
 *
 * @module
 */

import type { Locator, Page } from "playwright-core";

/** The form in which Jupyter's messages carry a chart's specification. */
export const CHART = "application/vnd.vegalite.v5+json";

/** How long one cell may take on a small input, in milliseconds. */
const CELL = 120_000;

/** Time for a whole notebook, on a machine several times slower than a quiet one. */
export const ALL_CELLS = 600_000;
/** How long an output that has arrived may take to be drawn, in milliseconds. */
const DRAWING = 60_000;

/** A notebook in a tab of JupyterLab. */
export class LabNotebook {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /**
   * Opens a notebook and waits for its kernel.
   *
   * @param page an empty tab
   * @param address where JupyterLab shows the notebook
   */
  static async open(page: Page, address: string): Promise<LabNotebook> {
    await page.goto(address);
    const notebook = new LabNotebook(page);
    await notebook.#cells().first().waitFor({ timeout: CELL });
    // The toolbar's sign is idle before the kernel is there, the status bar's words are not.
    await page.getByText("Deno | Idle").waitFor({ timeout: CELL });
    return notebook;
  }

  /**
   * Selects a cell, without a cursor in it.
   *
   * @param index the cell's place among all cells, from 0
   */
  async select(index: number): Promise<void> {
    // At its upper edge: below it stand links, and beside it what folds sections.
    await this.#cell(index).click({ position: { x: 200, y: 2 } });
    await this.#page.keyboard.press("Escape");
    await this.#selected(index).waitFor({ timeout: CELL });
  }

  /**
   * Runs the selected cell and waits until the next is selected, which is made where there is none.
   *
   * @param index the selected cell's place among all cells, from 0
   */
  async runSelected(index: number): Promise<void> {
    await this.#page.keyboard.press("Shift+Enter");
    await this.#selected(index + 1).waitFor({ timeout: CELL });
  }

  /**
   * Writes code into the selected cell, in place of what it holds, and runs it.
   *
   * @param index the selected cell's place among all cells, from 0
   * @param code a line of code
   */
  async runInSelected(index: number, code: string): Promise<void> {
    await this.#page.keyboard.press("Enter");
    await this.#page.keyboard.press("ControlOrMeta+a");
    await this.#page.keyboard.insertText(code);
    await this.runSelected(index);
  }

  /**
   * Waits until a code cell was executed, whatever its end.
   *
   * @param index its place among all cells, from 0
   * @param timeout how long that may take, in milliseconds
   */
  async untilExecuted(index: number, timeout = CELL): Promise<void> {
    await this.#prompt(index, /^\[\d+\]:$/).waitFor({ timeout });
  }

  /**
   * Waits until a code cell is being executed.
   *
   * @param index its place among all cells, from 0
   */
  async untilRunning(index: number): Promise<void> {
    await this.#prompt(index, /^\[\*\]:$/).waitFor({ timeout: CELL });
    await this.#kernel("busy").waitFor({ timeout: CELL });
  }

  /** Waits until the kernel has nothing to do. */
  async untilIdle(): Promise<void> {
    await this.#kernel("idle").waitFor({ timeout: CELL });
  }

  /**
   * What stands under a cell, once it is as expected or time is up.
   *
   * @param index the cell's place among all cells, from 0
   * @param expected in which form each output should be shown
   * @returns in which form each is: a MIME type, followed by a remark where nothing of it is seen
   */
  async outputsOf(index: number, expected: readonly string[]): Promise<readonly string[]> {
    const cell = this.#cell(index);
    const deadline = performance.now() + DRAWING;
    while (true) {
      const shown = await cell.evaluate(describeOutputs, CHART);
      const settled = JSON.stringify(shown) === JSON.stringify(expected);
      if (settled || performance.now() > deadline) return shown;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /**
   * The text that stands under a cell.
   *
   * @param index its place among all cells, from 0
   */
  async textUnder(index: number): Promise<string> {
    const texts = await this.#cell(index).locator(".jp-OutputArea-output").allInnerTexts();
    return texts.join("\n").trim();
  }

  /**
   * Scrolls to what stands under a cell.
   *
   * @param index the cell's place among all cells, from 0
   */
  async scrollToOutputs(index: number): Promise<void> {
    await this.#cell(index).locator(".jp-OutputArea-output").first().scrollIntoViewIfNeeded();
  }

  /** Presses the toolbar's stop button. */
  async interrupt(): Promise<void> {
    await this.#press("notebook:interrupt-kernel");
  }

  /** Presses the toolbar's button for a new kernel and a run of all cells, and confirms. */
  async restartAndRunAll(): Promise<void> {
    await this.#press("notebook:restart-run-all");
    await this.#page.locator(".jp-Dialog button.jp-mod-accept").click();
  }

  /** Marks every output that is there now. */
  async markOutputs(): Promise<void> {
    await this.#page.locator(".jp-OutputArea-child").evaluateAll((outputs) => {
      for (const output of outputs) output.setAttribute("data-earlier", "");
    });
  }

  /** Waits until every marked output has made room for a new one. */
  async untilNoneMarked(): Promise<void> {
    await this.#page.waitForFunction(
      () => document.querySelector(".jp-OutputArea-child[data-earlier]") === null,
      undefined,
      { timeout: ALL_CELLS },
    );
  }

  #cells(): Locator {
    return this.#page.locator(".jp-Notebook .jp-Cell");
  }

  #cell(index: number): Locator {
    return this.#page.locator(`.jp-Notebook .jp-Cell[data-windowed-list-index="${index}"]`);
  }

  #selected(index: number): Locator {
    return this.#page.locator(
      `.jp-Notebook .jp-Cell.jp-mod-active[data-windowed-list-index="${index}"]`,
    );
  }

  #prompt(index: number, text: RegExp): Locator {
    return this.#cell(index).locator(".jp-InputPrompt").filter({ hasText: text });
  }

  #kernel(status: "idle" | "busy"): Locator {
    return this.#page.locator(`.jp-Notebook-ExecutionIndicator[data-status="${status}"]`);
  }

  async #press(command: string): Promise<void> {
    await this.#page.locator(`.jp-NotebookPanel-toolbar [data-command="${command}"]`).click();
  }
}

/** Runs in the page: names the form of each output under a cell, and what it fails to show. */
function describeOutputs(cell: Element, chart: string): string[] {
  return [...cell.querySelectorAll(".jp-OutputArea-child")].map((output) => {
    const drawing = output.querySelector(".vega-embed canvas, .vega-embed svg.marks");
    if (drawing !== null) {
      const { width, height } = drawing.getBoundingClientRect();
      const menu = output.querySelector(".vega-embed details, .vega-embed .vega-actions");
      if (width < 100 || height < 100) return `${chart}, not drawn`;
      return menu === null ? `${chart}, without its menu` : chart;
    }
    const rendered = output.querySelector("[data-mime-type]");
    const form = rendered?.getAttribute("data-mime-type") ?? "nothing";
    if (form === "text/html" && output.querySelector("table tbody td") === null) {
      return `${form}, without a table`;
    }
    return rendered?.textContent?.trim() === "" ? `${form}, empty` : form;
  });
}
