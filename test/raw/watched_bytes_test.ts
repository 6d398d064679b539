import { assertEquals, assertRejects } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { LONGEST_LINE, watchedBytes } from "lib/raw/watched_bytes.ts";

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

Deno.test("a line that does not end is refused, long lines and long files are not", async () => {
  const half = "x".repeat(LONGEST_LINE / 2);
  const read = async (...chunks: readonly string[]) => {
    for await (const _ of watchedBytes(fileOf(...chunks), {}));
  };
  await read(half, half, "\n", half, `x\n${half}`, `x\n${half}\n\n`, half);
  for (const chunks of [[half, half, "x"], [half, `${half}x\n`], [`a\n${half}`, half, "x"]]) {
    const error = await assertRejects(() => read(...chunks), InputError);
    assertEquals(
      error.message,
      "it has a line of more than 10,000,000 bytes (visits.tsv). " +
        "Use a text file whose lines end in LF or CRLF.",
    );
  }
});

Deno.test("text in UTF-16 is refused at its first bytes", async () => {
  for (const head of [[0xff, 0xfe, 0x31, 0], [0xfe, 0xff, 0, 0x31]]) {
    const file = {
      ...fileOf(),
      open: async function* () {
        yield Uint8Array.from(head);
      },
    };
    const error = await assertRejects(async () => {
      for await (const _ of watchedBytes(file, {}));
    }, InputError);
    assertEquals(error.message, "it is text in UTF-16 (visits.tsv). Save it as UTF-8.");
  }
});
