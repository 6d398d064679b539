import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { samplePaths } from "lib/simulation/impressions/sample_files.ts";
import { PROCESSED_IMPRESSIONS } from "lib/impressions/schema.ts";
import { type Provenance, writeProvenance } from "lib/frames/provenance.ts";
import { findImpressions } from "lib/notebook/impression_input.ts";
import pl from "nodejs-polars";
import { dirname } from "node:path";

/** A data folder with empty files in the given places: finding does not open them. */
async function dataFolder(...paths: string[]): Promise<string> {
  const folder = `${await Deno.makeTempDir()}/data`;
  await Deno.mkdir(folder);
  for (const path of paths) {
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, "");
  }
  return folder;
}

const SAMPLE = ["sample/impressions_ranked.parquet", "sample/truth_ranked.parquet"];

Deno.test("the named table comes first, then the prepared one, then the sample", async () => {
  const folder = await dataFolder("mine.parquet", `processed/${PROCESSED_IMPRESSIONS}`, ...SAMPLE);
  const mine = `${folder}/mine.parquet`;
  assertEquals((await findImpressions({ dataFolder: folder, named: mine })).path, mine);

  const prepared = await findImpressions({ dataFolder: folder, named: "" });
  assertEquals(prepared.path, `${folder}/processed/${PROCESSED_IMPRESSIONS}`);
  assertEquals(prepared.simulated, false);
  assertStringIncludes(
    prepared.notice.source,
    ", the prepared table. Where it comes from, the file does not say.",
  );
  assert(!prepared.notice.source.includes("**"));

  await Deno.remove(prepared.path);
  const sample = await findImpressions({ dataFolder: folder, named: "" });
  assertEquals(sample.path, samplePaths(`${folder}/sample`, "ranked").impressionsPath);
});

Deno.test("a simulated table is said to be so in bold, however it was found", async () => {
  const folder = await dataFolder(...SAMPLE);
  const { impressionsPath } = samplePaths(`${folder}/sample`, "ranked");
  for (const named of ["", impressionsPath]) {
    const { simulated, notice } = await findImpressions({ dataFolder: folder, named });
    assert(simulated);
    assertStringIncludes(notice.source, "**Simulated data:**");
    assertStringIncludes(notice.source, "`data/sample/impressions_ranked.parquet`");
    assertStringIncludes(notice.source, "the built-in sample");
  }
});

Deno.test("a name that leads to no file is refused", async () => {
  const folder = await dataFolder();
  for (const named of [folder, `${folder}/none.parquet`]) {
    const error = await assertRejects(() => findImpressions({ named }), InputError, "no file");
    assertEquals(error.file, named);
  }
});

Deno.test("a path that is Markdown or HTML is shown as text", async () => {
  const path = "mine/a`<img src=x onerror=alert(1)>`\x1b[2J/t.parquet";
  const folder = await dataFolder(path);
  const { notice } = await findImpressions({ dataFolder: folder, named: `${folder}/${path}` });
  const source = notice.source.replace("`IMPRESSIONS`", "");
  assert(!source.includes("\x1b") && !/`|<(?!\/?code>)/.test(source), source);
  assertEquals(
    notice.text,
    "Data: `data/mine/a`<img src=x onerror=alert(1)>`\\x1b[2J/t.parquet`, named by the variable " +
      "`IMPRESSIONS`. Where it comes from, the file does not say.",
  );
});

Deno.test("the notice says what the file says of itself, and seeds and names are text in it", async () => {
  const folder = await dataFolder("sample/truth_mine.parquet");
  const named = `${folder}/sample/impressions_mine.parquet`;
  const cases: readonly (readonly [Provenance, boolean, string])[] = [
    [
      { kind: "mind", release: "MINDsmall dev", impressions: 20_000, seed: 42 },
      false,
      "Data: `data/sample/impressions_mine.parquet`, named by the variable `IMPRESSIONS`: 20,000 " +
      "impressions of the genuine MINDsmall dev log.",
    ],
    [
      { kind: "log", impressions: 300, seed: 1 },
      false,
      "Data: `data/sample/impressions_mine.parquet`, named by the variable `IMPRESSIONS`: 300 " +
      "impressions of a log in MIND's form, none of the MIND releases that are recognized.",
    ],
    [
      {
        kind: "simulated impressions",
        order: "shuffled",
        impressions: 1_000,
        seed: "<b>*7*</b>`\x1b[2J",
      },
      true,
      "**Simulated data:** `data/sample/impressions_mine.parquet`, named by the variable " +
      "`IMPRESSIONS`: 1,000 shuffled lists, seed <b>*7*</b>`\\x1b[2J. No person stands behind these " +
      "rows.",
    ],
    [
      { kind: "simulated impressions", order: "hidden", impressions: 1_000, seed: "7" },
      true,
      "**Simulated data:** `data/sample/impressions_mine.parquet`, named by the variable " +
      "`IMPRESSIONS`: 1,000 lists with a hidden cause, seed 7. No person stands behind these rows; " +
      "the effects in them were put there, and are known.",
    ],
    [
      {
        kind: "simulated impressions",
        order: "ranked",
        impressions: 1_000,
        seed: "7",
        onlyClicked: true,
      },
      true,
      "**Simulated data:** `data/sample/impressions_mine.parquet`, named by the variable " +
      "`IMPRESSIONS`: 1,000 ranked lists, each with a click, seed 7. No person stands behind these " +
      "rows; the effects in them were put there, and are known.",
    ],
  ];
  for (const [provenance, isSimulated, text] of cases) {
    pl.DataFrame({ clicked: [0, 1] }).writeParquet(named);
    writeProvenance(named, provenance);
    const input = await findImpressions({ dataFolder: folder, named });
    assertEquals([input.simulated, input.notice.text], [isSimulated, text]);
    assertEquals(input.provenance, provenance);
    const { source } = input.notice;
    assert(!source.includes("\x1b") && !/<b>|[^\\]\*7/.test(source), source);
  }
});
