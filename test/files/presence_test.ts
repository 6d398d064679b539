import { assertEquals, assertRejects } from "@std/assert";
import { cloneFolder } from "lib/command/mod.ts";
import { InputError } from "lib/errors.ts";
import { isFile, removeIfThere } from "lib/files/presence.ts";

Deno.test("only a file counts as one, also where a file stands in a folder's place", async () => {
  const file = await Deno.makeTempFile();
  assertEquals(await isFile(file), true);
  assertEquals(await isFile(`${file}/below`), false);
  assertEquals(await isFile(cloneFolder), false);
  assertEquals(await isFile(`${cloneFolder}/README.md`), true);
  await Deno.remove(file);
});

Deno.test("pipes and devices are no files, and links in a circle are said in a line", async () => {
  const folder = await Deno.makeTempDir();
  await new Deno.Command("mkfifo", { args: [`${folder}/pipe`] }).output();
  assertEquals(await isFile(`${folder}/pipe`), false);
  assertEquals(await isFile("/dev/null"), false);
  await Deno.symlink(`${folder}/loop`, `${folder}/loop`);
  for (const path of [`${folder}/loop`, `${folder}/${"x".repeat(300)}`]) {
    await assertRejects(() => isFile(path), InputError, "cannot be looked at");
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("what is not there need not be removed; what cannot be is said", async () => {
  const folder = await Deno.makeTempDir();
  await removeIfThere(`${folder}/absent`);
  await Deno.writeTextFile(`${folder}/present`, "");
  await assertRejects(() => removeIfThere(folder), Error, "not empty");
  await removeIfThere(`${folder}/present`);
  await removeIfThere(folder);
  assertEquals(await isFile(`${folder}/present`), false);
});
