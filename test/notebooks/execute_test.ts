import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { cloneFolder, type Report, silentReport } from "lib/command/mod.ts";
import { prepareEnvironment } from "../../notebooks/environment/prepare.ts";
import { run } from "../../notebooks/environment/run.ts";
import {
  executeNotebook,
  ExecutionError,
  unlockedPackages,
} from "../../notebooks/execution/execute.ts";
import { readNotebook } from "../../notebooks/execution/notebook_format.ts";
import { newestDeno, onNewest, withKernelOf } from "./newest_deno.ts";
import { type TinyCell, writeTinyNotebook } from "./tiny_notebook.ts";

const jupyter = await prepareEnvironment("execute", silentReport);
const newest = await newestDeno();

async function withNotebook(
  cells: readonly TinyCell[],
  use: (path: string, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "tiny.ipynb");
    await writeTinyNotebook(path, cells);
    await use(path, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Executes cells that must fail, and returns how. */
async function failure(
  cells: readonly TinyCell[],
  options: { readonly timeout?: number } = {},
  executor = jupyter,
): Promise<ExecutionError> {
  let error: ExecutionError | undefined;
  await withNotebook(cells, async (path, folder) => {
    const before = await Deno.readTextFile(path);
    error = await assertRejects(
      () => executeNotebook(path, executor, silentReport, options),
      ExecutionError,
    );
    assertEquals(await Deno.readTextFile(path), before);
    assertEquals([...Deno.readDirSync(folder)].map((entry) => entry.name), ["tiny.ipynb"]);
  });
  assert(error !== undefined);
  return error;
}

// As in lib/notebook: kernels from 2.8.2 on can lose what leaves as the cell ends.
const BROADCAST = `
const send = async (kind: string, text: string, transient = {}) => {
  await Deno.jupyter.broadcast(kind, { data: { "text/plain": text }, metadata: {}, transient });
  await new Promise((resolve) => setTimeout(resolve, 5));
};`;

Deno.test("the library's values show themselves where they are a cell's last expression", async () => {
  // Imports are found from the notebook's folder up: it has to lie in the clone.
  const path = join(cloneFolder, "notebooks", `${crypto.randomUUID()}.partial.ipynb`);
  const cells = [
    {
      code: `import pl from "nodejs-polars";
import { segmentEffectsChart } from "lib/charts/mod.ts";
import { displayed } from "lib/frames/displayed.ts";
import { md } from "lib/text/mod.ts";
import { namedValues } from "lib/tables/mod.ts";

const table = displayed(pl.DataFrame([pl.Series("movieId", [2 ** 40], pl.Int64)]));`,
    },
    { code: "table" },
    { code: "namedValues({ lift: 0.5 })" },
    { code: 'md("**simulated**")' },
    { code: 'segmentEffectsChart([], { plural: "categories" })' },
  ];
  try {
    await writeTinyNotebook(path, cells);
    await executeNotebook(path, jupyter, silentReport);
    const executed = await readNotebook(path);
    const shown = executed.cells.slice(1).map((cell) =>
      cell.cell_type === "code" && "data" in cell.outputs[0]! ? cell.outputs[0].data : {}
    );
    assertEquals(shown.map((data) => Object.keys(data).sort()), [
      ["text/html", "text/plain"],
      ["text/html", "text/plain"],
      ["text/markdown", "text/plain"],
      ["application/vnd.vegalite.v5+json", "image/png", "text/plain"],
    ]);
    assertStringIncludes(String(shown[0]!["text/plain"]), "1099511627776");
  } finally {
    await Deno.remove(path).catch(() => {});
  }
});

Deno.test("every cell is executed in the notebook's folder and two executions are the same bytes", async () => {
  await withNotebook([
    { prose: "# Title" },
    { code: `const n: number = 20;${BROADCAST}` },
    { prose: "## Sum\n\nText." },
    { code: `await send("display_data", String(n + 1));` },
    { code: "" },
    {
      code: `const bar = { display_id: "bar" };
await send("display_data", "0 %", bar);
await send("update_display_data", "", bar);`,
    },
    {
      code:
        `await send("display_data", [Deno.cwd() === "FOLDER", Deno.env.get("GIVEN")].join(" "));`,
    },
  ], async (path, folder) => {
    const source = (await Deno.readTextFile(path)).replace(
      "FOLDER",
      await Deno.realPath(folder),
    );
    await Deno.writeTextFile(path, source);
    const told: string[] = [];
    const report: Report = { ...silentReport, step: (line) => told.push(line.trim()) };
    const output = join(folder, "executed.ipynb");
    await executeNotebook(path, jupyter, report, { output, variables: { GIVEN: "yes" } });

    assertEquals(await Deno.readTextFile(path), source);
    const { cells } = await readNotebook(output);
    assertEquals(cells.map((cell) => cell.id), [
      "cell-0",
      "cell-1",
      "cell-2",
      "cell-3",
      "cell-4",
      "cell-5",
      "cell-6",
    ]);
    const outputs = cells.flatMap((cell) => cell.cell_type === "code" ? [cell.outputs] : []);
    assertEquals(outputs.map((of) => of.length), [0, 1, 0, 0, 1]);
    assertEquals(JSON.stringify(outputs).match(/21|true yes/g), ["21", "true yes"]);
    assertEquals(told, [
      "cell 1 of 4  Title",
      "cell 2 of 4  Sum",
      "cell 3 of 4  Sum",
      "cell 4 of 4  Sum",
    ]);

    const again = join(folder, "again.ipynb");
    await executeNotebook(output, jupyter, silentReport, {
      output: again,
      variables: { GIVEN: "yes" },
    });
    assertEquals(await Deno.readTextFile(again), await Deno.readTextFile(output));
  });
});

Deno.test("a failing cell is named with its number, heading and message, without a Python trace", async () => {
  const error = await failure([
    { prose: "# Title" },
    { code: "1" },
    { prose: "## Load the `table`" },
    { code: `throw new RangeError("no rows");` },
    { code: "2" },
  ]);
  assertEquals(error.cell, 2);
  assertStringIncludes(error.message, `cell 2 ("Load the table") failed`);
  assertStringIncludes(error.message, "RangeError: no rows");
  assert(!/Traceback|nbclient|\.py/.test(error.message), error.message);
});

Deno.test("a cell that does not parse fails though it shows nothing", async () => {
  assertEquals((await failure([{ code: "1" }, { code: "const = 3" }])).cell, 2);
});

Deno.test("a package that does not exist fails the cell that imports it", async () => {
  assertEquals((await failure([{ code: `import "./nowhere.ts";` }])).cell, 1);
});

Deno.test("a package that the lock file does not hold fails the cell, and the lock file stays", async () => {
  const lock = join(cloneFolder, "deno.lock");
  const before = await Deno.readTextFile(lock);
  const path = join(cloneFolder, "notebooks", `${crypto.randomUUID()}.partial.ipynb`);
  try {
    await writeTinyNotebook(path, [{ code: `import "npm:seedrandom@2.4.4";` }]);
    const error = await assertRejects(
      () => executeNotebook(path, jupyter, silentReport),
      ExecutionError,
    );
    assertEquals(error.cell, 1);
    assertStringIncludes(error.message, "deno.lock");
    assertEquals(await Deno.readTextFile(lock), before);
  } finally {
    await Deno.remove(path).catch(() => {});
  }
});

Deno.test("packages that the lock file does not hold are told from Deno's message", () => {
  const message =
    `The lockfile is out of date. Run \`deno install --frozen=false\`, or rerun with \`--frozen=false\` to update it.
changes:
  23 | +    "npm:dayjs@*": "1.11.23",
     | ...
  28 | +    "npm:@scope/name@^2.1": "2.1.3",
     | ...
1366 | -        "ms"
1372 | +        "ms@2.0.0"
1365 | +    "dayjs@1.11.23": {
1366 | +      "integrity": "sha512-QDTCU0M0MxR3hQfnlDJfwekQiaanm1ubOD231u73WBckQ=="
1367 | +    },`;
  assertEquals(unlockedPackages(message), ["npm:dayjs", "npm:@scope/name@^2.1"]);
  assertEquals(unlockedPackages(`no such thing: +  "npm:dayjs@*": "1"`), []);
});

Deno.test({
  ...onNewest(newest, "the cells run there, and what fails without an output fails all the same"),
  fn: async () => {
    await withKernelOf(newest, jupyter, async (executor) => {
      const silent = [
        "const = 3;",
        `import { nothing } from "npm:seedrandom@999.0.0"; nothing;`,
        // Not silent: to see that the kernel is that Deno's.
        "throw new Error(`thrown by ${Deno.version.deno}`);",
      ];
      const said: string[] = [];
      for (const code of silent) {
        const error = await failure([{ code: "1" }, { code }], {}, executor);
        assertEquals(error.cell, 2, code);
        said.push(error.message);
      }
      assertStringIncludes(said[0]!, "cell 2 failed");
      assertStringIncludes(said[2]!, `thrown by ${"version" in newest ? newest.version : ""}`);
    });
  },
});

Deno.test("a kernel that dies is told from a cell that fails", async () => {
  const error = await failure([{ code: "1" }, { code: "Deno.exit(3)" }]);
  assertEquals(error.cell, 2);
  assertStringIncludes(error.message, "kernel ended");
});

Deno.test("a cell that takes longer than it is given is given up", async () => {
  const error = await failure([{ code: "while (true) {}" }], { timeout: 2 });
  assertStringIncludes(error.message, "took too long");
});

Deno.test("an interruption ends the kernel and writes nothing", async () => {
  await withNotebook([
    { code: `Deno.writeTextFileSync("kernel.pid", String(Deno.pid)); while (true) {}` },
  ], async (path, folder) => {
    const output = join(folder, "executed.ipynb");
    const controller = new AbortController();
    const execution = executeNotebook(path, jupyter, silentReport, {
      output,
      signal: controller.signal,
    });
    const watcher = Deno.watchFs(folder);
    for await (const event of watcher) {
      if (event.kind === "modify" && event.paths.some((name) => name.endsWith(".pid"))) break;
    }
    const pid = Number(await Deno.readTextFile(join(folder, "kernel.pid")));
    controller.abort(new Error("enough"));
    await assertRejects(() => execution, Error, "enough");
    await assertRejects(() => Deno.stat(`/proc/${pid}/cwd`), Deno.errors.NotFound);
    await assertRejects(() => Deno.stat(output), Deno.errors.NotFound);
  });
});

Deno.test("a kernel ends also where the program that executes the notebook is killed", async () => {
  await withNotebook([
    { code: `Deno.writeTextFileSync("kernel.pid", String(Deno.pid)); while (true) {}` },
  ], async (path, folder) => {
    const execution = executeNotebook(path, jupyter, silentReport);
    const pidFile = join(folder, "kernel.pid");
    while (!await Deno.stat(pidFile).then(({ size }) => size > 0, () => false)) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const pid = Number(await Deno.readTextFile(pidFile));
    await run("pkill", ["-9", "--oldest", "-f", `execute.py ${path}`]);
    await assertRejects(() => execution, ExecutionError);
    const isAlive = () => Deno.stat(`/proc/${pid}/cwd`).then(() => true, () => false);
    for (let tries = 0; tries < 100 && await isAlive(); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert(!await isAlive());
  });
});
