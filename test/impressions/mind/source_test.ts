import { assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { openMindSource } from "lib/impressions/mind/source.ts";
import { writeZip } from "../raw_mind.ts";

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
  return text;
}

/** Opens the path, reads both files, and gives the archive back. */
async function readBoth(path: string): Promise<{ behaviors: string; news: string }> {
  const source = await openMindSource(path);
  try {
    return {
      behaviors: await textOf(source.behaviors.open()),
      news: await textOf(source.news.open()),
    };
  } finally {
    await source.close();
  }
}

async function refusal(path: string): Promise<string> {
  const error = await assertRejects(() => readBoth(path));
  assertInstanceOf(error, InputError);
  return error.message;
}

function writeFolder(entries: Readonly<Record<string, string>>): string {
  const folder = Deno.makeTempDirSync();
  for (const [name, text] of Object.entries(entries)) {
    const path = `${folder}/${name}`;
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    Deno.writeTextFileSync(path, text);
  }
  return folder;
}

const LAYOUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "at the top": { "behaviors.tsv": "b", "news.tsv": "n" },
  "in a folder": { "MINDsmall_train/behaviors.tsv": "b", "MINDsmall_train/news.tsv": "n" },
  "at the top and below": {
    "behaviors.tsv": "b",
    "news.tsv": "n",
    "dev/behaviors.tsv": "other",
    "dev/news.tsv": "other",
  },
  "beside a Mac's leftovers": {
    "train/behaviors.tsv": "b",
    "train/news.tsv": "n",
    "__MACOSX/train/._behaviors.tsv": "rubbish",
  },
};

for (const [layout, entries] of Object.entries(LAYOUTS)) {
  Deno.test(`files ${layout} are found in archive and folder`, async () => {
    const folder = writeFolder(entries);
    assertEquals(await readBoth(folder), { behaviors: "b", news: "n" });
    assertEquals(await readBoth(`${folder}/`), { behaviors: "b", news: "n" });
    await writeZip(`${folder}/mind.zip`, entries);
    assertEquals(await readBoth(`${folder}/mind.zip`), { behaviors: "b", news: "n" });
  });
}

const FAULTY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "it holds no behaviors.tsv": { "news.tsv": "n", "behaviors.tsv.bak": "b" },
  "it holds train/behaviors.tsv but no train/news.tsv": {
    "train/behaviors.tsv": "b",
    "dev/news.tsv": "n",
  },
  "it holds more than one behaviors.tsv: dev/behaviors.tsv, train/behaviors.tsv": {
    "train/behaviors.tsv": "b",
    "train/news.tsv": "n",
    "dev/behaviors.tsv": "b",
    "dev/news.tsv": "n",
  },
};

for (const [message, entries] of Object.entries(FAULTY)) {
  Deno.test(`refused: ${message}`, async () => {
    const folder = writeFolder(entries);
    assertStringIncludes(await refusal(folder), message);
    await writeZip(`${folder}/mind.zip`, entries);
    assertStringIncludes(await refusal(`${folder}/mind.zip`), message);
  });
}

Deno.test("refused: a path that leads nowhere, a file that is no archive, an empty file", async () => {
  const folder = writeFolder({ "behaviors.tsv": "b", "empty.zip": "" });
  assertStringIncludes(await refusal(`${folder}/none.zip`), "no such file or folder");
  assertStringIncludes(await refusal(`${folder}/behaviors.tsv`), "not a readable zip archive");
  assertStringIncludes(await refusal(`${folder}/empty.zip`), "not a readable zip archive");
});

Deno.test("refused: an archive cut short, and one with a flipped bit", async () => {
  const path = `${Deno.makeTempDirSync()}/mind.zip`;
  const text = Array.from({ length: 20_000 }, (_, i) => `${i * 7919 % 10_007}`).join(" ");
  await writeZip(path, { "behaviors.tsv": text, "news.tsv": "n" });
  assertEquals((await readBoth(path)).behaviors, text);
  const bytes = Deno.readFileSync(path);

  Deno.writeFileSync(path, bytes.subarray(0, bytes.length >> 1));
  assertStringIncludes(await refusal(path), "not a readable zip archive");

  const flipped = bytes.slice();
  flipped[flipped.length >> 1]! ^= 1;
  Deno.writeFileSync(path, flipped);
  assertStringIncludes(await refusal(path), "the archive is damaged");
});

Deno.test("a reader may stop halfway through an archive", async () => {
  const path = `${Deno.makeTempDirSync()}/mind.zip`;
  const text = Array.from({ length: 200_000 }, (_, i) => `${i * 7919 % 10_007}`).join(" ");
  await writeZip(path, { "behaviors.tsv": text, "news.tsv": "n" });
  const source = await openMindSource(path);
  for await (const chunk of source.behaviors.open()) {
    assertEquals(text.startsWith(new TextDecoder().decode(chunk)), true);
    break;
  }
  assertEquals(await textOf(source.news.open()), "n");
  await source.close();
});
