import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { CommandError } from "lib/command/mod.ts";
import {
  inspectJupyter,
  jupyterOnPath,
  lacking,
  namedJupyter,
} from "../../notebooks/environment/jupyter.ts";
import { fakeProgram } from "./fake_program.ts";

const GOOD = { nbclient: "0.11.0", nbconvert: "7.17.2", jupyterlab: "4.6.6" };

/** An installation: a `jupyter` that names its data folder, and a Python that knows releases. */
async function installation(versions: Record<string, string>, banner = ""): Promise<string> {
  const prefix = await Deno.makeTempDir();
  const bin = join(prefix, "bin");
  await fakeProgram(bin, "python3", banner + JSON.stringify(versions));
  const data = ["/nowhere/.local/share/jupyter", join(prefix, "share", "jupyter")];
  const paths = JSON.stringify({ config: [], data, runtime: [] });
  return await fakeProgram(bin, "jupyter", banner + paths);
}

Deno.test("a jupyter is asked for its interpreter and its releases", async () => {
  const jupyter = await installation(GOOD);
  assertEquals(await inspectJupyter(jupyter), {
    python: jupyter.replace(/jupyter$/, "python3"),
    versions: GOOD,
  });
  assertEquals(await namedJupyter(jupyter, "lab"), await inspectJupyter(jupyter));
  const greeting = await installation(GOOD, "Welcome, {user}!\n");
  assertEquals((await inspectJupyter(greeting))?.versions, GOOD);
});

Deno.test("what a jupyter lacks depends on what it is wanted for", () => {
  const lacks = (versions: Record<string, string>, purpose: "execute" | "lab") =>
    lacking({ python: "", versions }, purpose);
  assertEquals(lacks(GOOD, "lab"), []);
  assertEquals(lacks({ ...GOOD, nbclient: "0.10.2" }, "execute"), [
    "nbclient >= 0.11 (it has 0.10.2)",
  ]);
  const { jupyterlab: _, ...withoutLab } = GOOD;
  assertEquals(lacks(withoutLab, "execute"), []);
  assertEquals(lacks(withoutLab, "lab"), ["jupyterlab >= 4 (it has none)"]);
  assertEquals(lacks({ ...GOOD, jupyterlab: "3.6.8", nbconvert: "7.6.0" }, "lab").length, 2);
});

Deno.test("a jupyter that was asked for by name and lacks something is an error that says what", async () => {
  const old = await installation({ ...GOOD, nbconvert: "7.2.9" });
  await assertRejects(
    () => namedJupyter(old, "execute"),
    CommandError,
    "lacks nbconvert >= 7.7 (it has 7.2.9)",
  );
  for (const said of ["", "hello", "5", "null", "[]", '{"data": 5}', '{"data": ["/nowhere"]}']) {
    const odd = await fakeProgram(await Deno.makeTempDir(), "jupyter", said);
    await assertRejects(() => namedJupyter(odd, "execute"), CommandError, "does not run");
  }
  const folder = await Deno.makeTempDir();
  await assertRejects(() => namedJupyter(folder, "execute"), CommandError, "does not run");
  const broken = await fakeProgram(await Deno.makeTempDir(), "jupyter", "no", 1);
  await assertRejects(() => namedJupyter(broken, "execute"), CommandError, "does not run");
  await assertRejects(() => namedJupyter("/nowhere/jupyter", "execute"), CommandError, "JUPYTER");
});

Deno.test("the first jupyter on the PATH counts, but not one inside our environment", async () => {
  const first = await installation(GOOD);
  const second = await installation(GOOD);
  const folder = (path: string) => path.replace(/\/jupyter$/, "");
  const path = ["/nowhere", folder(first), folder(second)].join(":");
  assertEquals(await jupyterOnPath("/elsewhere", path), first);
  assertEquals(await jupyterOnPath(folder(folder(first)), path), first);
  assertEquals(await jupyterOnPath(folder(first).replace(/\/bin$/, ""), path), second);
  assertEquals(await jupyterOnPath("/elsewhere", "/nowhere"), undefined);
});
