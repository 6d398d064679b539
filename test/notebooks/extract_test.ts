import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { readNotebook } from "../../notebooks/execution/notebook_format.ts";
import { extractScript } from "./extract.ts";
import { writeTinyNotebook } from "./tiny_notebook.ts";

Deno.test("a notebook becomes one module whose comments lead back to the cells", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "tiny.ipynb");
  await writeTinyNotebook(path, [
    { code: `import { join } from "node:path";\nconst a = 1;\n` },
    { prose: "# Title\n\n```ts\n# not a heading\n```" },
    { code: "  " },
    { code: "await show(a)" },
  ]);
  assertEquals(
    extractScript(await readNotebook(path)),
    `// cell 1\nimport { join } from "node:path";\nconst a = 1;\n\n` +
      `// cell 2: Title\nawait show(a)\n\nexport {};\n`,
  );
  await Deno.remove(folder, { recursive: true });
});
