/**
 * The progress of writing a table, which Polars does not tell.
 *
 * @module
 */

import type { OnProgress } from "lib/progress.ts";
import { formatCount } from "lib/text/counts.ts";

/** Bytes that a row of the table takes in the file, about: the bar may halt or leap at its end. */
const BYTES_A_ROW = 17;

const INTERVAL = 250;

/** Does the work that writes rows to a file; by the file's size it is told how many there are. */
export async function watchWriting<Result>(
  path: string,
  rows: number,
  onProgress: OnProgress | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const text = `Writing ${formatCount(rows)} rows`;
  const tell = (done: number) => onProgress?.({ step: "writing", text, done, total: rows });
  let most = 0;
  const look = () => {
    const written = Math.floor(sizeOf(path) / BYTES_A_ROW);
    if (written > most) tell(most = Math.min(written, rows - 1));
  };
  tell(0);
  const timer = setInterval(look, INTERVAL);
  try {
    const result = await work();
    tell(rows);
    return result;
  } finally {
    clearInterval(timer);
  }
}

function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0; // it is yet to be made
  }
}
