import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { basename, dirname, join } from "node:path";
import { relativeTargets, withTargetsBeside } from "../../notebooks/beside.ts";
import { cleanTopic } from "../../notebooks/clean.ts";
import { cloneFolder, CommandError, silentReport } from "lib/command/mod.ts";
import {
  type Notebook,
  readNotebook,
  wholeText,
} from "../../notebooks/execution/notebook_format.ts";
import { stripOutputs } from "../../notebooks/execution/strip.ts";
import { findTopics, sampleResultsOf, type Topic } from "../../notebooks/topics.ts";

const topics = await findTopics();

/** Runs on a copy of the committed topics, in a folder that is removed afterwards. */
async function withTopics(use: (topics: Topic[], folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    for (const { name, notebooks } of topics) {
      await Deno.mkdir(join(folder, "notebooks", name), { recursive: true });
      for (const path of notebooks) {
        await Deno.copyFile(path, path.replace(cloneFolder, folder));
        for (const target of relativeTargets(await readNotebook(path))) {
          const file = join(dirname(path), target);
          await Deno.copyFile(file, file.replace(cloneFolder, folder));
        }
      }
    }
    await use(await findTopics(join(folder, "notebooks")), folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** All that a reader sees of a notebook but its outputs. */
function sources({ cells, metadata }: Notebook) {
  return { cells: cells.map(({ id, cell_type, source }) => ({ id, cell_type, source })), metadata };
}

Deno.test("copies have every cell and no output; the notebooks keep theirs", async () => {
  await withTopics(async (all) => {
    for (const topic of all) {
      const before = await Promise.all(topic.notebooks.map((path) => Deno.readTextFile(path)));
      const told: string[] = [];
      await cleanTopic(topic, { inPlace: false }, {
        ...silentReport,
        say: (line) => told.push(line),
      });
      const after = await Promise.all(topic.notebooks.map((path) => Deno.readTextFile(path)));
      assertEquals(after, before);
      for (const [at, path] of topic.notebooks.entries()) {
        const copy = path.replace(topic.folder, join(topic.folder, "handout"));
        const clean = await readNotebook(copy);
        assertEquals(sources(clean), sources(withTargetsBeside(JSON.parse(before[at]!))));
        for (const target of relativeTargets(clean)) {
          const beside = await Deno.stat(join(topic.folder, "handout", target))
            .then(({ isFile }) => isFile, () => false);
          assertEquals(beside, true, target);
        }
        for (const cell of clean.cells) {
          if (cell.cell_type !== "code") continue;
          assertEquals([cell.outputs.length, cell.execution_count], [0, null]);
        }
        assertStringIncludes(told[at]!, `Written: ${copy} (without the outputs of `);
      }
    }
  });
});

Deno.test("the class's copies lie apart from the teacher's and say so", async () => {
  await withTopics(async ([topic]) => {
    const told: string[] = [];
    const report = { ...silentReport, say: (line: string) => told.push(line) };
    await cleanTopic(topic!, { inPlace: false }, report);
    await cleanTopic(topic!, { inPlace: false, reader: "class" }, report);
    const handout = join(topic!.folder, "handout");
    const name = basename(topic!.notebooks[0]!);
    const teacher = await Deno.readTextFile(join(handout, name));
    const student = await Deno.readTextFile(join(handout, "without_answers", name));
    assertStringIncludes(teacher, "<summary>Answer</summary>");
    assert(!student.includes("<summary>Answer</summary>"));
    assertStringIncludes(student, "fillIn(");
    assert(!student.includes('"gaps"'));
    assert(!told[0]!.includes("without answers"), told[0]);
    assertStringIncludes(told.at(-1)!, " and without answers)");
  });
});

Deno.test("what the prose refers to is found by its relative path, and put beside a copy", () => {
  const notebook: Notebook = {
    cells: [{
      cell_type: "markdown",
      metadata: {},
      source: '![p](pictures/p.svg) [t\nwo](../g.md#x "Says (so).") [w](https://a.b/c.md) [h](#h)',
    }, {
      cell_type: "code",
      metadata: {},
      source: "x[0](y.md)",
      outputs: [],
      execution_count: null,
    }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  assertEquals(relativeTargets(notebook), ["pictures/p.svg", "../g.md"]);
  assertEquals(relativeTargets(notebook, "pictures"), ["pictures/p.svg"]);
  const [cell, untouched] = withTargetsBeside(notebook).cells;
  assertEquals(
    wholeText(cell!.source),
    '![p](p.svg) [t\nwo](g.md#x "Says (so).") [w](https://a.b/c.md) [h](#h)',
  );
  assertEquals(untouched, notebook.cells[1]);
});

Deno.test("in place the outputs are taken out once, and the second time nothing is written", async () => {
  await withTopics(async ([topic]) => {
    const path = topic!.notebooks[0]!;
    const told: string[] = [];
    const report = { ...silentReport, say: (line: string) => told.push(line) };
    const expected = stripOutputs(await readNotebook(path));
    await cleanTopic(topic!, { inPlace: true }, report);
    assertEquals(await readNotebook(path), expected);
    const { mtime, ino } = await Deno.stat(path);
    await cleanTopic(topic!, { inPlace: true }, report);
    const again = await Deno.stat(path);
    assertEquals([again.mtime, again.ino], [mtime, ino]);
    assert(/: outputs of \d+ cells removed$/.test(told[0]!), told[0]);
    assert(told.at(-1)!.endsWith(": no outputs"), told.at(-1));
    assertEquals(stripOutputs(expected), expected);
  });
});

Deno.test("a copy that would take the notebook's own place is refused", async () => {
  await withTopics(async ([topic], folder) => {
    const before = await Deno.readTextFile(topic!.notebooks[0]!);
    await Deno.symlink(join(folder, "notebooks"), join(folder, "link"));
    for (const out of [join(folder, "notebooks"), join(folder, "link")]) {
      await assertRejects(
        () => cleanTopic(topic!, { inPlace: false, out }, silentReport),
        CommandError,
        "would overwrite the notebook itself",
      );
    }
    assertEquals(await Deno.readTextFile(topic!.notebooks[0]!), before);
  });
});

Deno.test("what cannot be written is said", async () => {
  await withTopics(async ([topic], folder) => {
    await Deno.writeTextFile(join(folder, "file"), "");
    await assertRejects(
      () => cleanTopic(topic!, { inPlace: false, out: join(folder, "file") }, silentReport),
      CommandError,
      "cannot be written",
    );
  });
});

/** Calls the command as a user would. */
async function call(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join(cloneFolder, "notebooks", "clean.ts"), ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

Deno.test("the command copies what is asked for and explains wrong usage", async () => {
  const folder = await Deno.makeTempDir();
  const { code, err } = await call(topics[0]!.name, "--out", folder);
  assertEquals(code, 0, err);
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), [topics[0]!.name]);
  await Deno.remove(folder, { recursive: true });

  assertStringIncludes((await call("--help")).out, "Usage: deno task notebook:clean");
  const wrong = [
    [["nowhere"], 2, `There is no topic "nowhere"`],
    [["--out", "a", "--in-place"], 2, "contradict each other"],
    [["--without-answers", "--in-place"], 2, "contradict each other"],
    [["--out", ""], 2, "--out is empty"],
    [["--keep"], 2, "--keep"],
  ] as const;
  for (const [args, expected, message] of wrong) {
    const { code, err } = await call(...args);
    assertEquals(code, expected, err);
    assertStringIncludes(err, message);
    assert(!/\n\s+at /.test(err), err);
  }
});

Deno.test("beside a copy lies what it compares its results with", async () => {
  await withTopics(async ([topic]) => {
    const [notebook] = topic!.notebooks;
    await Deno.writeTextFile(sampleResultsOf(notebook!), '{"01_size": "0123456789ab"}\n');
    await cleanTopic(topic!, { inPlace: false }, silentReport);
    const copy = join(topic!.folder, "handout", basename(notebook!));
    assertEquals(
      await Deno.readTextFile(sampleResultsOf(copy)),
      '{"01_size": "0123456789ab"}\n',
    );
  });
});
