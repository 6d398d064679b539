/**
 * Writing a file whole or not at all.
 *
 * @module
 */

/**
 * Writes a file under a temporary name beside its place and renames it when it is complete.
 *
 * An interruption leaves the earlier file, if there was one, untouched; it never leaves a half.
 *
 * @param path where the file shall stand; its folder is made if it is missing
 * @param write receives the temporary path and writes the whole file there
 * @throws whatever `write` throws, after removing the temporary file
 *
 * @example
 * ```ts
 * import { writeAtomically } from "lib/atomic_write.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/figures.txt`;
 * await writeAtomically(path, (temporary) => Deno.writeTextFile(temporary, "42\n"));
 * assertEquals(Deno.readTextFileSync(path), "42\n");
 * ```
 */
export async function writeAtomically(
  path: string,
  write: (temporaryPath: string) => void | Promise<void>,
): Promise<void> {
  const cut = path.lastIndexOf("/");
  const folder = cut < 0 ? "." : path.slice(0, cut) || "/";
  await Deno.mkdir(folder, { recursive: true });
  const temporary = `${path}.${crypto.randomUUID()}.partial`;
  try {
    await write(temporary);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}
