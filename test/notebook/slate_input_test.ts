import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { findSlates } from "lib/notebook/slate_input.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
import { basename } from "node:path";

/** Runs a test with a project's `data` folder. */
async function inDataFolder(test: (data: string) => Promise<void>): Promise<void> {
  const project = await Deno.makeTempDir();
  try {
    await test(`${project}/data`);
  } finally {
    await Deno.remove(project, { recursive: true });
  }
}

/** Puts empty tables into a folder, as finding does not open them, and returns their paths. */
async function putTables(folder: string, left: number = 3): Promise<string[]> {
  await Deno.mkdir(folder, { recursive: true });
  const { slateSeed, items, userFeatures } = slatePaths(folder);
  const paths = [slateSeed, items, userFeatures].slice(0, left);
  for (const path of paths) await Deno.writeTextFile(path, "");
  return paths;
}

const SMALL = { users: 20, slates: 5, seed: 7 };

Deno.test("the named folder comes first, then the prepared tables, then the sample", () =>
  inDataFolder(async (data) => {
    const mine = `${data}/../mine`;
    for (const folder of [mine, `${data}/processed`, `${data}/sample`]) await putTables(folder);
    const named = await findSlates({ dataFolder: data, named: `${mine}/` });
    assertEquals([named.folder, named.shownFolder], [mine, "mine"]);
    assertEquals(named.paths, slatePaths(mine));
    assertEquals(
      named.notice.source,
      "Data: the three tables in `mine`, named by the variable `SLATES`.",
    );

    const prepared = await findSlates({ dataFolder: data, named: "" });
    assertEquals([prepared.folder, prepared.simulated], [`${data}/processed`, false]);
    assertEquals(
      prepared.notice.source,
      "Data: the three tables in `data/processed`, prepared from MovieLens ratings.",
    );

    await Deno.remove(`${data}/processed`, { recursive: true });
    const sample = await findSlates({ dataFolder: data, named: "" });
    assertEquals([sample.folder, sample.shownFolder], [`${data}/sample`, "data/sample"]);
  }));

Deno.test("simulated tables are said to be so in bold, however they were found", () =>
  inDataFolder(async (data) => {
    await writeSlateSample(`${data}/sample`, SMALL);
    for (const named of ["", `${data}/sample`]) {
      const { simulated, notice } = await findSlates({ dataFolder: data, named });
      assert(simulated);
      assertStringIncludes(notice.source, "**Simulated data:**");
      assertStringIncludes(notice.source, "`data/sample`, the built-in sample");
    }
    // Tables that came later are not what the simulation wrote.
    await putTables(`${data}/sample`);
    assertEquals((await findSlates({ dataFolder: data, named: "" })).simulated, false);
  }));

Deno.test("a folder whose name is Markdown or HTML is shown as text", () =>
  inDataFolder(async (data) => {
    const named = `${data}/../a\`<img src=x onerror=alert(1)>\`$b$`;
    await putTables(named);
    const { notice } = await findSlates({ dataFolder: data, named });
    assert(!/[`$]|<(?!\/?code>)/.test(notice.source.replace("`SLATES`", "")), notice.source);
    assertStringIncludes(notice.text, "`a`<img src=x onerror=alert(1)>`$b$`, named by");
  }));

Deno.test("some of the prepared tables are an error, not a reason to take the sample", () =>
  inDataFolder(async (data) => {
    await putTables(`${data}/sample`);
    await putTables(`${data}/processed`, 1);
    const error = await assertRejects(
      () => findSlates({ dataFolder: data, named: "" }),
      InputError,
      "movielens_interference_items.parquet and movielens_interference_user_features.parquet are",
    );
    assertEquals([error.file, error.count], [`${data}/processed`, 2]);
    assertStringIncludes(error.remedy, "data:movielens");
    // What else lies there is no table of ours.
    const [only = ""] = await putTables(`${data}/processed`, 1);
    await Deno.rename(only, `${data}/processed/other.parquet`);
    assertEquals((await findSlates({ dataFolder: data, named: "" })).folder, `${data}/sample`);
  }));

Deno.test("a name that leads to no folder, or to one that lacks tables, is refused", () =>
  inDataFolder(async (data) => {
    const [table = "", , last = ""] = await putTables(`${data}/mine`);
    for (const named of [`${data}/none`, table]) {
      const error = await assertRejects(() => findSlates({ named }), InputError, "no folder");
      assertEquals(error.file, named);
    }
    await Deno.remove(last);
    const error = await assertRejects(
      () => findSlates({ dataFolder: data, named: `${data}/mine` }),
      InputError,
      `${basename(last)} is missing`,
    );
    assertEquals([error.file, error.count], [`${data}/mine`, 1]);
  }));
