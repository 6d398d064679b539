/**
 * Running a data command as its task does.
 *
 * @module
 */

import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";

/** What became of a command. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a command of `data/`, in a folder of its own so that no real table is touched.
 *
 * @param command the command's file, such as `mind.ts`
 * @param folder where the user stands
 * @param args what they write behind the command
 */
export async function runDataCommand(
  command: string,
  folder: string,
  args: readonly string[],
): Promise<Outcome> {
  const config = join(cloneFolder, "deno.json");
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--config", config, join(cloneFolder, "data", command), ...args],
    cwd: folder,
    // The folder that a task names as the caller's.
    env: { NO_COLOR: "1", INIT_CWD: folder },
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
