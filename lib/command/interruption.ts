/**
 * Ending a command in order when its user interrupts it.
 *
 * @module
 */

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A command that its user interrupted. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/**
 * Runs something that can be interrupted, so that it clears up before the process ends.
 *
 * @param work receives the signal that is raised at an interruption
 * @returns what `work` returns
 * @throws Interrupted if it was
 */
export async function stopOnSignal<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort(new Interrupted("interrupted"));
  for (const name of SIGNALS) Deno.addSignalListener(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) Deno.removeSignalListener(name, stop);
  }
}
