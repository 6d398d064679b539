import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../data/sample.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--config", CONFIG, COMMAND, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: decode(stdout), err: decode(stderr) };
}

Deno.test("the command writes both samples and says what it does, seed included", async () => {
  const folder = await Deno.makeTempDir();
  const { code, out, err } = await run("--impressions", "25", "--seed", "s1", "--out", folder);
  assertEquals([code, err], [0, ""]);
  const lines = out.trimEnd().split("\n");
  assertEquals(lines.length, 4);
  assertEquals(lines[0], "Simulating 25 ranked impressions with seed s1");
  assertMatch(lines[1]!, /^Wrote \d+ rows to .*impressions_ranked\.parquet/);
  assertEquals(lines[2], "Simulating 25 shuffled impressions with seed s1");
  assertEquals([...Deno.readDirSync(folder)].length, 4);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("one order writes that sample alone", async () => {
  const folder = await Deno.makeTempDir();
  const { code } = await run("--order", "shuffled", "--impressions", "5", "--out", folder);
  assertEquals(code, 0);
  assertEquals(
    [...Deno.readDirSync(folder)].map(({ name }) => name).toSorted(),
    ["impressions_shuffled.parquet", "truth_shuffled.parquet"],
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("help names every option and the defaults", async () => {
  const { code, out } = await run("--help");
  assertEquals(code, 0);
  for (const text of ["--order", "--impressions", "--seed", "--out", "20000", "1109"]) {
    assertStringIncludes(out, text);
  }
});

Deno.test("a command line that cannot be carried out gives one line and exit code 2", async () => {
  const cases = [
    [["--order", "random"], '--order is "random"'],
    [["--order", "toString"], '--order is "toString"'],
    [["--impressions", "0"], '--impressions is "0"'],
    [["--impressions", "1e3"], '--impressions is "1e3"'],
    [["--seed="], "--seed is empty"],
    [["--rows", "5"], "--rows"],
    [["extra"], "extra"],
    [["--impressions", "2", "--out", `${COMMAND}/x`], "The folder for the sample cannot be made"],
  ] as const;
  const results = await Promise.all(cases.map(([args]) => run(...args)));
  results.forEach(({ code, err }, i) => {
    assertEquals(code, 2);
    assertStringIncludes(err, cases[i]![1]);
    assertEquals(err.trimEnd().split("\n").length, 1);
    assert(!err.includes("    at "));
  });
});
