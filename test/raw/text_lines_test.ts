import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { readLines } from "lib/raw/text_lines.ts";

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  // One buffer for all chunks: a reader that keeps a chunk instead of copying it reads rubbish.
  const buffer = new Uint8Array(size);
  for (let start = 0; start < bytes.length; start += size) {
    const part = bytes.subarray(start, start + size);
    buffer.set(part);
    yield buffer.subarray(0, part.length);
  }
}

async function linesOf(bytes: Uint8Array, chunkSize = 4): Promise<(string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  const numbers: number[] = [];
  const count = await readLines(inChunks(bytes, chunkSize), (text, lineNumber) => {
    lines.push(text);
    numbers.push(lineNumber);
  });
  assertEquals(numbers, lines.map((_, index) => index + 1));
  assertEquals(count, lines.length);
  return lines;
}

const encoded = (text: string) => new TextEncoder().encode(text);

Deno.test("lines are the same whatever the chunks", async () => {
  const pieces = fc.array(fc.constantFrom("a", "é", "🎉", "\t", " ", "\n", "\r\n"));
  await fc.assert(
    fc.asyncProperty(pieces, fc.integer({ min: 1, max: 9 }), async (parts, chunkSize) => {
      const text = parts.join("");
      const expected = text.split("\n").map((line) => line.replace(/\r$/, ""));
      if (expected.at(-1) === "") expected.pop(); // the text ends in a line end, or is empty
      assertEquals(await linesOf(encoded(text), chunkSize), expected);
    }),
    { seed: 20_191_109, numRuns: 300 },
  );
});

Deno.test("a byte order mark is skipped before the first line only", async () => {
  assertEquals(await linesOf(encoded("\uFEFFone\n\uFEFFtwo")), ["one", "\uFEFFtwo"]);
});

Deno.test("bytes that are no UTF-8 spoil their own line only", async () => {
  const bytes = Uint8Array.of(...encoded("one\nt"), 0xff, ...encoded("o\nthree"));
  assertEquals(await linesOf(bytes), ["one", undefined, "three"]);
});

Deno.test("with a second encoding a line that is no UTF-8 is read in that", async () => {
  const latin = Uint8Array.from("Misérables\r\nAmélie", (letter) => letter.charCodeAt(0));
  const bytes = Uint8Array.of(...encoded("Crème\n"), ...latin);
  const lines: (string | undefined)[] = [];
  await readLines(inChunks(bytes, 4), (text) => lines.push(text), "windows-1252");
  assertEquals(lines, ["Crème", "Misérables", "Amélie"]);
});
