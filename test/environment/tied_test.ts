import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tryFileLock } from "lib/files/mod.ts";
import { findPython } from "../../notebooks/environment/python.ts";
import { lines, run } from "../../notebooks/environment/run.ts";
import { inFolder } from "../files/in_folder.ts";

const TIED = fileURLToPath(new URL("../../notebooks/environment/tied.py", import.meta.url));

async function isFree(lock: string): Promise<boolean> {
  const held = await tryFileLock(lock);
  await held?.release();
  return held !== undefined;
}

async function becomesFree(lock: string): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if (await isFree(lock)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

Deno.test("a tied command gives its exit code and what it says", () =>
  inFolder(async (folder) => {
    const { path } = await findPython();
    const lock = join(folder, "lock");
    const said = await run(path, [TIED, lock, "sh", "-c", "echo out; echo err >&2; exit 3"], {
      stdin: "piped",
    });
    assertEquals(said, { code: 3, stdout: "out\n", stderr: "err\n" });
    assert(await isFree(lock));
  }));

Deno.test("a command whose caller has gone before it starts is never started", () =>
  inFolder(async (folder) => {
    const { path } = await findPython();
    const child = new Deno.Command(path, {
      args: [TIED, join(folder, "lock"), "touch", join(folder, "started")],
      stdin: "null",
    }).spawn();
    await child.status;
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["lock"]);
  }));

Deno.test("a tied command ends with its caller, and holds the lock where it could not", () =>
  inFolder(async (folder) => {
    const { path } = await findPython();
    const lock = join(folder, "lock");
    // A shell that starts another program, as a package installer may.
    const start = async () => {
      const child = new Deno.Command(path, {
        args: [TIED, lock, "sh", "-c", "sleep 60 & echo $$; wait"],
        stdin: "piped",
        stdout: "piped",
      }).spawn();
      for await (const shell of lines(child.stdout)) return { child, shell: Number(shell) };
      throw new Error("it said nothing");
    };
    const closed = await start();
    assert(!await isFree(lock));
    await closed.child.stdin.close();
    await closed.child.status;
    assert(await becomesFree(lock));

    const asked = await start();
    asked.child.kill("SIGTERM");
    await asked.child.status;
    assert(await becomesFree(lock));
    await asked.child.stdin.close();

    // Killed itself, it can end nothing; but whoever waits for the lock waits for the command.
    const killed = await start();
    killed.child.kill("SIGKILL");
    await killed.child.status;
    await killed.child.stdin.close();
    assert(!await isFree(lock));
    await run("kill", ["-9", "--", `-${killed.shell}`]);
    assert(await becomesFree(lock));
  }));
