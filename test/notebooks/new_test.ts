import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { join } from "node:path";
import { cloneFolder, CommandError, silentReport, UsageError } from "lib/command/mod.ts";
import { prepareEnvironment } from "../../notebooks/environment/prepare.ts";
import { run } from "../../notebooks/environment/run.ts";
import { executeNotebook } from "../../notebooks/execution/execute.ts";
import { readNotebook } from "../../notebooks/execution/notebook_format.ts";
import { runFacts } from "../../notebooks/export/output_notes.ts";
import { createNotebook, readName, titleFor } from "../../notebooks/new.ts";
import { findTopics } from "../../notebooks/topics.ts";
import { extractScripts } from "./extract.ts";

const present: Readonly<Record<string, readonly string[]>> = {
  pricing: ["01_prices", "04_price_effects"],
  export: [],
};
const read = (given: string) => readName(given, (topic) => present[topic]);

Deno.test("a name alone makes a topic; in a topic the next number is taken unless one is given", () => {
  assertEquals(read("search_ads"), { topic: "search_ads", name: "01_search_ads" });
  assertEquals(read("search_ads/clicks"), { topic: "search_ads", name: "01_clicks" });
  assertEquals(read("search_ads/07_clicks.ipynb"), { topic: "search_ads", name: "07_clicks" });
  assertEquals(read("pricing/demand"), { topic: "pricing", name: "05_demand" });
  assertEquals(read("pricing/02_demand"), { topic: "pricing", name: "02_demand" });
  assertEquals(titleFor("03_price_effects"), "03 - Price Effects");
});

Deno.test("a name that cannot be, or is taken, is refused with what to say instead", () => {
  const wrong = {
    "Search Ads": `"Search Ads" cannot name a topic`,
    "": `"" cannot name a topic`,
    "../pricing": `".." cannot name a topic`,
    "/pricing/x": "too many parts",
    "pricing/sub/x": "too many parts",
    "pricing/Überblick": `"Überblick" cannot name a notebook`,
    "pricing/03_": `"03_" cannot name a notebook`,
    "pricing/3_demand": `"3_demand" cannot name a notebook`,
    pricing: "There is a topic pricing already",
    "export/x": "holds no notebooks and is no topic",
    "pricing/04_demand": "The number 04 is taken by notebooks/pricing/04_price_effects.ipynb",
    "pricing/04_price_effects": "exists already. The next free number is 05",
  };
  for (const [given, message] of Object.entries(wrong)) {
    // What could never be a name is a command line that cannot be carried out.
    const kind = /cannot name|too many parts/.test(message) ? UsageError : CommandError;
    assertThrows(() => read(given), kind, message);
  }
});

Deno.test("a new notebook is formatted, type checks, runs, and is never overwritten", async () => {
  // Inside the clone, whose settings the checks and the kernel find by walking up.
  const folder = join(cloneFolder, "test", "notebooks", `new.${crypto.randomUUID()}.partial`);
  try {
    const { path } = await createNotebook("price_effects", folder);
    assertEquals(path, join(folder, "price_effects", "01_price_effects.ipynb"));
    const source = await Deno.readTextFile(path);

    const deno = async (...args: string[]) => {
      const { code, stdout, stderr } = await run(Deno.execPath(), args, { cwd: cloneFolder });
      assertEquals(code, 0, stdout + stderr);
    };
    const scripts = await extractScripts(await findTopics(folder), join(folder, "extracted"));
    assertEquals(scripts.length, 1);
    await deno("fmt", "--check", ...scripts);
    await deno("lint", ...scripts);
    await deno("check", "--quiet", ...scripts);
    // Formatted as Deno formats notebooks, prose included.
    await deno("fmt", "--quiet", "--no-config", "--line-width", "100", path);
    const formatted = await readNotebook(path);
    assertEquals(formatted, JSON.parse(source));

    const jupyter = await prepareEnvironment("execute", silentReport);
    const writeup = join(folder, "writeup");
    const output = join(folder, "executed.ipynb");
    await executeNotebook(path, jupyter, silentReport, {
      output,
      variables: { WRITEUP_DIR: writeup },
    });
    const { cells } = await readNotebook(output);
    const shown = cells.map((cell) => cell.cell_type === "code" ? cell.outputs.length : 0);
    assertEquals(shown.filter((count) => count > 0), [2, 1, 1]);
    assertStringIncludes(runFacts(await readNotebook(output)).data ?? "", "Simulated data");

    await assertRejects(
      () => createNotebook("price_effects/01_price_effects", folder),
      CommandError,
      "exists already",
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the links of a new notebook lead somewhere", async () => {
  const folder = await Deno.makeTempDir();
  // What a killed command left does not take the name.
  await Deno.mkdir(join(folder, "price_effects"));
  const left = `01_price_effects.ipynb.${crypto.randomUUID()}.partial`;
  await Deno.writeTextFile(join(folder, "price_effects", left), "");
  const { path } = await createNotebook("price_effects", folder);
  const glossary = await Deno.readTextFile(join(cloneFolder, "notebooks", "glossary.md"));
  const anchors = [...glossary.matchAll(/^## (.*)$/gm)].map(([, term]) =>
    term!.toLowerCase().replace(/ /g, "-")
  );
  const links = (await Deno.readTextFile(path)).match(/glossary\.md#[\w-]+/g) ?? [];
  assert(links.length > 0);
  for (const link of links) assert(anchors.includes(link.split("#")[1]!), link);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the command explains wrong usage", async () => {
  const call = (...args: string[]) =>
    run(Deno.execPath(), ["run", "-A", join(cloneFolder, "notebooks", "new.ts"), ...args], {
      env: { NO_COLOR: "1" },
    });
  assertStringIncludes((await call("--help")).stdout, "Usage: deno task notebook:new");
  const wrong = [
    [[], 2, "Which notebook?"],
    [["a", "b"], 2, "One name is expected, not 2"],
    [["heterogeneous_effects"], 1, "There is a topic heterogeneous_effects already"],
    [["--force"], 2, "--force"],
  ] as const;
  for (const [args, expected, message] of wrong) {
    const { code, stderr } = await call(...args);
    assertEquals(code, expected, stderr);
    assertStringIncludes(stderr, message);
    assert(!/\n\s+at /.test(stderr), stderr);
  }
});
