import { assertEquals, assertGreater, assertRejects } from "@std/assert";
import { watchWriting } from "lib/raw/mind/writing.ts";

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

Deno.test("a file that grows is told in rows, never fewer than before, all of them at the end", async () => {
  const path = `${Deno.makeTempDirSync()}/table.parquet`;
  const told: number[] = [];
  const text = await watchWriting(path, 1000, ({ done, total, text }) => {
    assertEquals([total, text], [1000, "Writing 1,000 rows"]);
    told.push(done);
  }, async () => {
    for (const size of [1700, 8500, 1700, 99_999]) {
      Deno.writeTextFileSync(path, "x".repeat(size));
      await pause(300);
    }
    return "done";
  });
  assertEquals(text, "done");
  assertEquals([told[0], told.at(-1)], [0, 1000]);
  assertEquals(told, told.toSorted((a, b) => a - b));
  assertGreater(told.length, 3);
});

Deno.test("work that fails is not told as done", async () => {
  const told: number[] = [];
  await assertRejects(() =>
    watchWriting("/nowhere", 5, ({ done }) => told.push(done), () => Promise.reject(new Error("x")))
  );
  assertEquals(told, [0]);
});
