/**
 * What an editor shows of a notebook: the documentation of whatever it takes from the library.
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import {
  isExecutable,
  readNotebook,
  wholeText,
} from "../../notebooks/execution/notebook_format.ts";
import { findTopics, notebookName } from "../../notebooks/topics.ts";
import { withOpenNotebook } from "./language_server.ts";

const topics = await findTopics();

Deno.test("resting on a library function shows its documentation, in later cells too", async () => {
  const path = join(topics[0]!.folder, "unsaved.ipynb");
  const cells = [`import { crossFit } from "lib/mod.ts";`, "const fit = crossFit;\n// crossFit"];
  await withOpenNotebook(path, cells, async ({ hover }) => {
    const documentation = "Cross-fitted nuisance predictions: every row's come from models that " +
      "never saw the row.";
    for (
      const [cell, place] of [{ line: 0, character: 10 }, { line: 0, character: 14 }].entries()
    ) {
      const shown = await hover(cell, place);
      assertStringIncludes(shown, "function crossFit(data: CrossFitData");
      assertStringIncludes(shown, documentation);
      assertStringIncludes(shown, "propensity and outcome predictions for every row");
    }
    assertEquals(await hover(1, { line: 1, character: 5 }), "");
  });
});

Deno.test("what the kernel would not check is underlined: types", async () => {
  const path = join(topics[0]!.folder, "unsaved.ipynb");
  await withOpenNotebook(path, ["const rows = 1;", "rows.trim();"], async ({ faults }) => {
    assertEquals(await faults(), ["Property 'trim' does not exist on type '1'."]);
  });
});

Deno.test("VS Code is offered the extensions that README names, and its settings suit them", async () => {
  const read = async (path: string) =>
    JSON.parse(await Deno.readTextFile(join(cloneFolder, ".vscode", path)));
  const readme = await Deno.readTextFile(join(cloneFolder, "README.md"));
  const { recommendations } = await read("extensions.json");
  assert(recommendations.length >= 2);
  for (const extension of recommendations) assertStringIncludes(readme, `\`${extension}\``);

  const settings: Record<string, unknown> = await read("settings.json");
  for (const value of Object.values(settings)) {
    assert(!/"(\/|[A-Z]:)/.test(JSON.stringify(value)), `a path of one machine: ${value}`);
  }
  const deno = Object.fromEntries(
    Object.entries(settings).filter(([name]) => name.startsWith("deno."))
      .map(([name, value]) => [name.slice("deno.".length), value]),
  );
  await Deno.stat(join(cloneFolder, String(deno.config)));
  const path = join(topics[0]!.folder, "unsaved.ipynb");
  const cells = [`import { crossFit } from "lib/mod.ts";\nconst fit: typeof crossFit = crossFit;`];
  await withOpenNotebook(path, cells, async ({ hover, faults }) => {
    assertStringIncludes(await hover(0, { line: 0, character: 10 }), "function crossFit(");
    assertEquals(await faults(), []);
  }, { deno });
});

for (const topic of topics) {
  for (const notebook of topic.notebooks) {
    Deno.test(`${notebookName(notebook)}: every name of the library is explained, nothing underlined`, async () => {
      const cells = (await readNotebook(notebook)).cells.filter(isExecutable)
        .map(({ source }) => wholeText(source));
      const names = libraryNames(cells);
      assert(names.length > 20, "the notebook takes too little from the library to be tested");
      await withOpenNotebook(notebook, cells, async ({ hover, faults }) => {
        const shown = await Promise.all(
          names.map(async ({ name, cell, place }) => ({ name, text: await hover(cell, place) })),
        );
        // Behind the signature, which is fenced, stands what the doc comment says.
        const unexplained = shown.filter(({ text }) => !/^```tsx\n[^]*?\n```\n\s*\w/.test(text));
        assertEquals(unexplained, []);
        assertEquals(await faults(), []);
      });
    });
  }
}

/** The names that a notebook's cells take from the library, once each, and where they stand. */
function libraryNames(cells: readonly string[]) {
  const code = cells.join("\n");
  const rooms = [...code.matchAll(/import \* as (\w+) from "lib\/\w+\/mod\.ts"/g)].map(([, room]) =>
    room
  );
  const patterns = [
    /(?<=import \{[^}]*)\b(?!type\b)\w+\b(?=[^}]*\} from "lib\/)/g,
    new RegExp(`(?<=\\b(?:${rooms.join("|")})\\.)\\w+`, "g"),
  ];
  const found = cells.flatMap((cell, number) =>
    patterns.flatMap((pattern) => [...cell.matchAll(pattern)]).map((match) => {
      const before = cell.slice(0, match.index).split("\n");
      const place = { line: before.length - 1, character: before.at(-1)!.length };
      return { name: match[0], cell: number, place };
    })
  );
  return found.filter(({ name }, at) => found.findIndex((other) => other.name === name) === at);
}
