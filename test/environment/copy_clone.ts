/**
 * A clone of the repository to try commands in.
 *
 * @module
 */

import { dirname, join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import { run } from "../../notebooks/environment/run.ts";

/** What a clone of the repository would hold, committed or about to be. */
export async function copyClone(folder: string): Promise<void> {
  const { stdout } = await run("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: cloneFolder,
  });
  for (const file of stdout.trim().split("\n")) {
    // Listed, but deleted in this working copy.
    if (!await Deno.stat(join(cloneFolder, file)).then(() => true, () => false)) continue;
    await Deno.mkdir(dirname(join(folder, file)), { recursive: true });
    await Deno.copyFile(join(cloneFolder, file), join(folder, file));
  }
}
