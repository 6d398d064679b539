/**
 * Running a long computation under a progress bar.
 *
 * @module
 */

import { progressBar } from "lib/notebook/progress.ts";

/**
 * Runs a computation under a progress bar, which ends with it whether it succeeds or fails.
 *
 * @param label what is being computed
 * @param total how many steps there are
 * @param work the computation; it calls what it is given with the number of steps done
 * @returns what the computation returns
 * @throws whatever the computation throws
 *
 * @example
 * ```ts
 * import { withProgress } from "lib/notebook/with_progress.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const result = await withProgress("Counting", 2, (onProgress) => {
 *   onProgress(1);
 *   onProgress(2);
 *   return 2;
 * });
 * assertEquals(result, 2);
 * ```
 */
export async function withProgress<T>(
  label: string,
  total: number,
  work: (onProgress: (done: number) => void) => T | Promise<T>,
): Promise<T> {
  const bar = progressBar(label, total);
  try {
    return await work((done) => bar.update(done));
  } finally {
    await bar.finish();
  }
}
