/**
 * Stand-ins for programs that a machine may have or lack.
 *
 * @module
 */

import { join } from "node:path";

/**
 * Makes a program that answers every call in the same way.
 *
 * @param folder where it goes
 * @param name its name
 * @param output what it prints
 * @param code its exit code
 * @returns its path
 */
export async function fakeProgram(
  folder: string,
  name: string,
  output: string,
  code = 0,
): Promise<string> {
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await Deno.writeTextFile(path, `#!/bin/sh\ncat <<'END'\n${output}\nEND\nexit ${code}\n`);
  await Deno.chmod(path, 0o755);
  return path;
}
