import { assertEquals, assertRejects } from "@std/assert";
import { CommandError } from "lib/command/mod.ts";
import type { Notebook } from "../../notebooks/execution/notebook_format.ts";
import { figureFor, selectPreview } from "../../notebooks/preview.ts";

const notebook = (metadata: Notebook["metadata"]): Notebook => ({
  cells: [],
  metadata,
  nbformat: 4,
  nbformat_minor: 5,
});

async function inFolder(
  files: readonly string[],
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const file of files) await Deno.writeTextFile(`${folder}/${file}`, file);
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const decode = (png: Uint8Array) => new TextDecoder().decode(png);

Deno.test("a notebook's first figure stands for it, unless its metadata name another", () =>
  inFolder(["07_b.png", "06_a.svg", "06_a.png"], async (folder) => {
    const first = await figureFor("n.ipynb", notebook({}), folder);
    assertEquals([first?.named, decode(first!.png)], [false, "06_a.png"]);
    const named = await figureFor("n.ipynb", notebook({ preview: "07_b" }), folder);
    assertEquals([named?.named, decode(named!.png)], [true, "07_b.png"]);
  }));

Deno.test("a notebook without figures has no preview, and may not name one", () =>
  inFolder([], async (folder) => {
    for (const figures of [folder, `${folder}/none`]) {
      assertEquals(await figureFor("n.ipynb", notebook({}), figures), undefined);
      await assertRejects(
        () => figureFor("n.ipynb", notebook({ preview: "07_b" }), figures),
        CommandError,
        'names "07_b" as its preview',
      );
    }
  }));

Deno.test("of several notebooks the first that names a figure decides", () => {
  const preview = (named: boolean) => ({ named, png: new Uint8Array(1) });
  const [first, second, third] = [preview(false), preview(true), preview(true)];
  assertEquals(selectPreview([first, second, third]) === second, true);
  assertEquals(selectPreview([first, preview(false)]) === first, true);
  assertEquals(selectPreview([]), undefined);
});
