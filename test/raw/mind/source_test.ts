import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { openMindSource } from "lib/raw/mind/source.ts";
import { writeTexts } from "../places.ts";

const REMEDY = "Name the MIND archive (such as MINDsmall_train.zip) or the folder with " +
  "behaviors.tsv and news.tsv.";

async function refusal(path: string): Promise<string> {
  const error = await assertRejects(() => openMindSource(path));
  assertInstanceOf(error, InputError);
  return error.message;
}

Deno.test("both files are found by their names, and what is missing is named with the remedy", async () => {
  const folder = Deno.makeTempDirSync();
  assertEquals(await refusal(folder), `it holds no behaviors.tsv (${folder}). ${REMEDY}`);
  writeTexts(folder, { "MINDsmall_train/behaviors.tsv": "b" });
  assertEquals(
    await refusal(folder),
    "it holds MINDsmall_train/behaviors.tsv but no MINDsmall_train/news.tsv " +
      `(${folder}). ${REMEDY}`,
  );
  writeTexts(folder, { "MINDsmall_train/news.tsv": "nn" });
  const { files, close } = await openMindSource(folder);
  assertEquals(files.behaviors.name, `${folder}/MINDsmall_train/behaviors.tsv`);
  assertEquals([files.behaviors.bytes, files.news.bytes], [1, 2]);
  await close();
});

Deno.test("a file that is no archive is refused with both remedies", async () => {
  const path = Deno.makeTempFileSync();
  const message = await refusal(path);
  assertEquals(message.endsWith(`${REMEDY} If this is the archive, download it again.`), true);
});
