import { assertEquals, assertNotEquals } from "@std/assert";
import { progressBar } from "lib/notebook/progress.ts";
import { withFrontEnd } from "./front_end.ts";

Deno.test("in a notebook one output follows the progress and is empty at the end", async () => {
  const messages = await withFrontEnd(async () => {
    const bar = progressBar("Cross-fitting <6>", 6);
    bar.update(3);
    bar.update(6);
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
    '<progress max="100" value="0"></progress> Cross-fitting &lt;6>: 0 %',
  );
  const names = new Set(messages.map(({ content }) => content.transient.display_id));
  assertEquals(names.size, 1);
  assertNotEquals([...names][0], undefined);
});

Deno.test("many small steps send few messages, and none runs past the end", async () => {
  const messages = await withFrontEnd(async () => {
    const bar = progressBar("Reading", 1_000_000);
    for (let row = 0; row <= 1_000_100; row += 50) bar.update(row);
    await bar.finish();
  });
  assertEquals(messages.length, 102);
  assertEquals(messages.at(-2)!.content.data["text/plain"], "Reading: 100 %");
});

Deno.test("nothing to do is done", async () => {
  const messages = await withFrontEnd(async () => {
    const bar = progressBar("Reading", 0);
    bar.update(0);
    await bar.finish();
  });
  assertEquals(messages.at(-2)!.content.data["text/plain"], "Reading: 100 %");
});

Deno.test("a notebook that a command runs shows no bar", async () => {
  Deno.env.set("WRITEUP_DIR", "anywhere");
  try {
    const messages = await withFrontEnd(async () => {
      const bar = progressBar("Reading", 2);
      bar.update(1);
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
      const bar = progressBar("Reading", 2);
      bar.update(1);
      bar.update(2);
      await bar.finish();
    `,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  assertEquals(new TextDecoder().decode(stdout), "");
  const lines = new TextDecoder().decode(stderr).split("\n");
  assertEquals(lines.filter((line) => line.includes("Reading")), ["Reading …"]);
});
