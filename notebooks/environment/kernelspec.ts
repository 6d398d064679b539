/**
 * Telling Jupyter about the Deno kernel.
 *
 * `deno jupyter --install` would write into the user's home; ours goes into the clone.
 *
 * @module
 */

import { join } from "node:path";
import { writeAtomically } from "lib/files/mod.ts";

/** The name under which notebooks ask for the kernel. */
export const KERNEL_NAME = "deno";

/**
 * Writes the kernel specification unless it stands there already.
 *
 * @param share the Jupyter data folder that holds `kernels/`
 * @param deno the Deno executable that shall run the cells
 * @returns whether anything was written
 */
export async function ensureKernelspec(
  share: string,
  deno: string = Deno.execPath(),
): Promise<boolean> {
  const path = join(share, "kernels", KERNEL_NAME, "kernel.json");
  const text = JSON.stringify(
    {
      argv: [deno, "jupyter", "--kernel", "--conn", "{connection_file}"],
      display_name: "Deno",
      language: "typescript",
      // Deno's kernel knows no signals: "signal" would make Stop end it.
      interrupt_mode: "message",
      env: {
        // Colour codes in a cell's text output would be saved with the notebook.
        NO_COLOR: "1",
        // The middle compiler of V8 14.9 lets records of doubles share their numbers now and then:
        // seen in one cross-fit of ten. Without it the same cells take the same time.
        DENO_V8_FLAGS: "--no-maglev",
        // One memory pool for all threads gives back what Polars' threads would keep.
        MALLOC_ARENA_MAX: "1",
      },
    },
    null,
    2,
  ) + "\n";
  if (await Deno.readTextFile(path).catch(() => undefined) === text) return false;
  await writeAtomically(path, (temporary) => Deno.writeTextFile(temporary, text));
  return true;
}
