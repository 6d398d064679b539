import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import { run } from "../../notebooks/environment/run.ts";

const config = JSON.parse(await Deno.readTextFile(join(cloneFolder, "deno.json")));
const text = await Deno.readTextFile(join(cloneFolder, "deno.lock"));
const lock = JSON.parse(text) as {
  readonly specifiers: Readonly<Record<string, string>>;
  readonly npm: Readonly<Record<string, { readonly integrity?: string }>>;
  readonly workspace: { readonly dependencies: readonly string[] };
};

Deno.test("the lock file holds every package with its hash, and names no place they come from", () => {
  for (const [name, { integrity }] of Object.entries(lock.npm)) {
    assertMatch(integrity ?? "none", /^sha512-[\w+/]{86}==$/, name);
  }
  for (const specifier of Object.values<string>(config.imports)) {
    if (!specifier.startsWith("npm:")) continue;
    const [, version] = /^npm:.+@(\d+\.\d+\.\d+)$/.exec(specifier) ?? [];
    assert(version !== undefined, specifier);
    // Behind the release stand those of packages that it was chosen for.
    assertEquals(lock.specifiers[specifier]?.split("_")[0], version);
  }
  assert(!/:\/\/|"tarball"/.test(text));
});

Deno.test("no task takes a package that the lock file does not hold, nor does what a task starts", async () => {
  assertEquals(config.lock, { path: "./deno.lock", frozen: true });
  const clone = await Deno.makeTempDir();
  try {
    for (const folder of ["lib", "data", "notebooks", "test"]) {
      await Deno.symlink(join(cloneFolder, folder), join(clone, folder));
    }
    await Deno.copyFile(join(cloneFolder, "deno.json"), join(clone, "deno.json"));
    // One package less than deno.json asks for: a lock file that is not frozen would be mended.
    const dependencies = lock.workspace.dependencies.slice(0, -1);
    const behind = JSON.stringify({ ...lock, workspace: { ...lock.workspace, dependencies } });
    await Deno.writeTextFile(join(clone, "deno.lock"), behind);
    const started = [
      ...Object.keys(config.tasks).map((task) => ["task", "--quiet", task, "--help"]),
      ["install", "--quiet"],
      ["check", "--quiet", "lib/errors.ts"],
      ["test", "--quiet", "--no-run", "test/random"],
      ["test", "--quiet", "--no-run", "--doc", "lib/errors.ts"],
      ["eval", `import "lib/errors.ts"`],
    ];
    await Promise.all(started.map(async (args) => {
      const { code, stderr } = await run(Deno.execPath(), args, { cwd: clone });
      assertEquals(code, 1, args.join(" "));
      assertStringIncludes(stderr, "lockfile is out of date", args.join(" "));
    }));
    assertEquals(await Deno.readTextFile(join(clone, "deno.lock")), behind);
  } finally {
    await Deno.remove(clone, { recursive: true });
  }
});

Deno.test("no command line says otherwise", async () => {
  const { stdout } = await run("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: cloneFolder,
  });
  const sources = stdout.split("\n").filter((file) => /\.(ts|py|json)$|^\.ci\//.test(file));
  const thawing = /["\s](--frozen=false|--no-lock|--lock|--no-config)["\s=]/;
  for (const file of sources.filter((file) => file !== "test/command/frozen_lock_test.ts")) {
    const source = await Deno.readTextFile(join(cloneFolder, file)).catch(() => "");
    for (const line of source.split("\n")) {
      // Words to the user are no command of ours, and what formats loads no packages.
      const harmless = /deno install --frozen=false|"fmt"/.test(line);
      assert(harmless || !thawing.test(line), `${file}: ${line}`);
    }
  }
});
