import { assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import type { Checksum } from "lib/raw/mind/checksums.ts";
import { holdsGenuine } from "lib/raw/mind/genuine.ts";
import { writeTexts } from "../places.ts";

const checksum = (text: string): Checksum => ({
  sha256: createHash("sha256").update(text).digest("hex"),
  bytes: text.length,
});
const GENUINE = [
  { behaviors: checksum("train b"), news: checksum("train n") },
  { behaviors: checksum("dev b"), news: checksum("dev n") },
];

Deno.test("genuine is what has a file of the release, whatever the other is", async () => {
  const cases = [
    [["train b", "train n"], true],
    [["dev b", "own"], true],
    [["own", "dev n"], true],
    [["own", "own"], false],
    // Of the same size, or of another role.
    [["train x", "train x"], false],
    [["train n", "train b"], false],
    [["dev n", "own"], false],
  ] as const;
  for (const [[behaviors, news], expected] of cases) {
    const folder = Deno.makeTempDirSync();
    writeTexts(folder, { "behaviors.tsv": behaviors, "news.tsv": news });
    const read: string[] = [];
    const found = await holdsGenuine(
      folder,
      { onProgress: ({ text }) => read.push(text) },
      GENUINE,
    );
    assertEquals(found, expected, `${behaviors} ${news}`);
    if (behaviors === "own" && news === "own") assertEquals(read, []);
  }
});
