import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cloneFolder } from "lib/command/mod.ts";
import { fileLock } from "lib/files/mod.ts";
import { lines } from "../../notebooks/environment/run.ts";
import { findVirtualEnvironment } from "../../notebooks/environment/virtual_environment.ts";
import { loadedFromElsewhere } from "../notebooks/loaded.ts";
import { writeTinyNotebook } from "../notebooks/tiny_notebook.ts";
import { copyClone } from "./copy_clone.ts";
import { outliving } from "./outliving.ts";
import { surroundings } from "./surroundings.ts";

function spawn(clone: string, env: Record<string, string>, args: readonly string[]) {
  return new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: clone,
    env,
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
}

/** What a command says until it ends, with the exit code that is expected of it. */
async function finish(child: Deno.ChildProcess, expected = 0): Promise<string> {
  const [said, { code }] = await Promise.all([new Response(child.stderr).text(), child.status]);
  assertEquals(code, expected, said);
  return said;
}

/** A user's settings for another Python and for pip, under which nothing of ours could be set up. */
async function settingsForOthers(folder: string): Promise<Record<string, string>> {
  const modules = join(folder, "modules");
  await Deno.mkdir(modules);
  await Deno.writeTextFile(join(modules, "sitecustomize.py"), 'print("Welcome")\n');
  await Deno.writeTextFile(join(modules, "json.py"), 'raise ImportError("another json")\n');
  return {
    PYTHONHOME: "/nowhere",
    PYTHONPATH: modules,
    PYTHONWARNINGS: "error",
    PIP_TARGET: join(folder, "target"),
    PIP_NO_DEPS: "1",
    PIP_DRY_RUN: "1",
  };
}

Deno.test("a fresh clone sets itself up, survives interruption, and leaves the home alone", async () => {
  const root = await Deno.realPath(await Deno.makeTempDir());
  const clone = join(root, "clone");
  const home = join(root, "home");
  await Deno.mkdir(home);
  await copyClone(clone);
  const topic = join(clone, "notebooks", "tiny");
  await writeTinyNotebook(join(topic, "01_tiny.ipynb"), [
    { prose: "# Tiny\n\n$$x^2$$" },
    { code: `import { InputError } from "lib/errors.ts";\nInputError.name.length` },
    { code: `[Deno.env.get("IMPRESSIONS"), Deno.env.get("SLATES")].join(" and ")` },
  ]);
  const lock = await Deno.readTextFile(join(clone, "deno.lock"));
  const env = { ...await surroundings(home), ...await settingsForOthers(root) };

  // Interrupted or killed while Jupyter is being installed: nothing passes for finished, and nothing
  // goes on writing into the environment.
  for (const [signal, expected] of [["SIGTERM", 130], ["SIGKILL", 137]] as const) {
    const interrupted = spawn(clone, env, ["run", "-A", "notebooks/setup.ts"]);
    for await (const line of lines(interrupted.stderr)) {
      if (line.startsWith("Installing Jupyter")) interrupted.kill(signal);
    }
    assertEquals((await interrupted.status).code, expected);
    assertEquals(await findVirtualEnvironment(clone), undefined);
    const lock = await fileLock(join(clone, ".venv", "installer.lock"));
    await lock.release();
    assertEquals(await outliving(`${clone}/.venv`, 5), []);
  }

  // Two at once: one builds, the other waits and uses what was built.
  const [written, ready] = await Promise.all([
    finish(spawn(clone, env, ["task", "writeups", "tiny"])),
    finish(spawn(clone, env, ["task", "setup"])),
  ]);
  const both = written + ready;
  assertEquals(both.match(/Making a virtual environment/g)?.length, 1, both);
  assertEquals(both.match(/Waiting for another set-up/g)?.length, 1, both);
  const page = join(topic, "writeup", "01_tiny.html");
  assertStringIncludes(written, `Written: ${page}\n`);
  const index = pathToFileURL(join(clone, "notebooks", "writeup", "index.html"));
  assertEquals(written.trimEnd().split("\n").at(-1), `Open first: ${index}`);
  const html = await Deno.readTextFile(page);
  assertMatch(html, /<pre[^>]*>10<\/pre>/);
  assertStringIncludes(html, "<math ");
  assertEquals(loadedFromElsewhere(html), []);

  // One topic fails: it is named, the other is written all the same, on the data that was named.
  await writeTinyNotebook(join(clone, "notebooks", "broken", "01_broken.ipynb"), [
    { prose: "## Load" },
    { code: `throw new Error("nothing to load")` },
  ]);
  const inputs = { IMPRESSIONS: "mine.parquet", SLATES: "mine/" };
  const broken = await finish(
    spawn(clone, { ...env, ...inputs }, ["task", "writeups", "broken", "tiny"]),
    1,
  );
  assertStringIncludes(broken, `error: notebooks/broken/01_broken.ipynb, cell 1 ("Load") failed:`);
  assertStringIncludes(broken, "nothing to load");
  assertStringIncludes(await Deno.readTextFile(page), `${clone}/mine.parquet and ${clone}/mine`);

  // The second time everything is there.
  const again = await finish(spawn(clone, env, ["task", "setup"]));
  assert(!/Making|Installing|Fetching/.test(again), again);
  const python = await findVirtualEnvironment(clone);
  assertEquals(python, join(clone, ".venv", "bin", "python"));

  // Other requirements, or another place, make it due again.
  const requirements = join(clone, "requirements.txt");
  const pinned = await Deno.readTextFile(requirements);
  await Deno.writeTextFile(requirements, `${pinned}# changed\n`);
  assertEquals(await findVirtualEnvironment(clone), undefined);
  await Deno.writeTextFile(requirements, pinned);
  assertNotEquals(await findVirtualEnvironment(clone), undefined);
  await Deno.rename(clone, join(root, "moved"));
  assertEquals(await findVirtualEnvironment(join(root, "moved")), undefined);

  assertEquals([...Deno.readDirSync(home)].map((entry) => entry.name), []);
  assertEquals(await Deno.readTextFile(join(root, "moved", "deno.lock")), lock);
  await Deno.remove(root, { recursive: true });
});

