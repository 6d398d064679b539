/**
 * A class's copy of a notebook: no answer left in, room for one's own, gaps that say what they are.
 */

import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { join } from "node:path";
import { cloneFolder, CommandError } from "lib/command/mod.ts";
import { withoutAnswers } from "../../notebooks/execution/handout.ts";
import {
  type Cell,
  type Notebook,
  readNotebook,
  wholeText,
} from "../../notebooks/execution/notebook_format.ts";
import { findTopics, notebookName } from "../../notebooks/topics.ts";
import { extractScript } from "./extract.ts";

const prose = (id: string, source: string): Cell => ({
  cell_type: "markdown",
  id,
  metadata: {},
  source,
});
const code = (id: string, source: string, metadata: Record<string, unknown> = {}): Cell => ({
  cell_type: "code",
  id,
  metadata,
  source,
  execution_count: 3,
  outputs: [],
});
const notebookOf = (...cells: Cell[]): Notebook => ({
  cells,
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});
const shown = (notebook: Notebook) =>
  notebook.cells.map(({ id, source }) => [id, wholeText(source)]);

Deno.test("answers and results give way to empty cells, the rest stays in its order", () => {
  const text = "How to read it.\n\n**Question.** Why?\n\n" +
    "<details><summary>Answer</summary>\n\nBecause **so**.\n\n</details>\n\n" +
    "**Try it.** Set `N` to 2. What do you expect?\n\n" +
    "<details><summary>What happens</summary>\n\n" +
    '<div class="sample-only">\n\nIt halves.\n\n</div>\n\n</details>\n\n' +
    "> **Margin note.** Last.\n";
  assertEquals(shown(withoutAnswers(notebookOf(prose("a", text), prose("b", "## Next")))), [
    ["a", "How to read it.\n\n**Question.** Why?"],
    ["a-yours-1", "**Your answer.** "],
    ["a-2", "**Try it.** Set `N` to 2. What do you expect?"],
    ["a-yours-3", "**Your prediction, and what you saw.** "],
    ["a-4", "> **Margin note.** Last."],
    ["b", "## Next"],
  ]);
});

Deno.test("folds of another kind stay; an answer that cannot be taken out is refused", () => {
  const other = notebookOf(prose("a", "<details><summary>Proof</summary>\n\nx\n\n</details>"));
  assertEquals(withoutAnswers(other), other);
  assertThrows(
    () => withoutAnswers(notebookOf(prose("a", "<details><summary>Answer</summary>\n\nx"))),
    CommandError,
    "The answers of cell a cannot be told",
  );
  assertEquals(shown(withoutAnswers(notebookOf())), []);
});

Deno.test("a gap takes the place of one constant's value, of however many lines", () => {
  const source = "const a = 1;\nconst sum: number = [1, 2].reduce(\n  (x, y) => x + y,\n);\n" +
    "const f = () => {\n  const a2 = 2; // two\n  return a2;\n};\nawait show(sum, a);";
  const [cell] = withoutAnswers(notebookOf(code("c", source, {
    gaps: { sum: 'the sum, "by hand"' },
    tags: ["kept"],
  }))).cells;
  assertEquals(cell!.metadata, { tags: ["kept"] });
  assertEquals(
    wholeText(cell!.source),
    'import { fillIn } from "lib/notebook/mod.ts";\n' +
      'const a = 1;\nconst sum: number = fillIn("the sum, \\"by hand\\"");\n' +
      "const f = () => {\n  const a2 = 2; // two\n  return a2;\n};\nawait show(sum, a);",
  );
});

Deno.test("a comment behind a gap's value stays, and so do the lines after it", () => {
  const source =
    "const floor = 30; // the fewest clicks\nconst tables = 200; // logs\nawait show(floor);";
  const [cell] =
    withoutAnswers(notebookOf(code("c", source, { gaps: { floor: "a floor" } }))).cells;
  assertEquals(
    wholeText(cell!.source).split("\n").slice(1),
    ['const floor = fillIn("a floor"); // the fewest clicks', ...source.split("\n").slice(1)],
  );
});

