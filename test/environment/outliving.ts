/**
 * Processes that live longer than they should.
 *
 * @module
 */

import { run } from "../../notebooks/environment/run.ts";

/** The processes whose command line holds a text, some time after they should have ended. */
export async function outliving(text: string, seconds: number): Promise<string[]> {
  const until = Date.now() + seconds * 1000;
  while (true) {
    const { stdout } = await run("pgrep", ["-fa", text]);
    const found = stdout.split("\n").filter((line) => line !== "");
    if (found.length === 0 || Date.now() > until) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