Deno.test("without a package index the set-up says what pip said and what to do", async () => {
  const root = await Deno.makeTempDir();
  const clone = join(root, "clone");
  await copyClone(clone);
  const env = {
    ...await surroundings(root),
    PIP_CACHE_DIR: join(root, "empty"),
    PIP_CONFIG_FILE: "/dev/null",
    PIP_FIND_LINKS: "",
    PIP_RETRIES: "0",
    // A port nobody listens on.
    PIP_INDEX_URL: "http://127.0.0.1:9/simple",
  };
  const child = spawn(clone, env, ["run", "-A", "notebooks/setup.ts"]);
  const [said, { code }] = await Promise.all([new Response(child.stderr).text(), child.status]);
  assertEquals(code, 1);
  assertStringIncludes(said, "error: pip could not install Jupyter:");
  assertStringIncludes(said, "PIP_INDEX_URL");
  assert(!/Traceback|\n {4}at /.test(said), said);
  assertEquals(await findVirtualEnvironment(clone), undefined);
  await Deno.remove(root, { recursive: true });
});

Deno.test("a clone that cannot be written to says so", async () => {
  const root = await Deno.makeTempDir();
  const clone = join(root, "clone");
  await copyClone(clone);
  // A file where the environment's folder belongs stops every user, the superuser too.
  await Deno.writeTextFile(join(clone, ".venv"), "");
  const child = spawn(clone, await surroundings(root), ["run", "-A", "notebooks/setup.ts"]);
  const [said, { code }] = await Promise.all([new Response(child.stderr).text(), child.status]);
  assertEquals(code, 1);
  assertStringIncludes(said, "cannot be written");
  await Deno.remove(root, { recursive: true });
});

Deno.test("the lock file names no registry", async () => {
  assert(!/https?:\/\//.test(await Deno.readTextFile(join(cloneFolder, "deno.lock"))));
});
