import { assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { gzipSync } from "node:zlib";
import { InputError } from "lib/errors.ts";
import { entryFault, MOST_BYTES, MOST_ENTRIES } from "lib/raw/archive.ts";
import { openRawSource } from "lib/raw/source.ts";
import { zipBytes, type ZipEntry } from "./zip_bytes.ts";

const WANTED = {
  layouts: [{ visits: "visits.tsv", pages: "pages.tsv" }],
  remedy: "Name the folder with both files.",
} as const;
const TIME_LIMIT = 10_000;
const VISITS: ZipEntry = { name: "visits.tsv", data: "visits ".repeat(2000) };
const PAGES: ZipEntry = { name: "pages.tsv", data: "pages" };

/** What becomes of work within the time limit: a test that waits for ever tells nothing. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("still waiting")), TIME_LIMIT);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function written(bytes: Uint8Array<ArrayBuffer>, name = "raw.zip"): string {
  const path = `${Deno.makeTempDirSync()}/${name}`;
  Deno.writeFileSync(path, bytes);
  return path;
}

async function readVisits(path: string): Promise<string> {
  const source = await openRawSource(path, WANTED);
  try {
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of source.files.visits.open()) {
      text += decoder.decode(chunk, { stream: true });
    }
    return text;
  } finally {
    await source.close();
  }
}

const READ: Readonly<Record<string, readonly ZipEntry[]>> = {
  "stored without compression": [{ ...VISITS, method: 0 }, PAGES],
  "with backslashes in their names": [
    { ...VISITS, name: "release\\visits.tsv" },
    { ...PAGES, name: "release\\pages.tsv" },
  ],
  "in a folder nested twice": [
    { ...VISITS, name: "release/release/visits.tsv" },
    { ...PAGES, name: "release/release/pages.tsv" },
  ],
  "beside a Mac's files of the same name": [
    { ...VISITS, name: "release/visits.tsv" },
    { ...PAGES, name: "release/pages.tsv" },
    { ...VISITS, name: "__MACOSX/visits.tsv", data: "rubbish" },
    { ...PAGES, name: "__MACOSX/pages.tsv", data: "rubbish" },
  ],
  "beside others that cannot be read": [
    VISITS,
    PAGES,
    { name: "notes.txt", data: "", method: 14, flags: 1 },
    { name: "notes.txt", data: "" },
  ],
  "in a folder of 8-bit letters and control characters": [
    { ...VISITS, name: Uint8Array.of(0x1b, 0x5b, 0x33, 0xe9, 0x2f, ...bytesOf("visits.tsv")) },
    { ...PAGES, name: Uint8Array.of(0x1b, 0x5b, 0x33, 0xe9, 0x2f, ...bytesOf("pages.tsv")) },
  ],
  "beside some thousand others": [
    ...Array.from({ length: 5000 }, (_, i) => ({ name: `img/${i}.png`, data: "", method: 0 })),
    VISITS,
    PAGES,
  ],
};

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

for (const [where, entries] of Object.entries(READ)) {
  Deno.test(`entries ${where} are read`, async () => {
    assertEquals(await inTime(readVisits(written(zipBytes(entries)))), VISITS.data);
  });
}

// One block that is stored as it is: Deflate64 writes it as Deflate does.
Deno.test("an entry compressed by Deflate64, as Windows does above 2 GB, is read", async () => {
  const block = Uint8Array.of(1, 5, 0, 0xfa, 0xff, ...bytesOf("abcde"));
  const entry = { name: "visits.tsv", data: block, unpacked: "abcde", method: 9 };
  assertEquals(await inTime(readVisits(written(zipBytes([entry, PAGES])))), "abcde");
});

const REFUSED: readonly (readonly [reason: string, remedy: string, entries: ZipEntry[]])[] = [
  ["encrypted, with a password (", "with its password", [{ ...VISITS, flags: 1 }, PAGES]],
  ["encrypted, with a password (", "with its password", [{ ...VISITS, flags: 65 }, PAGES]],
  ["encrypted, with a password (", "with its password", [
    { ...VISITS, method: 99, flags: 1 },
    PAGES,
  ]],
  ["compressed by bzip2 (method 12)", "name the folder", [{ ...VISITS, method: 12 }, PAGES]],
  ["compressed by LZMA (method 14)", "name the folder", [{ ...VISITS, method: 14 }, PAGES]],
  ["compressed by Zstandard (method 93)", "name the folder", [{ ...VISITS, method: 93 }, PAGES]],
  ["compressed by method 77,", "name the folder", [{ ...VISITS, method: 77 }, PAGES]],
  ["holds this entry more than once", "which of them is meant", [VISITS, PAGES, VISITS]],
  [
    "holds this entry more than once",
    "which of them is meant",
    [{ ...VISITS, name: "a/visits.tsv" }, { ...PAGES, name: "a/pages.tsv" }, {
      ...VISITS,
      name: "a\\visits.tsv",
    }],
  ],
  ["the archive is damaged", "Download", [{ ...VISITS, statedBytes: 10 }, PAGES]],
  ["the archive is damaged", "Download", [{ ...VISITS, statedBytes: 20_000 }, PAGES]],
];

for (const [reason, remedy, entries] of REFUSED) {
  Deno.test(`an entry is refused: ${reason}`, async () => {
    const error = await assertRejects(() => inTime(readVisits(written(zipBytes(entries)))));
    assertInstanceOf(error, InputError);
    assertStringIncludes(error.message, reason);
    assertStringIncludes(error.message, "visits.tsv");
    assertStringIncludes(error.remedy, remedy);
  });
}

Deno.test("an entry that unpacks to more than 200 times its size is refused unread", async () => {
  const path = written(zipBytes([{ ...VISITS, data: new Uint8Array(2e6) }, PAGES]));
  const error = await assertRejects(() => inTime(readVisits(path)), InputError);
  assertStringIncludes(error.message, "bytes to 2,000,000, more than 200 times as many");
});

Deno.test("an entry of more than 16 GB is refused, the largest that there are are not", () => {
  const fault = (compressedSize: number, uncompressedSize: number) =>
    entryFault(
      { encrypted: false, compressionMethod: 8, compressedSize, uncompressedSize },
      "raw.zip:visits.tsv",
    )?.what;
  assertEquals(fault(4e9, MOST_BYTES), undefined);
  assertEquals(
    fault(4e9, MOST_BYTES + 1),
    "the entry would unpack to 16,000,000,001 bytes, more than 16 GB",
  );
  // 25 million ratings; a small file of blanks.
  assertEquals(fault(162e6, 678e6), undefined);
  assertEquals(fault(1000, 1e6), undefined);
});

Deno.test("an archive of very many entries is refused before they are all looked at", async () => {
  const entries = Array.from(
    { length: MOST_ENTRIES },
    (_, i) => ({ name: `${i}`, data: "", method: 0 }),
  );
  const error = await assertRejects(
    () => inTime(readVisits(written(zipBytes([...entries, VISITS, PAGES])))),
    InputError,
  );
  assertStringIncludes(error.message, "more than 10,000 entries");
});

const OTHER_KINDS: readonly (readonly [kind: string, bytes: Uint8Array<ArrayBuffer>])[] = [
  ["a gzip archive, as .tar.gz", new Uint8Array(gzipSync("visits"))],
  ["a bzip2 archive", Uint8Array.from(bytesOf("BZh91AY&SY"))],
  ["an xz archive", Uint8Array.of(0xfd, ...bytesOf("7zXZ"), 0)],
  ["a Zstandard archive", Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 4)],
  ["a 7-Zip archive", Uint8Array.of(...bytesOf("7z"), 0xbc, 0xaf, 0x27, 0x1c)],
  ["a RAR archive", Uint8Array.from(bytesOf("Rar!\x1a\x07"))],
  ["a tar archive", Uint8Array.of(...new Uint8Array(257), ...bytesOf("ustar  "), 0)],
  ["a web page", Uint8Array.from(bytesOf("\n<!DOCTYPE html><title>Sign in</title>"))],
];

for (const [kind, bytes] of OTHER_KINDS) {
  Deno.test(`${kind} in place of a zip archive is named as what it is`, async () => {
    const path = written(bytes, "raw.tar.gz");
    const error = await assertRejects(() => inTime(readVisits(path)), InputError);
    assertStringIncludes(error.message, `it is ${kind}`);
    assertStringIncludes(error.message, "not a zip archive");
  });
}

Deno.test("a pipe and a device are refused before they are opened", async () => {
  const folder = Deno.makeTempDirSync();
  const made = await new Deno.Command("mkfifo", { args: [`${folder}/visits.tsv`] }).output();
  assertEquals(made.code, 0);
  Deno.writeTextFileSync(`${folder}/pages.tsv`, "pages");
  for (
    const [path, kind] of [
      [`${folder}/visits.tsv`, "it is a pipe, not a file"],
      [folder, "it is a pipe, not a file"],
      ["/dev/zero", "it is a device, not a file"],
    ] as const
  ) {
    const error = await assertRejects(() => inTime(readVisits(path)), InputError);
    assertStringIncludes(error.message, kind);
  }
});
