import { assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { requireWritable, tryWriting } from "lib/files/writable_folder.ts";

Deno.test("a folder that can be written, or made, is left as it was", async () => {
  const folder = Deno.makeTempDirSync();
  for (const place of [folder, `${folder}/a/b`]) {
    await requireWritable(place);
    await tryWriting(place);
  }
  assertEquals([...Deno.readDirSync(folder)], []);
});

Deno.test("a folder that cannot be written is named, with the system's words and a remedy", async () => {
  const folder = `${Deno.makeTempFileSync()}/processed`;
  const { message } = await assertRejects(() => tryWriting(folder)) as Error;
  const error = await assertRejects(() => requireWritable(folder));
  assertInstanceOf(error, InputError);
  assertEquals(error.remedy, "Choose another place, or make room there.");
  for (const text of [folder, "cannot be written: ", message.split(" (os error")[0]!]) {
    assertStringIncludes(error.message, text);
  }
});
