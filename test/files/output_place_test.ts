import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { requireOutputPlace, requireTablePlace } from "lib/files/output_place.ts";
import { requireWritable } from "lib/files/writable_folder.ts";

const folder = Deno.makeTempDirSync();
const at = (name: string) => `${folder}/${name}`;
Deno.writeTextFileSync(at("log.tsv"), "1\tU1");
Deno.writeTextFileSync(at("mind.zip"), "PK");
Deno.writeTextFileSync(at("empty"), "");
Deno.writeTextFileSync(at("table"), "PAR1 and more");
Deno.writeTextFileSync(at("earlier.parquet"), "earlier");
Deno.symlinkSync(at("log.tsv"), at("symbolic.parquet"));
Deno.linkSync(at("log.tsv"), at("hard.parquet"));
Deno.mkdirSync(at("inner"));

async function refusal(work: Promise<void>): Promise<string> {
  return (await assertRejects(() => work, InputError)).message;
}

Deno.test("what is read is not written over, by whatever name", async () => {
  const sources = [at("mind.zip"), at("log.tsv")];
  const names = ["log.tsv", "mind.zip", "symbolic.parquet", "hard.parquet", "inner/../log.tsv"];
  for (const name of names) {
    const message = await refusal(requireTablePlace(at(name), sources));
    assertStringIncludes(message, "the output would overwrite ");
    assertStringIncludes(message, "which is to be read");
  }
});

Deno.test("a file of another kind keeps its place; tables, empty files and nothing give theirs", async () => {
  assertStringIncludes(await refusal(requireTablePlace(at("log.tsv"))), "a file that is no table");
  assertStringIncludes(await refusal(requireTablePlace(at("inner"))), "a folder stands where");
  for (const name of ["empty", "table", "earlier.parquet", "new", "none/new"]) {
    await requireTablePlace(at(name), [at("mind.zip")]);
  }
});

Deno.test("pipes, devices and the system's folders are no places for files", async () => {
  const made = await new Deno.Command("mkfifo", { args: [at("pipe.parquet")] }).output();
  assertEquals(made.code, 0);
  assertStringIncludes(await refusal(requireTablePlace(at("pipe.parquet"))), "it is a pipe");
  assertStringIncludes(await refusal(requireTablePlace("/dev/null")), "it is a device");
  for (const path of ["/dev", "/dev/table.parquet", "/proc/self/fd/1", "/dev/shm/../new"]) {
    await refusal(requireOutputPlace(path));
  }
  await requireOutputPlace("/dev/shm/new");
});

Deno.test("places that cannot be are refused before anything is read", async () => {
  Deno.symlinkSync(at("circle"), at("circle"));
  const impossible: [path: string, why: string][] = [
    [at("circle"), "Too many levels of symbolic links"],
    [at("circle/new.parquet"), "Too many levels of symbolic links"],
    [at("log.tsv/new.parquet"), "Not a directory"],
    [at("n".repeat(300)), "File name too long"],
    [at("long/".repeat(1000)), "File name too long"],
  ];
  for (const [path, why] of impossible) {
    assertStringIncludes(await refusal(requireWritable(path)), `cannot be written: ${why} (`);
    if (why === "Not a directory") continue;
    const message = await refusal(requireTablePlace(path));
    assertStringIncludes(message, `cannot be written: ${why} (`);
    assertEquals(message.length < 800, true);
  }
});
