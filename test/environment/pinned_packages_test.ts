import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { cloneFolder, CommandError, silentReport } from "lib/command/mod.ts";
import { findPython } from "../../notebooks/environment/python.ts";
import { run } from "../../notebooks/environment/run.ts";
import { ensureVirtualEnvironment } from "../../notebooks/environment/virtual_environment.ts";

/** What is pinned, and the short list it is made from. */
const PINNED = [
  { pins: "requirements.txt", list: "notebooks/environment/jupyter.in" },
  { pins: "test/bench/requirements.txt", list: "test/bench/peer.in" },
];

const PIN = /^([a-z0-9][a-z0-9.-]*)==([^\s;]+)( ; [^\\]+)?((?: --hash=sha256:[0-9a-f]{64})+)$/;

/** The lines of a requirements file, those that are continued in one, without comments. */
async function requirementsIn(file: string): Promise<string[]> {
  const text = await Deno.readTextFile(join(cloneFolder, file));
  return text.replace(/^#.*$/gm, "").replace(/\s*\\\n\s*/g, " ").split("\n")
    .map((line) => line.trim()).filter((line) => line !== "");
}

for (const { pins, list } of PINNED) {
  Deno.test(`${pins} pins every package with its hashes, and names no place they come from`, async () => {
    const [option, ...lines] = await requirementsIn(pins);
    assertEquals(option, "--only-binary :all:");
    const releases = new Set<string>();
    for (const line of lines) {
      const [, name, version] = PIN.exec(line) ?? [];
      assert(name !== undefined, line);
      releases.add(`${name}==${version}`);
    }
    const wanted = await requirementsIn(list);
    assertEquals(wanted.filter((release) => !releases.has(release)), []);
    // More than the list: what the packages need is pinned as well.
    assert(releases.size > wanted.length);
    const text = await Deno.readTextFile(join(cloneFolder, pins));
    assert(!/:\/\/|file:|^ *-(i|f|-index|-extra|-find)|(^|\s)\/\w/m.test(text));
  });
}

// The smallest package that pip installs.
const WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    info = "tiny-1.0.dist-info/"
    wheel.writestr("tiny.py", "")
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(info + "RECORD", "")`;

Deno.test("a package that is not the file that was pinned is not installed, and the set-up says so", async () => {
  const clone = await Deno.makeTempDir();
  const shelf = join(clone, "shelf");
  await Deno.mkdir(shelf);
  const wheel = join(shelf, "tiny-1.0-py3-none-any.whl");
  const python = await findPython();
  assertEquals((await run(python.path, ["-c", WHEEL, wheel])).code, 0);
  const digest = new Uint8Array(
    await crypto.subtle.digest("SHA-256", await Deno.readFile(wheel)),
  ).toHex();
  const local = { PIP_NO_INDEX: "1", PIP_FIND_LINKS: shelf, PIP_CONFIG_FILE: "/dev/null" };
  const before = Object.keys(local).map((name) => [name, Deno.env.get(name)] as const);
  const setUp = async (pin: string) => {
    await Deno.writeTextFile(join(clone, "requirements.txt"), `${pin}\n`);
    return await ensureVirtualEnvironment(clone, silentReport);
  };
  try {
    for (const [name, value] of Object.entries(local)) Deno.env.set(name, value);
    const other = `${digest[0] === "0" ? "1" : "0"}${digest.slice(1)}`;
    const tampered = await assertRejects(
      () => setUp(`tiny==1.0 --hash=sha256:${other}`),
      CommandError,
      "is not the file that requirements.txt names",
    );
    assertStringIncludes(tampered.message, "PIP_NO_CACHE_DIR");
    assertStringIncludes(tampered.message, digest);
    const installed = await setUp(`tiny==1.0 --hash=sha256:${digest}`);
    assertEquals((await run(installed, ["-c", "import tiny"])).code, 0);
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
    await Deno.remove(clone, { recursive: true });
  }
});
