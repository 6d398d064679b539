import { assertEquals, assertRejects } from "@std/assert";
import { watchedBytes } from "lib/raw/watched_bytes.ts";

function fileOf(...chunks: readonly string[]) {
  const pieces = chunks.map((chunk) => new TextEncoder().encode(chunk));
  return {
    name: "visits.tsv",
    bytes: pieces.reduce((sum, { length }) => sum + length, 0),
    open: async function* () {
      yield* pieces;
    },
  };
}

Deno.test("the bytes pass unchanged and are counted after they were used", async () => {
  const heard: (number | string)[] = [];
  const file = fileOf("abc", "de");
  for await (const chunk of watchedBytes(file, { onProgress: ({ done }) => heard.push(done) })) {
    heard.push(new TextDecoder().decode(chunk));
  }
  assertEquals(heard, [0, "abc", 3, "de", 5]);
});

Deno.test("a signal ends the reading before the next chunk, and after the last", async () => {
  for (const [stopAfter, expected] of [["abc", ["abc"]], ["de", ["abc", "de"]]] as const) {
    const controller = new AbortController();
    const seen: string[] = [];
    const error = await assertRejects(async () => {
      for await (const chunk of watchedBytes(fileOf("abc", "de"), controller)) {
        seen.push(new TextDecoder().decode(chunk));
        if (seen.at(-1) === stopAfter) controller.abort();
      }
    });
    assertEquals((error as Error).name, "AbortError");
    assertEquals(seen, [...expected]);
  }
});
