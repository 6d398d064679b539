/**
 * How far a long computation has come, in a notebook or in a terminal.
 *
 * @module
 */

// @ts-types="@types/cli-progress"
import cliProgress from "cli-progress";
import { escapeHtml } from "lib/text/escape_html.ts";
import { type Broadcast, frontEnd, leaving } from "lib/notebook/jupyter.ts";

/** A running display of how far a computation has come. */
export interface ProgressBar {
  /** Says how many steps are done so far. */
  readonly update: (done: number) => void;
  /** Ends the display; in a notebook nothing of it remains. */
  readonly finish: () => Promise<void>;
}

/**
 * Starts showing how far a computation has come.
 *
 * In a notebook that someone watches this is a bar under the cell, which vanishes at the end. A
 * notebook run by a command (it sets `WRITEUP_DIR`) shows none, so that none is kept in the page. In
 * a terminal it is a bar on the error output; where that goes to a file, one line.
 *
 * @param label what is being computed
 * @param total how many steps there are
 * @returns the bar, to be told of every step and, even after a failure, of the end
 *
 * @example
 * ```ts
 * import { progressBar } from "lib/notebook/progress.ts";
 *
 * const bar = progressBar("Cross-fitting", 6);
 * try {
 *   for (let fit = 1; fit <= 6; fit++) bar.update(fit);
 * } finally {
 *   await bar.finish();
 * }
 * ```
 */
export function progressBar(label: string, total: number): ProgressBar {
  const broadcast = frontEnd();
  if (broadcast !== undefined) {
    return Deno.env.get("WRITEUP_DIR") ? SILENT : notebookBar(broadcast, label, total);
  }
  return Deno.stderr.isTerminal() ? terminalBar(label, total) : singleLine(label);
}

const SILENT: ProgressBar = { update: () => {}, finish: () => Promise.resolve() };

/**
 * Shows progress in an output of the running cell, which is emptied at the end.
 *
 * @param broadcast the way to the front end
 * @param label what is being computed
 * @param total how many steps there are
 * @returns the bar; it sends a message only where the whole per cent changes
 *
 * @example
 * ```ts
 * import { notebookBar } from "lib/notebook/progress.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const sent: string[] = [];
 * const bar = notebookBar((type) => Promise.resolve(void sent.push(type)), "Fitting", 2);
 * bar.update(1);
 * await bar.finish();
 * assertEquals(sent, ["display_data", "update_display_data", "update_display_data"]);
 * ```
 */
export function notebookBar(broadcast: Broadcast, label: string, total: number): ProgressBar {
  const transient = { display_id: crypto.randomUUID() };
  // Handed over at once: a computation that never pauses would hold back whatever waits its turn.
  const sending: Promise<void>[] = [];
  const send = (type: string, data: Readonly<Record<string, string>>) => {
    sending.push(broadcast(type, { data, metadata: {}, transient }));
  };
  let shown = 0;
  send("display_data", pictureOf(label, shown));
  return {
    update: (done) => {
      const percent = percentOf(done, total);
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

function percentOf(done: number, total: number): number {
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

function terminalBar(label: string, total: number): ProgressBar {
  const bar = new cliProgress.SingleBar({
    format: `${label} {bar} {percentage} % | {value} of {total}`,
    hideCursor: true,
  }, cliProgress.Presets.shades_grey);
  bar.start(total, 0);
  return {
    update: (done) => bar.update(done),
    finish: () => Promise.resolve(bar.stop()),
  };
}

function singleLine(label: string): ProgressBar {
  console.error(`${label} …`);
  return SILENT;
}
