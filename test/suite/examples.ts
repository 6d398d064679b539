/**
 * The examples of doc comments as tests that share what they load: `deno test --doc` starts each of
 * them anew, which takes three times as long.
 *
 * @module
 */

import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";

/**
 * Writes the examples of some files as modules, and a test file a room that runs them.
 *
 * @param files paths from the clone's root, in `lib/`
 * @param folder where the modules go, inside the clone, whose settings they need
 * @returns the test files' paths
 */
export async function writeExamples(files: readonly string[], folder: string): Promise<string[]> {
  const tests = new Map<string, string[]>();
  for (const file of files) {
    const text = await Deno.readTextFile(join(cloneFolder, file));
    const room = file.split("/")[1]!;
    for (const { line, code } of examplesOf(text)) {
      const module = `${file.replace(/\W+/g, "_")}_${line}.ts`;
      await Deno.writeTextFile(join(folder, module), `${code}\nexport {};\n`);
      const test = `Deno.test("${file}:${line}", () => import("./${module}").then(() => {}));\n`;
      tests.set(room, [...tests.get(room) ?? [], test]);
    }
  }
  return await Promise.all(
    [...tests].map(async ([room, lines]) => {
      const path = join(folder, `${room}_test.ts`);
      await Deno.writeTextFile(path, lines.join(""));
      return path;
    }),
  );
}

/** The TypeScript examples in a file's doc comments, with the lines they begin at. */
export function examplesOf(text: string): { readonly line: number; readonly code: string }[] {
  return [...text.matchAll(/^[ ]*\/\*\*[^]*?\*\//gm)].flatMap((comment) => {
    const inside = comment[0].replace(/^[ ]*\* ?/gm, "");
    return [...inside.matchAll(/^```ts\n([^]*?)^```/gm)].map((fence) => ({
      line: text.slice(0, comment.index).split("\n").length - 1 +
        inside.slice(0, fence.index).split("\n").length,
      code: fence[1]!,
    }));
  });
}
