/**
 * Telling Jupyter about the Deno kernel.
 *
 * `deno jupyter --install` would write into the user's home; ours goes into the clone.
 *
 * @module
 */

import { join } from "node:path";
import { writeAtomically } from "lib/atomic_write.ts";

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
      // Colour codes in a cell's text output would be saved with the notebook.
      env: { NO_COLOR: "1" },
    },
    null,
    2,
  ) + "\n";
  if (await Deno.readTextFile(path).catch(() => undefined) === text) return false;
  await writeAtomically(path, (temporary) => Deno.writeTextFile(temporary, text));
  return true;
}
