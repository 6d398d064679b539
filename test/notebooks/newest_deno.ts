/**
 * A Deno of the newest kind, whose kernel speaks to Jupyter otherwise than the one that the set-up
 * names: it can report a cell as done before its outputs have left.
 *
 * @module
 */

import { withScratchFolder } from "../../notebooks/environment/folders.ts";
import { ensureKernelspec } from "../../notebooks/environment/kernelspec.ts";
import type { Jupyter } from "../../notebooks/environment/prepare.ts";
import { lastLines, run } from "../../notebooks/environment/run.ts";

/** The releases among which npm chooses the newest. */
const RANGE = "2.9";
const LONGEST_WAIT_MS = 120_000;

/** A Deno that was found, or why there is none. */
export type FoundDeno =
  | { readonly version: string; readonly path: string }
  | { readonly missing: string };

/**
 * Fetches the newest Deno 2.9 from npm, or finds the one that was fetched before.
 *
 * @returns its release and its executable; or why it cannot be had, in a few words
 */
export async function newestDeno(): Promise<FoundDeno> {
  const inquiry = "console.log(JSON.stringify([Deno.version.deno, Deno.execPath()]))";
  const { code, stdout, stderr } = await run(
    "npx",
    ["-y", "--prefer-offline", `deno@${RANGE}`, "eval", inquiry],
    { signal: AbortSignal.timeout(LONGEST_WAIT_MS), env: { DENO_NO_UPDATE_CHECK: "1" } },
  );
  if (code !== 0) {
    return { missing: `npx -y deno@${RANGE} fails: ${reasonOf(stderr) || `code ${code}`}` };
  }
  const [version, path] = JSON.parse(lastLines(stdout, 1)) as [string, string];
  return { version, path };
}

/** What went wrong, in a few words: npm's code for it, else what was said last. */
function reasonOf(stderr: string): string {
  return /^npm err\S* code (\S+)/im.exec(stderr)?.[1] ?? lastLines(stderr, 1);
}

/**
 * What a test of that Deno is called, and whether it is left out.
 *
 * @param found the Deno
 * @param name what the test is about
 */
export function onNewest(
  found: FoundDeno,
  name: string,
): { readonly name: string; readonly ignore: boolean } {
  return "missing" in found
    ? { name: `on Deno ${RANGE} (left out, as ${found.missing}): ${name}`, ignore: true }
    : { name: `on Deno ${found.version}: ${name}`, ignore: false };
}

/**
 * Lets notebooks run on another Deno than the one that runs the tests.
 *
 * @param found the Deno
 * @param jupyter what executes notebooks
 * @param use receives a Jupyter that starts that Deno wherever a notebook asks for the kernel
 * @returns what `use` returns
 */
export async function withKernelOf<T>(
  found: FoundDeno,
  jupyter: Jupyter,
  use: (jupyter: Jupyter) => Promise<T>,
): Promise<T> {
  if ("missing" in found) throw new Error(found.missing);
  return await withScratchFolder(async (share) => {
    await ensureKernelspec(share, found.path);
    return await use({ ...jupyter, variables: { ...jupyter.variables, JUPYTER_PATH: share } });
  });
}
