/**
 * Ending a command in order when its user interrupts it.
 *
 * @module
 */

import { Interrupted } from "lib/command/errors.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The exit code of a command that was interrupted. */
export const INTERRUPTED_CODE = 130;

/**
 * Work that can be interrupted, so that it clears up before the process ends.
 *
 * @param work receives the signal that is raised at an interruption
 * @returns what `work` returns
 * @throws {Interrupted} if it was interrupted and gave up, whatever it threw
 */
export async function stopOnSignal<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => {
    // Whoever asks twice does not want to wait for the file that is being written.
    if (controller.signal.aborted) Deno.exit(INTERRUPTED_CODE);
    controller.abort(new Interrupted());
  };
  for (const name of SIGNALS) Deno.addSignalListener(name, stop);
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted && !(error instanceof Interrupted)
      ? controller.signal.reason
      : error;
  } finally {
    for (const name of SIGNALS) Deno.removeSignalListener(name, stop);
  }
}
