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
  return await writeProgram(
    folder,
    name,
    `#!/bin/sh\ncat <<'END'\n${output}\nEND\nexit ${code}\n`,
  );
}

/**
 * Makes a program of a given text.
 *
 * @param folder where it goes
 * @param name its name
 * @param text the whole file
 * @param mode its permissions
 * @returns its path
 */
export async function writeProgram(
  folder: string,
  name: string,
  text: string,
  mode = 0o755,
): Promise<string> {
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, name);
  // By another process: while this one has the file open to write, a program that another test starts
  // at that moment inherits it, and what is open to write cannot be run ("Text file busy").
  const writer = new Deno.Command("sh", {
    args: ["-c", 'cat > "$1"', "sh", path],
    stdin: "piped",
  }).spawn();
  await new Blob([text]).stream().pipeTo(writer.stdin);
  await writer.status;
  await Deno.chmod(path, mode);
  return path;
}
