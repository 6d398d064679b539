/**
 * Where a page comes from: whose work it is, under which terms, from which state of the project.
 *
 * @module
 */

import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";

/** The project behind a page. */
export interface Origin {
  /** Who holds the copyright, as the licence names them. */
  readonly author: string;
  /** The licence's name. */
  readonly license: string;
  /** The commit, `791567e` or `791567e with changes`; absent where the folder is no clone. */
  readonly commit?: string;
}

/**
 * Reads the licence, and asks Git for the commit where there is Git.
 *
 * @param folder the project's folder
 * @throws {Error} if the licence begins with no name or bears no copyright line
 */
export async function readOrigin(folder: string = cloneFolder): Promise<Origin> {
  const text = await Deno.readTextFile(join(folder, "LICENSE"));
  const license = text.trim().split("\n")[0]!.trim();
  const [, author] = /^Copyright \(c\) [\d–, -]+ (.+)$/m.exec(text) ?? [];
  if (license === "" || author === undefined) {
    throw new Error(`${join(folder, "LICENSE")} bears no name or no copyright line`);
  }
  const commit = await commitOf(folder);
  return { author: author.trim(), license, ...(commit === undefined ? {} : { commit }) };
}

async function commitOf(folder: string): Promise<string | undefined> {
  // A copy of the project may lie in a clone of something else, whose commit says nothing of it.
  const prefix = await git(folder, ["rev-parse", "--show-prefix"]);
  const commit = prefix === "" ? await git(folder, ["rev-parse", "--short=10", "HEAD"]) : undefined;
  if (commit === undefined) return undefined;
  const changes = await git(folder, ["status", "--porcelain", "--untracked-files=no"]);
  return changes === "" ? commit : `${commit} with changes`;
}

/** What Git answers; nothing where there is no Git, or no clone. */
async function git(folder: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["-C", folder, ...args],
      stdin: "null",
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
