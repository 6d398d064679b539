import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { CommandError } from "lib/command/mod.ts";
import { findPython } from "../../notebooks/environment/python.ts";
import { fakeProgram } from "./fake_program.ts";

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
