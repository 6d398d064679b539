/**
 * A bar in the terminal, while somebody watches.
 *
 * @module
 */

// @ts-types="@types/cli-progress"
import cliProgress from "cli-progress";
import { isWatched } from "lib/command/report.ts";
import type { OnProgress, Progress } from "lib/progress.ts";
import { visibleLines } from "lib/visible.ts";

/** A bar on the error output that fills as a step gets on; nothing where that is no terminal. */
export class TerminalBar {
  readonly #bar: cliProgress.SingleBar | undefined;
  #step: string | undefined;

  /** @param label what stands before the bar */
  constructor(label = " ") {
    this.#bar = isWatched(Deno.stderr)
      ? new cliProgress.SingleBar({
        format: `${label} {bar} {percentage} %`,
        clearOnComplete: true,
        hideCursor: true,
      }, cliProgress.Presets.shades_grey)
      : undefined;
  }

  /** Moves the bar; a new step begins a new one, a step that is not counted has none. */
  update({ text, done, total }: Progress): void {
    if (text !== this.#step) {
      this.stop();
      this.#step = text;
      if (total > 0) this.#bar?.start(total, done);
    } else {
      this.#bar?.update(done);
    }
  }

  /** Takes the bar away and gives the cursor back, also when the work failed halfway. */
  stop(): void {
    this.#bar?.stop();
    this.#step = undefined;
  }
}

/**
 * Work whose steps are told one a line, with a bar below the line while somebody watches; the bar
 * is gone when the work ends, however it ends.
 */
export async function withStepLines<T>(
  say: (line: string) => void,
  work: (onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  const bar = new TerminalBar();
  let told: string | undefined;
  try {
    return await work((progress) => {
      if (progress.text !== told) {
        bar.stop();
        told = progress.text;
        say(visibleLines(progress.text));
      }
      bar.update(progress);
    });
  } finally {
    bar.stop();
  }
}
