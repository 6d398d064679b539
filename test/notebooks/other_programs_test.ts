import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { silentReport } from "lib/command/mod.ts";
import { withScratchFolder } from "../../notebooks/environment/folders.ts";
import { prepareEnvironment } from "../../notebooks/environment/prepare.ts";
import { run } from "../../notebooks/environment/run.ts";
import { writeTinyNotebook } from "./tiny_notebook.ts";

const { python, variables } = await prepareEnvironment("execute", silentReport);

Deno.test("nbconvert executes a notebook, and what it writes lies beside it, apart from exports", async () => {
  // Imports are found from the notebook's folder up: it has to lie in the clone.
  await withScratchFolder(async (folder) => {
    const notebook = join(folder, "01_tiny.ipynb");
    await writeTinyNotebook(notebook, [
      { prose: "# Tiny" },
      {
        code: `import { openWriteup } from "lib/notebook/mod.ts";
import { namedValues } from "lib/tables/mod.ts";
const writeup = await openWriteup("tiny");`,
      },
      { code: `await writeup.table("01_numbers", namedValues({ answer: 42 }));` },
    ]);
    const { code, stderr } = await run(
      python,
      ["-m", "nbconvert", "--execute", "--to", "html", "--output", "executed.html", notebook],
      { env: { ...variables, WRITEUP_DIR: "" } },
    );
    assertEquals(code, 0, stderr);
    assertStringIncludes(await Deno.readTextFile(join(folder, "executed.html")), "answer");
    assertEquals(
      await Deno.readTextFile(join(folder, "draft", "tables", "01_numbers.csv")),
      "name,value\nanswer,42.0\n",
    );
  });
});
