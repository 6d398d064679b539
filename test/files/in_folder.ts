/**
 * Tests in a folder of their own.
 *
 * @module
 */

/** Work in a temporary folder, which goes with it. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
