import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { cloneFolder, CommandError, silentReport } from "lib/command/mod.ts";
import { cleanTopic } from "../../notebooks/clean.ts";
import { run } from "../../notebooks/environment/run.ts";
import { executeNotebook } from "../../notebooks/execution/execute.ts";
import { readNotebook } from "../../notebooks/execution/notebook_format.ts";
import { createNotebook } from "../../notebooks/new.ts";
import { findTopics } from "../../notebooks/topics.ts";

const CODE = {
  cell_type: "code",
  metadata: {},
  source: ["1 +\n", "1"],
  execution_count: null,
  outputs: [],
};
const NOTEBOOK = { nbformat: 4, nbformat_minor: 4, metadata: {}, cells: [CODE] };

/** What is no notebook, and the reason that is given. */
const BROKEN: readonly (readonly [content: string | Uint8Array<ArrayBuffer>, why: string])[] = [
  ["", "the file is empty"],
  ["{", "it is not JSON"],
  ["hello", "it is not JSON"],
  [`\ufeff${JSON.stringify(NOTEBOOK)}`, "it is not JSON"],
  [JSON.stringify(NOTEBOOK).replace(":4,", ":NaN,"), "it is not JSON"],
  [Uint8Array.of(0xff, 0xfe, 0x7b, 0), "it is not text in UTF-8"],
  [new TextEncoder().encode('{"é":1}').map((byte) => byte === 0xa9 ? 0x22 : byte), "UTF-8"],
  ["null", "it is JSON, but no notebook"],
  ["[]", "it is JSON, but no notebook"],
  ["5", "it is JSON, but no notebook"],
  ["{}", "it names no format"],
  [JSON.stringify({ ...NOTEBOOK, nbformat: 3 }), "its format is 3, not 4"],
  [JSON.stringify({ ...NOTEBOOK, nbformat: "4" }), 'its format is "4", not 4'],
  [JSON.stringify({ nbformat: 4, metadata: {}, cells: [] }), "no second number"],
  [JSON.stringify({ ...NOTEBOOK, metadata: null }), "it has no metadata"],
  [JSON.stringify({ ...NOTEBOOK, cells: {} }), "it has no list of cells"],
  [JSON.stringify({ ...NOTEBOOK, cells: [CODE, null] }), "cell 2 of 2"],
  [JSON.stringify({ ...NOTEBOOK, cells: [{ ...CODE, source: 5 }] }), "cell 1 of 1"],
  [JSON.stringify({ ...NOTEBOOK, cells: [{ ...CODE, outputs: undefined }] }), "cell 1 of 1"],
  [JSON.stringify({ ...NOTEBOOK, cells: [{ ...CODE, outputs: [{}] }] }), "cell 1 of 1"],
  [JSON.stringify({ ...NOTEBOOK, cells: [{ ...CODE, cell_type: "heading" }] }), "cell 1 of 1"],
];

Deno.test("what is no notebook is named with the reason and what to do", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "01_odd.ipynb");
  const refusal = async () => {
    const { message } = await assertRejects(() => readNotebook(path), CommandError);
    assertMatch(message, /^[^\n]*01_odd\.ipynb is not a notebook that can be used: [^\n]+\. Open /);
    return message;
  };
  for (const [content, why] of BROKEN) {
    await Deno.writeFile(
      path,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    );
    assert((await refusal()).includes(why), why);
    await Deno.remove(path);
  }
  assert((await refusal()).includes("No such file"));
  await Deno.mkdir(path);
  assert((await refusal()).includes("Is a directory"));
  await Deno.remove(path);
  await Deno.symlink("01_odd.ipynb", path);
  assert((await refusal()).includes("symbolic links"));
  await Deno.remove(path);
  await run("mkfifo", [path]);
  assert((await refusal()).includes("it is a pipe"));
  await Deno.remove(path);

  await Deno.writeTextFile(path, JSON.stringify(NOTEBOOK));
  assertEquals(await readNotebook(path), JSON.parse(JSON.stringify(NOTEBOOK)));
  await Deno.remove(folder, { recursive: true });
});

Deno.test("no command stumbles over a notebook that is none, and another can be made beside it", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "odd", "01_odd.ipynb");
  await Deno.mkdir(join(folder, "odd"));
  await Deno.writeTextFile(path, "{");
  const [topic] = await findTopics(folder);
  const nowhere = { python: "/nowhere", variables: {} as never };
  for (
    const work of [
      () => cleanTopic(topic!, { inPlace: true }, silentReport),
      () => executeNotebook(path, nowhere, silentReport),
    ]
  ) {
    await assertRejects(work, CommandError, "01_odd.ipynb is not a notebook that can be used");
  }
  assertEquals(await Deno.readTextFile(path), "{");
  assertEquals((await createNotebook("odd/more", folder)).name, "02_more");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a broken notebook ends a command before it does anything", async () => {
  const topic = join(cloneFolder, "notebooks", `odd_${crypto.randomUUID().slice(0, 8)}.partial`);
  await Deno.mkdir(topic);
  try {
    await Deno.writeTextFile(join(topic, "01_good.ipynb"), JSON.stringify(NOTEBOOK));
    await Deno.writeTextFile(join(topic, "02_odd.ipynb"), "[]");
    for (const command of ["refresh.ts", "clean.ts"]) {
      const { code, stderr } = await run(
        Deno.execPath(),
        ["run", "-A", join(cloneFolder, "notebooks", command), topic.split("/").at(-1)!],
        { cwd: cloneFolder, env: { NO_COLOR: "1" } },
      );
      assertEquals(code, 1);
      assertMatch(stderr, /^error: \S+02_odd\.ipynb is not a notebook that can be used: [^\n]+\n$/);
      assertEquals([...Deno.readDirSync(topic)].map(({ name }) => name).sort(), [
        "01_good.ipynb",
        "02_odd.ipynb",
      ]);
    }
  } finally {
    await Deno.remove(topic, { recursive: true });
  }
});
