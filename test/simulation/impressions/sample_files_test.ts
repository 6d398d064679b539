import { assert, assertEquals, assertRejects } from "@std/assert";
import pl from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { readProvenance } from "lib/frames/provenance.ts";
import { samplePaths, writeSampleFiles } from "lib/simulation/impressions/sample_files.ts";
import {
  simulateImpressions,
  type SimulationOptions,
} from "lib/simulation/impressions/simulate.ts";
import { whyNotTruth } from "lib/simulation/impressions/truth.ts";
import { inFolder } from "../../files/in_folder.ts";

const options = { impressions: 30, seed: 2, order: "ranked" } as const;

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).toSorted();

Deno.test("both files hold what was simulated, in a folder that is made", () =>
  inFolder(async (folder) => {
    const { impressionsPath, truthPath, rows } = await writeSampleFiles(`${folder}/a/b`, options);
    const { impressions, truth } = simulateImpressions(options);
    assert(pl.readParquet(impressionsPath).frameEqual(impressions));
    assert(pl.readParquet(truthPath).frameEqual(truth));
    assertEquals(rows, impressions.height);
    assertEquals(names(`${folder}/a/b`), ["impressions_ranked.parquet", "truth_ranked.parquet"]);
  }));

Deno.test("the same seed writes the same bytes, a later run replaces both files", () =>
  inFolder(async (folder) => {
    const { impressionsPath, truthPath } = await writeSampleFiles(folder, options);
    const read = () => [impressionsPath, truthPath].map((path) => Deno.readFileSync(path));
    const first = read();
    await writeSampleFiles(folder, { ...options, seed: 3 });
    const other = read();
    assert(first.every((bytes, i) => String(bytes) !== String(other[i])));
    await writeSampleFiles(folder, options);
    assertEquals(read(), first);
  }));

Deno.test("where the truth cannot take its place, the folder stays as it was", () =>
  inFolder(async (folder) => {
    const { impressionsPath, truthPath } = await writeSampleFiles(folder, options);
    const before = Deno.readFileSync(impressionsPath);
    Deno.removeSync(truthPath);
    Deno.mkdirSync(`${truthPath}/occupied`, { recursive: true });
    await assertRejects(() => writeSampleFiles(folder, { ...options, seed: 3 }));
    assertEquals(names(folder), ["impressions_ranked.parquet", "truth_ranked.parquet"]);
    assertEquals(Deno.readFileSync(impressionsPath), before);
  }));

Deno.test("unusable options leave an earlier sample as it is", () =>
  inFolder(async (folder) => {
    const { impressionsPath } = await writeSampleFiles(folder, options);
    const before = Deno.readFileSync(impressionsPath);
    const bad = { ...options, impressions: 0 } satisfies SimulationOptions;
    await assertRejects(() => writeSampleFiles(folder, bad), InputError);
    assertEquals(Deno.readFileSync(impressionsPath), before);
  }));

Deno.test("a folder that cannot be made is named", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/file`, "");
    const error = await assertRejects(
      () => writeSampleFiles(`${folder}/file/x`, options),
      InputError,
    );
    assertEquals(error.file, `${folder}/file/x`);
  }));

Deno.test("the files are named after the order of their lists", () => {
  assertEquals(samplePaths("data/sample", "ranked"), {
    impressionsPath: "data/sample/impressions_ranked.parquet",
    truthPath: "data/sample/truth_ranked.parquet",
  });
});

Deno.test("a folder may be named with or without a slash at its end", () => {
  assertEquals(samplePaths("here/", "shuffled"), samplePaths("here", "shuffled"));
  assertEquals(samplePaths("/", "ranked").truthPath, "/truth_ranked.parquet");
});

Deno.test("table and truth say that every list has a click, where that was wanted", () =>
  inFolder(async (folder) => {
    const paths = await writeSampleFiles(folder, { ...options, onlyClicked: true });
    const said = readProvenance(paths.impressionsPath);
    if (said.kind !== "simulated impressions") throw new Error(said.kind);
    assertEquals(said.onlyClicked, true);
    assertEquals(whyNotTruth(paths.truthPath, said), undefined);
    await writeSampleFiles(folder, { ...options, onlyClicked: false });
    assertEquals(readProvenance(paths.impressionsPath), {
      kind: "simulated impressions",
      order: "ranked",
      impressions: 30,
      seed: "2",
    });
    assertEquals(whyNotTruth(paths.truthPath, said), "belongs to another simulation");
  }));

Deno.test("the table says how it was simulated", () =>
  inFolder(async (folder) => {
    for (const order of ["ranked", "shuffled"] as const) {
      const { impressionsPath } = await writeSampleFiles(folder, {
        ...options,
        order,
        seed: "Größe",
      });
      assertEquals(readProvenance(impressionsPath), {
        kind: "simulated impressions",
        order,
        impressions: 30,
        seed: "Größe",
      });
    }
  }));
