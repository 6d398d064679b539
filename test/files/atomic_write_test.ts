import { assertEquals, assertRejects } from "@std/assert";
import { writeAtomically, writeTogether } from "lib/files/atomic_write.ts";
import { inFolder } from "./in_folder.ts";

/** Name and content of every file in a folder; of a folder in it the name alone. */
function contents(folder: string): Record<string, string> {
  const entries = [...Deno.readDirSync(folder)].map(({ name, isFile }): [string, string] => [
    name,
    isFile ? Deno.readTextFileSync(`${folder}/${name}`) : "a folder",
  ]);
  return Object.fromEntries(entries.sort());
}

const writing = (text: string) => (path: string) => Deno.writeTextFile(path, text);
const failing = (text: string) => async (path: string) => {
  await Deno.writeTextFile(path, text);
  throw new Error("half way");
};

Deno.test("a file is written whole into a folder that is made, and a failure leaves the earlier one", () =>
  inFolder(async (folder) => {
    await writeAtomically(`${folder}/a/b/rows.csv`, writing("1"));
    assertEquals(contents(`${folder}/a/b`), { "rows.csv": "1" });
    await assertRejects(
      () => writeAtomically(`${folder}/a/b/rows.csv`, failing("2")),
      Error,
      "half way",
    );
    assertEquals(contents(`${folder}/a/b`), { "rows.csv": "1" });
  }));

Deno.test("no file takes its place before all are complete", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/a.csv`, "old");
    const seen: string[][] = [];
    const look = (text: string) => async (path: string) => {
      await Deno.writeTextFile(path, text);
      seen.push(
        Object.entries(contents(folder)).filter(([name]) => !name.startsWith(".")).map((
          [name, content],
        ) => name.endsWith(".partial") ? "partial" : `${name}: ${content}`),
      );
    };
    await writeTogether([
      { path: `${folder}/a.csv`, write: look("new a") },
      { path: `${folder}/b.csv`, write: look("new b") },
    ]);
    assertEquals(seen, [["a.csv: old", "partial"], ["a.csv: old", "partial", "partial"]]);
    assertEquals(contents(folder), { "a.csv": "new a", "b.csv": "new b" });
  }));

Deno.test("whichever file fails, every earlier one stays and no temporary one does", () =>
  inFolder(async (folder) => {
    const earlier = { "a.csv": "old a", "b.csv": "old b" };
    for (const [name, text] of Object.entries(earlier)) {
      Deno.writeTextFileSync(`${folder}/${name}`, text);
    }
    for (const bad of [0, 1, 2]) {
      const files = ["a.csv", "b.csv", "c.csv"].map((name, at) => ({
        path: `${folder}/${name}`,
        write: at === bad ? failing("new") : writing("new"),
      }));
      await assertRejects(() => writeTogether(files), Error, "half way");
      assertEquals(contents(folder), earlier);
    }
  }));

Deno.test("a folder in a file's place is found before the first file is replaced", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/a.csv`, "old");
    // Empty: some systems would let a file take its place.
    Deno.mkdirSync(`${folder}/b.csv`);
    const files = ["a.csv", "b.csv"].map((name) => ({
      path: `${folder}/${name}`,
      write: writing("new"),
    }));
    await assertRejects(() => writeTogether(files), Deno.errors.IsADirectory, "b.csv");
    assertEquals(contents(folder), { "a.csv": "old", "b.csv": "a folder" });
  }));

Deno.test("the file that stands for a set goes before the first is replaced, and comes last", () =>
  inFolder(async (folder) => {
    const [truth, table] = [`${folder}/truth.csv`, `${folder}/table.csv`];
    const run = (writeTable: (path: string) => Promise<void>) =>
      writeTogether([{ path: truth, write: writing("new") }, { path: table, write: writeTable }]);
    await run(writing("new"));
    assertEquals(contents(folder), { "table.csv": "new", "truth.csv": "new" });
    for (const path of [truth, table]) Deno.writeTextFileSync(path, "old");
    await assertRejects(() => run(failing("new")), Error, "half way");
    assertEquals(contents(folder), { "table.csv": "old", "truth.csv": "old" });
    // A folder stands where the first file shall be: found before the set is touched.
    Deno.removeSync(truth);
    Deno.mkdirSync(truth);
    await assertRejects(() => run(writing("new")), Deno.errors.IsADirectory);
    assertEquals(contents(folder), { "table.csv": "old", "truth.csv": "a folder" });
  }));

Deno.test("two writers of one set never mix theirs", () =>
  inFolder(async (folder) => {
    const write = (text: string) =>
      writeTogether(["a.csv", "b.csv", "c.csv"].map((name) => ({
        path: `${folder}/${name}`,
        write: writing(text),
      })));
    for (let round = 0; round < 20; round++) {
      await Promise.all([write("1"), write("2"), write("3")]);
      assertEquals(new Set(Object.values(contents(folder))).size, 1);
    }
  }));

Deno.test("a link keeps its target, which is what is written, also where nothing stands yet", () =>
  inFolder(async (folder) => {
    Deno.mkdirSync(`${folder}/elsewhere`);
    Deno.writeTextFileSync(`${folder}/elsewhere/old.csv`, "old");
    Deno.symlinkSync("elsewhere/old.csv", `${folder}/first`);
    Deno.symlinkSync("elsewhere/none.csv", `${folder}/dangling`);
    Deno.symlinkSync(`${folder}/first`, `${folder}/second`);
    Deno.symlinkSync("circle", `${folder}/circle`);
    await writeAtomically(`${folder}/second`, writing("1"));
    await writeAtomically(`${folder}/dangling`, writing("2"));
    assertEquals(contents(`${folder}/elsewhere`), { "old.csv": "1", "none.csv": "2" });
    assertEquals(Deno.readLinkSync(`${folder}/first`), "elsewhere/old.csv");
    await assertRejects(
      () => writeAtomically(`${folder}/circle`, writing("3")),
      Deno.errors.FilesystemLoop,
      "circle",
    );
    // Two names of one file are one place.
    await assertRejects(
      () =>
        writeTogether(["first", "second"].map((name) => ({
          path: `${folder}/${name}`,
          write: writing("4"),
        }))),
      RangeError,
      "named twice",
    );
  }));

Deno.test("a writer that writes nothing fails the set", () =>
  inFolder(async (folder) => {
    await assertRejects(
      () => writeAtomically(`${folder}/a.csv`, () => {}),
      Deno.errors.NotFound,
    );
    assertEquals(contents(folder), {});
  }));

Deno.test("two files of one path are refused before anything is written", () =>
  inFolder(async (folder) => {
    const file = { path: `${folder}/a.csv`, write: writing("new") };
    await assertRejects(() => writeTogether([file, file]), RangeError, "named twice");
    assertEquals(contents(folder), {});
  }));

Deno.test("no files are no work", async () => {
  await writeTogether([]);
});

Deno.test("a file may have the longest name that there is", () =>
  inFolder(async (folder) => {
    // 255 bytes are allowed, however many characters they are.
    for (const name of ["n".repeat(255), "é".repeat(127), "short"]) {
      await writeAtomically(`${folder}/${name}`, writing("1"));
      assertEquals(contents(folder), { [name]: "1" });
      await Deno.remove(`${folder}/${name}`);
    }
  }));
