import { assertEquals, assertNotEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { fileLock, holdPartials, removeAbandoned, tryFileLock } from "lib/files/mod.ts";
import { writeAtomically } from "lib/files/atomic_write.ts";
import { inFolder } from "./in_folder.ts";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

/** A process that runs some code, tells when it got to its end, and then waits to be killed. */
async function waiting(code: string): Promise<Deno.ChildProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      `--config=${fileURLToPath(new URL("../../deno.json", import.meta.url))}`,
      `import { fileLock, holdPartials } from "lib/files/mod.ts";
       ${code}
       console.log("ready");
       setInterval(() => {}, 1000);`,
    ],
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  await reader.cancel();
  return child;
}

async function kill(child: Deno.ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await child.status;
}

Deno.test("a lock is held by one, handed on when it is let go, and leaves no file", () =>
  inFolder(async (folder) => {
    const path = `${folder}/lock`;
    const first = await tryFileLock(path);
    assertEquals(await tryFileLock(path), undefined);
    const held: number[] = [];
    let inside = 0;
    const others = [1, 2, 3].map(async (who) => {
      const lock = await fileLock(path);
      held.push(++inside);
      await new Promise((resolve) => setTimeout(resolve, who));
      inside--;
      await lock.release();
    });
    await first!.release();
    await Promise.all(others);
    assertEquals(held, [1, 1, 1]);
    assertEquals(names(folder), []);
  }));

Deno.test("a killed process lets its lock go", () =>
  inFolder(async (folder) => {
    const child = await waiting(`await fileLock("${folder}/lock");`);
    assertEquals(await tryFileLock(`${folder}/lock`), undefined);
    await kill(child);
    const lock = await fileLock(`${folder}/lock`);
    await lock.release();
    assertEquals(names(folder), []);
  }));

Deno.test("temporary names are held until they are let go, and whatever stands under them goes", () =>
  inFolder(async (folder) => {
    const partials = await holdPartials([`${folder}/rows.csv`, `${folder}/deep/rows`]);
    const [file, tree] = partials.paths as [string, string];
    assertNotEquals(file, tree);
    Deno.writeTextFileSync(file, "half");
    Deno.mkdirSync(`${tree}/of/folders`, { recursive: true });
    await removeAbandoned(folder, ["rows.csv"]);
    assertEquals(Deno.readTextFileSync(file), "half");
    await partials.release();
    assertEquals(names(folder), ["deep"]);
    assertEquals(names(`${folder}/deep`), []);
  }));

Deno.test("where the file system knows no locks, nothing is taken for left", () =>
  inFolder(async (folder) => {
    const { tryLock, lock } = Deno.FsFile.prototype;
    const unsupported = () => Promise.reject(new Deno.errors.NotSupported("no locks"));
    Object.assign(Deno.FsFile.prototype, { tryLock: unsupported, lock: unsupported });
    try {
      // While one is being written another begins, and looks for what killed ones left.
      const write = (text: string, during = () => Promise.resolve()) =>
        writeAtomically(`${folder}/rows.csv`, async (path) => {
          await Deno.writeTextFile(path, text);
          await during();
        });
      await write("first", () => write("second"));
      assertEquals(await Deno.readTextFile(`${folder}/rows.csv`), "first");
      assertEquals((await tryFileLock(`${folder}/lock`))?.isSure, false);
    } finally {
      Object.assign(Deno.FsFile.prototype, { tryLock, lock });
    }
    assertEquals(names(folder), ["lock", "rows.csv"]);
  }));

Deno.test("what a killed process left goes with the next writing, what a living one holds stays", () =>
  inFolder(async (folder) => {
    const hold = (name: string) => `
      const { paths: [path] } = await holdPartials(["${folder}/${name}"]);
      Deno.writeTextFileSync(path, "half");`;
    const killed = await waiting(hold("rows.csv"));
    const living = await waiting(hold("rows.csv"));
    const other = await waiting(hold("other.csv"));
    await kill(killed);
    await kill(other);
    // What the user has, like it or not, and what an older release of this project left.
    const users = ["rows.csv.partial", "notes.partial", ".partial", "rows.csv.1234.partial"];
    for (const name of users) Deno.writeTextFileSync(`${folder}/${name}`, "mine");
    Deno.writeTextFileSync(`${folder}/rows.csv.${crypto.randomUUID()}.partial`, "old");
    await writeAtomically(`${folder}/rows.csv`, (path) => Deno.writeTextFile(path, "whole"));
    const left = names(folder).filter((name) => !users.includes(name));
    assertEquals(left.length, 3);
    const id = left.find((name) => name.startsWith("."))!;
    assertEquals(left, [id, "rows.csv", `rows.csv${id}`].sort());
    assertEquals(users.filter((name) => !names(folder).includes(name)), []);
    await kill(living);
    await removeAbandoned(folder);
    assertEquals(names(folder), ["rows.csv", ...users].sort());
  }));
