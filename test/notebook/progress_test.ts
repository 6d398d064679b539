import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { crossFit, findImpressions, findSlates, stratifiedFolds } from "lib/mod.ts";
import { notebookBar, progressBar, withProgress } from "lib/notebook/progress.ts";
import { type SentMessage, withFrontEnd } from "./front_end.ts";

/** How far a reading has come. */
function at(done: number, total: number) {
  return { step: "reading", text: "Reading", done, total };
}

Deno.test("in a notebook one output follows the progress and is empty at the end", async () => {
  const messages = await withFrontEnd(async () => {
    const bar = progressBar("Cross-fitting <6>");
    bar.update(at(3, 6));
    bar.update(at(6, 6));
    await bar.finish();
  });
  assertEquals(messages.map(({ type, content }) => [type, content.data["text/plain"]]), [
    ["display_data", "Cross-fitting <6>: 0 %"],
    ["update_display_data", "Cross-fitting <6>: 50 %"],
    ["update_display_data", "Cross-fitting <6>: 100 %"],
    ["update_display_data", undefined],
  ]);
  assertEquals(messages.at(-1)!.content.data, {});
  assertEquals(
    messages[0]!.content.data["text/html"],
    '<progress max="100" value="0"></progress> Cross-fitting &lt;6&gt;: 0 %',
  );
  const names = new Set(messages.map(({ content }) => content.transient.display_id));
  assertEquals(names.size, 1);
  assertNotEquals([...names][0], undefined);
});

Deno.test("many small steps send few messages, and none runs past the end", async () => {
  const messages = await withFrontEnd(async () => {
    const bar = progressBar("Reading");
    for (let row = 0; row <= 1_000_100; row += 50) bar.update(at(row, 1_000_000));
    await bar.finish();
  });
  assertEquals(messages.length, 102);
  assertEquals(messages.at(-2)!.content.data["text/plain"], "Reading: 100 %");
});

Deno.test("a computation that never pauses shows how far it is, not only at its end", () => {
  const sent: unknown[] = [];
  const bar = notebookBar(
    (_, { data }) => {
      sent.push((data as Record<string, string>)["text/plain"]);
      return Promise.resolve();
    },
    "Simulating",
  );
  assertEquals(sent, ["Simulating: 0 %"]);
  bar.update(at(1, 2));
  assertEquals(sent, ["Simulating: 0 %", "Simulating: 50 %"]);
});

/** What the bars of a cell showed, and that nothing of them is left. */
function percentsOf(messages: readonly SentMessage[], label: string): number[] {
  assertEquals(messages.filter(({ type }) => type === "display_data").length, 1);
  assertEquals(messages.at(-1)!.content.data, {});
  return messages.slice(0, -1).map(({ content }) => {
    const [, of, percent] = /^(.*): (\d+) %$/.exec(content.data["text/plain"]!)!;
    assertEquals(of, label);
    return Number(percent);
  });
}

/** Whether a bar began at nothing, went up in many steps and reached the end. */
function assertWholeWay(percents: readonly number[], steps: number): void {
  assertEquals([percents[0], percents.at(-1)], [0, 100]);
  assertEquals(percents, percents.toSorted((a, b) => a - b));
  assert(percents.length >= steps, String(percents));
}

Deno.test("simulating either sample shows a bar that goes the whole way", async () => {
  const folder = await Deno.makeTempDir();
  for (const find of [findImpressions, findSlates]) {
    const messages = await withFrontEnd(async () => {
      await find({ dataFolder: folder, named: "" });
    });
    assertWholeWay(percentsOf(messages, "Simulating the sample"), 40);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("cross-fitting shows a bar of one step a fit", async () => {
  const rows = 600;
  const treatment = Uint8Array.from({ length: rows }, (_, row) => row % 2);
  const outcome = Uint8Array.from({ length: rows }, (_, row) => row % 3 === 0 ? 1 : 0);
  const values = Float64Array.from({ length: rows }, (_, row) => row % 7);
  const messages = await withFrontEnd(async () => {
    await withProgress("Cross-fitting", (onProgress) =>
      crossFit({
        features: { rows, numeric: [{ name: "hour", values }], categorical: [] },
        treatment,
        outcome,
        foldOfRow: stratifiedFolds(treatment, 3, 42),
      }, { onProgress }));
  });
  assertWholeWay(percentsOf(messages, "Cross-fitting"), 7);
});

Deno.test("nothing to do is done", async () => {
  const messages = await withFrontEnd(async () => {
    const bar = progressBar("Reading");
    bar.update(at(0, 0));
    await bar.finish();
  });
  assertEquals(messages.at(-2)!.content.data["text/plain"], "Reading: 100 %");
});

Deno.test("a notebook that a command runs shows no bar", async () => {
  Deno.env.set("WRITEUP_DIR", "anywhere");
  try {
    const messages = await withFrontEnd(async () => {
      const bar = progressBar("Reading");
      bar.update(at(1, 2));
      await bar.finish();
    });
    assertEquals(messages, []);
  } finally {
    Deno.env.delete("WRITEUP_DIR");
  }
});

Deno.test("where the error output is a file, progress is one line", async () => {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      `
      import { progressBar } from "lib/notebook/progress.ts";
      const bar = progressBar("Reading");
      for (const done of [1, 2]) bar.update({ step: "reading", text: "Reading", done, total: 2 });
      await bar.finish();
    `,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  assertEquals(new TextDecoder().decode(stdout), "");
  const lines = new TextDecoder().decode(stderr).split("\n");
  assertEquals(lines.filter((line) => line.includes("Reading")), ["Reading …"]);
});
