import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { cloneFolder, CommandError } from "lib/command/mod.ts";
import { findPython } from "../../notebooks/environment/python.ts";
import { ask } from "../../notebooks/environment/run.ts";
import { fakeProgram, writeProgram } from "./fake_program.ts";

async function answering(answer: Record<string, unknown> | undefined): Promise<string> {
  const folder = await Deno.makeTempDir();
  return await fakeProgram(
    folder,
    "python3",
    JSON.stringify(answer ?? {}),
    answer === undefined ? 1 : 0,
  );
}

Deno.test("a Python that has venv is taken", async () => {
  const answer = { path: "/opt/python3.10", version: "3.10.0", venv: true };
  assertEquals(await findPython(await answering(answer)), {
    path: "/opt/python3.10",
    version: "3.10.0",
  });
});

Deno.test("an old Python is named with its release, and what to do", async () => {
  const old = await answering({ path: "/opt/python", version: "3.9.19", venv: true });
  const error = await assertRejects(() => findPython(old), CommandError, "Python 3.9.19");
  assertStringIncludes(error.message, "Install Python 3.10 or newer");
});

Deno.test("a Python without venv names the package that brings it", async () => {
  const bare = await answering({ path: "/usr/bin/python3", version: "3.11.2", venv: false });
  const error = await assertRejects(() => findPython(bare), CommandError, "venv and ensurepip");
  assertStringIncludes(error.message, "apt-get install python3-venv");
});

Deno.test("a Python is understood through whatever is printed around its answer", async () => {
  const answer = { path: "/opt/python3", version: "3.12.1", venv: true };
  const json = JSON.stringify(answer);
  for (
    const said of [
      `Welcome {user}\n${json}`,
      `${json}\n3.9\nBye {user}`,
      `{}\n{"version": 3}\n${json}\nnull`,
      JSON.stringify(answer, null, 2),
    ]
  ) {
    const folder = await Deno.makeTempDir();
    const { path, version } = await findPython(await fakeProgram(folder, "python3", said));
    assertEquals([path, version], [answer.path, answer.version]);
  }
});

Deno.test("what is no Python is refused in words", async () => {
  const folder = await Deno.makeTempDir();
  const names: string[] = [folder, join(folder, "nowhere"), "/etc/passwd/python", "true", "echo"];
  names.push("p".repeat(5000));
  const answers = ["", "hello\nworld", "5", "null", "[]", "{", '{"version": "3.12.1"}', "{}"];
  for (const [at, said] of answers.entries()) {
    names.push(await fakeProgram(folder, `python.${at}`, said));
  }
  names.push(
    await writeProgram(folder, "closed", "#!/bin/sh\n", 0o644),
    await writeProgram(folder, "unknown", "neither script nor program"),
    await writeProgram(folder, "lost", "#!/nowhere/sh\n"),
    await writeProgram(folder, "endless", "#!/bin/sh\nyes\n"),
  );
  for (const name of names) {
    const error = await assertRejects(() => findPython(name), CommandError);
    assertStringIncludes(error.message, "which does not run as a Python. Install Python 3.10");
    assert(error.message.length < 1000, error.message);
  }
});

Deno.test("a program that does not answer is given up", async () => {
  const folder = await Deno.makeTempDir();
  // The program that it starts outlives it, and holds its output open.
  const silent = await writeProgram(folder, "silent", "#!/bin/sh\nsleep 5\necho late\n");
  const start = performance.now();
  assertEquals(await ask(silent, [], { patience: 200 }), undefined);
  assert(performance.now() - start < 4000);
  assertEquals(await ask("echo", ["at once"]), "at once\n");
});

Deno.test("a user's settings for another Python do not keep this one from being found", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      `import { findPython } from "${join(cloneFolder, "notebooks/environment/python.ts")}";
      console.log((await findPython()).path);`,
    ],
    cwd: cloneFolder,
    env: { PYTHONHOME: "/nowhere", PYTHONWARNINGS: "error", NO_COLOR: "1" },
  }).output();
  assertEquals(new TextDecoder().decode(stdout).trim(), (await findPython()).path);
});

Deno.test("no Python, or one that does not run, says where it was looked for", async () => {
  const nowhere = join(await Deno.makeTempDir(), "python3");
  await assertRejects(() => findPython(nowhere), CommandError, "The variable PYTHON names");
  await assertRejects(async () => findPython(await answering(undefined)), CommandError, "PYTHON");
});

Deno.test("the interpreter of this machine is asked for real", async () => {
  const { path, version } = await findPython();
  const { stdout } = await new Deno.Command(path, { args: ["--version"] }).output();
  assertEquals(new TextDecoder().decode(stdout).trim(), `Python ${version}`);
});