Deno.test("the import that gaps need stands in the first code cell, and only where there are gaps", () => {
  const cells = [prose("a", "## Set-up"), code("b", "const b = 1;"), code("c", "const c = 2;")];
  assertEquals(withoutAnswers(notebookOf(...cells)), notebookOf(...cells));
  const gapped = code("d", "const d = 3;", { gaps: { d: "three" } });
  assertEquals(shown(withoutAnswers(notebookOf(...cells, gapped))), [
    ["a", "## Set-up"],
    ["b", 'import { fillIn } from "lib/notebook/mod.ts";\nconst b = 1;'],
    ["c", "const c = 2;"],
    ["d", 'const d = fillIn("three");'],
  ]);
});

Deno.test("gaps that name nothing, or are no texts, are refused", () => {
  const refused = (gaps: unknown, why: string) =>
    assertThrows(
      () => withoutAnswers(notebookOf(code("c", "const a = 1;\nlet b = 2;", { gaps }))),
      CommandError,
      why,
    );
  refused({ b: "x" }, 'does not define "b" exactly once');
  refused({ "a|b": "x" }, "are not a task for each name");
  refused({ a: 1 }, "are not a task for each name");
  refused(["a"], "are not a task for each name");
});

for (const topic of await findTopics()) {
  for (const path of topic.notebooks) {
    const name = notebookName(path);
    const teacher = await readNotebook(path);
    const handout = withoutAnswers(teacher);
    const count = (notebook: Notebook, text: string) =>
      notebook.cells.map(({ source }) => wholeText(source)).join("\n").split(text).length - 1;

    Deno.test(`${name}: the class's copy has every question and no answer`, () => {
      const questions = count(teacher, "**Question.**");
      assert(questions >= 10);
      assertEquals(count(handout, "**Question.**"), questions);
      assertEquals(
        count(handout, "**Your answer.**"),
        count(teacher, "<summary>Answer</summary>"),
      );
      assertEquals(count(handout, "**Try it.**"), count(teacher, "**Try it.**"));
      assertEquals(
        count(handout, "**Your prediction, and what you saw.**"),
        count(teacher, "<summary>What happens</summary>"),
      );
      for (const left of ["<summary>Answer", "<summary>What happens", "</details>"]) {
        assertEquals(count(handout, left), 0, left);
      }
      const ids = handout.cells.map(({ id }) => id!);
      assertEquals(new Set(ids).size, ids.length);
      for (const id of ids) assert(/^[\w-]{1,64}$/.test(id), id);
    });

    Deno.test(`${name}: nothing is underlined in the class's copy`, async () => {
      // Inside the clone, whose import map holds there.
      const folder = join(cloneFolder, "test", `handout.${crypto.randomUUID()}.partial`);
      await Deno.mkdir(folder);
      const script = join(folder, "handout.ts");
      await Deno.writeTextFile(script, extractScript(handout));
      const { success, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["check", "--quiet", script],
        env: { NO_COLOR: "1" },
      }).output();
      await Deno.remove(folder, { recursive: true });
      assert(success, new TextDecoder().decode(stderr));
    });

    Deno.test(`${name}: three to five lines are left to the class, the first says so when it runs`, async () => {
      const gaps = count(handout, "= fillIn(");
      assert(gaps >= 3 && gaps <= 5, `${gaps} gaps`);
      const cell = handout.cells.find(({ source }) => wholeText(source).includes("= fillIn("))!;
      const task = wholeText(cell.source).match(/= fillIn\("([^"]+)"\)/)![1]!;
      const script = await Deno.makeTempFile({ suffix: ".ts" });
      await Deno.writeTextFile(
        script,
        `import { fillIn } from "lib/notebook/mod.ts";\nconst value = fillIn(${
          JSON.stringify(task)
        });\n`,
      );
      const { success, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--quiet", `--config=${join(cloneFolder, "deno.json")}`, script],
        env: { NO_COLOR: "1" },
      }).output();
      await Deno.remove(script);
      const said = new TextDecoder().decode(stderr);
      assert(!success);
      assertStringIncludes(said, `InputError: This line is yours to write: ${task}`);
      assertStringIncludes(said, "Replace fillIn(…)");
    });
  }
}
