import { assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { openRawSource } from "lib/raw/source.ts";
import { writeTexts, writeZip } from "./places.ts";

const WANTED = {
  layouts: [
    { visits: "visits.tsv", pages: "pages.tsv" },
    { visits: "visits.txt", pages: "pages.txt" },
  ],
  remedy: "Name the folder with both files.",
} as const;

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
  return text;
}

/** Opens the path, reads both files, and gives the archive back. */
async function readBoth(path: string): Promise<{ visits: string; pages: string }> {
  const source = await openRawSource(path, WANTED);
  try {
    return {
      visits: await textOf(source.files.visits.open()),
      pages: await textOf(source.files.pages.open()),
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
  writeTexts(folder, entries);
  return folder;
}

const LAYOUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "at the top": { "visits.tsv": "b", "pages.tsv": "n" },
  "in a folder": { "release/visits.tsv": "b", "release/pages.tsv": "n" },
  "at the top and below": {
    "visits.tsv": "b",
    "pages.tsv": "n",
    "dev/visits.tsv": "other",
    "dev/pages.tsv": "other",
  },
  "in a folder nested twice": {
    "release/release/visits.tsv": "b",
    "release/release/pages.tsv": "n",
  },
  "under their other names": { "visits.txt": "b", "pages.txt": "n" },
  "beside a Mac's leftovers": {
    "train/visits.tsv": "b",
    "train/pages.tsv": "n",
    "__MACOSX/train/._visits.tsv": "rubbish",
    "__MACOSX/visits.tsv": "rubbish",
  },
};

for (const [layout, entries] of Object.entries(LAYOUTS)) {
  Deno.test(`files ${layout} are found in archive and folder`, async () => {
    const folder = writeFolder(entries);
    assertEquals(await readBoth(folder), { visits: "b", pages: "n" });
    assertEquals(await readBoth(`${folder}/`), { visits: "b", pages: "n" });
    await writeZip(`${folder}/raw.zip`, entries);
    assertEquals(await readBoth(`${folder}/raw.zip`), { visits: "b", pages: "n" });
  });
}

const FAULTY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "it holds no visits.tsv or visits.txt": { "pages.tsv": "n", "visits.tsv.bak": "b" },
  "it holds train/visits.tsv but no train/pages.tsv": {
    "train/visits.tsv": "b",
    "dev/pages.tsv": "n",
  },
  "it holds more than one visits.tsv or visits.txt: dev/visits.tsv, train/visits.tsv": {
    "train/visits.tsv": "b",
    "train/pages.tsv": "n",
    "dev/visits.tsv": "b",
    "dev/pages.tsv": "n",
  },
  "it holds more than one visits.tsv or visits.txt: visits.tsv, visits.txt": {
    "visits.tsv": "b",
    "visits.txt": "b",
    "pages.txt": "n",
  },
};

for (const [message, entries] of Object.entries(FAULTY)) {
  Deno.test(`refused: ${message}`, async () => {
    const folder = writeFolder(entries);
    assertStringIncludes(await refusal(folder), message);
    await writeZip(`${folder}/raw.zip`, entries);
    assertStringIncludes(await refusal(`${folder}/raw.zip`), message);
  });
}

Deno.test("what a place holds instead is said, the first names of many", async () => {
  const names = Array.from({ length: 11 }, (_, i) => `${String.fromCharCode(97 + i)}.csv`);
  const message = await refusal(writeFolder(Object.fromEntries(names.map((name) => [name, ""]))));
  assertStringIncludes(
    message,
    "it holds no visits.tsv or visits.txt, but a.csv, b.csv, c.csv, d.csv, e.csv, f.csv, g.csv, " +
      "h.csv and 3 other files",
  );
});

Deno.test("refused: a path that leads nowhere, a file that is no archive, an empty file", async () => {
  const folder = writeFolder({ "visits.tsv": "b", "empty.zip": "" });
  assertStringIncludes(await refusal(`${folder}/none.zip`), "no such file or folder");
  assertStringIncludes(await refusal(`${folder}/visits.tsv`), "not a readable zip archive");
  assertStringIncludes(await refusal(`${folder}/empty.zip`), "not a readable zip archive");
});

Deno.test("refused: an archive cut short, and one with a flipped bit", async () => {
  const path = `${Deno.makeTempDirSync()}/raw.zip`;
  const text = Array.from({ length: 20_000 }, (_, i) => `${i * 7919 % 10_007}`).join(" ");
  await writeZip(path, { "visits.tsv": text, "pages.tsv": "n" });
  assertEquals((await readBoth(path)).visits, text);
  const bytes = Deno.readFileSync(path);

  Deno.writeFileSync(path, bytes.subarray(0, bytes.length >> 1));
  assertStringIncludes(await refusal(path), "not a readable zip archive");

  const flipped = bytes.slice();
  flipped[flipped.length >> 1]! ^= 1;
  Deno.writeFileSync(path, flipped);
  assertStringIncludes(await refusal(path), "the archive is damaged");
});

Deno.test("a reader may stop halfway through an archive", async () => {
  const path = `${Deno.makeTempDirSync()}/raw.zip`;
  const text = Array.from({ length: 200_000 }, (_, i) => `${i * 7919 % 10_007}`).join(" ");
  await writeZip(path, { "visits.tsv": text, "pages.tsv": "n" });
  const source = await openRawSource(path, WANTED);
  for await (const chunk of source.files.visits.open()) {
    assertEquals(text.startsWith(new TextDecoder().decode(chunk)), true);
    break;
  }
  assertEquals(await textOf(source.files.pages.open()), "n");
  await source.close();
});
