/**
 * How far a long computation has come, in a notebook or in a terminal.
 *
 * @module
 */

import { TerminalBar } from "lib/command/terminal_bar.ts";
import { type Broadcast, frontEnd, leaving } from "lib/notebook/jupyter.ts";
import type { OnProgress, Progress } from "lib/progress.ts";
import { escapeHtml } from "lib/text/escape_html.ts";

/** A running display of how far a computation has come. */
export interface ProgressBar {
  /** Says how much is done so far. */
  readonly update: OnProgress;
  /** Ends the display; in a notebook nothing of it remains. */
  readonly finish: () => Promise<void>;
}

/**
 * A computation under a progress bar, which ends with it whether it succeeds or fails.
 *
 * In a notebook that someone watches this is a bar under the cell, which vanishes at the end. A
 * notebook run by a command (it sets `WRITEUP_DIR`) shows none, so that none is kept in the page. In
 * a terminal it is a bar on the error output; where that goes to a file, one line.
 *
 * @param label what is being computed
 * @param work the computation; it tells what it is given how far it has come
 * @returns what the computation returns
 * @throws whatever the computation throws
 *
 * @example
 * ```ts
 * import { withProgress } from "lib/notebook/progress.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const counted = await withProgress("Counting articles", (onProgress) => {
 *   for (let done = 1; done <= 3; done++) {
 *     onProgress({ step: "counting", text: "Counting articles", done, total: 3 });
 *   }
 *   return 3;
 * });
 * assertEquals(counted, 3);
 * ```
 */
export async function withProgress<T>(
  label: string,
  work: (onProgress: OnProgress) => T | Promise<T>,
): Promise<T> {
  const bar = progressBar(label);
  try {
    return await work(bar.update);
  } finally {
    await bar.finish();
  }
}

/** The bar that fits the place: the notebook, the terminal, or one line where neither is watched. */
export function progressBar(label: string): ProgressBar {
  const broadcast = frontEnd();
  if (broadcast !== undefined) {
    return Deno.env.get("WRITEUP_DIR") ? SILENT : notebookBar(broadcast, label);
  }
  return Deno.stderr.isTerminal() ? terminalBar(label) : singleLine(label);
}

const SILENT: ProgressBar = { update: () => {}, finish: () => Promise.resolve() };

/**
 * A bar in an output of the running cell, which is emptied at the end; a message is sent only where
 * the whole per cent changes.
 */
export function notebookBar(broadcast: Broadcast, label: string): ProgressBar {
  const transient = { display_id: crypto.randomUUID() };
  // Handed over at once: a computation that never pauses would hold back whatever waits its turn.
  const sending: Promise<void>[] = [];
  const send = (type: string, data: Readonly<Record<string, string>>) => {
    sending.push(broadcast(type, { data, metadata: {}, transient }));
  };
  let shown = 0;
  send("display_data", pictureOf(label, shown));
  return {
    update: (progress) => {
      const percent = percentOf(progress);
      if (percent === shown) return;
      shown = percent;
      send("update_display_data", pictureOf(label, percent));
    },
    finish: async () => {
      send("update_display_data", {});
      await Promise.all(sending);
      await leaving();
    },
  };
}

function percentOf({ done, total }: Progress): number {
  return total > 0 ? Math.floor(100 * Math.min(Math.max(done / total, 0), 1)) : 100;
}

function pictureOf(label: string, percent: number): Readonly<Record<string, string>> {
  return {
    "text/html": `<progress max="100" value="${percent}"></progress> ${
      escapeHtml(label)
    }: ${percent} %`,
    "text/plain": `${label}: ${percent} %`,
  };
}

function terminalBar(label: string): ProgressBar {
  const bar = new TerminalBar(label);
  bar.update({ step: "", text: "", done: 0, total: 1 });
  return {
    // One bar for the whole work, whatever its steps are called.
    update: ({ done, total }) =>
      bar.update({ step: "", text: "", done: total > 0 ? done / total : 1, total: 1 }),
    finish: () => Promise.resolve(bar.stop()),
  };
}

function singleLine(label: string): ProgressBar {
  console.error(`${label} …`);
  return SILENT;
}
