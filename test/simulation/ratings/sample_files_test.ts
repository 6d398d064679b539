import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import pl from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { readProvenance } from "lib/frames/provenance.ts";
import { prepareMovieLens } from "lib/raw/movielens/prepare.ts";
import { simulateMovieLens } from "lib/simulation/ratings/simulate.ts";
import { writeRawFiles } from "lib/simulation/ratings/raw_files.ts";
import { isSimulatedSlates, writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
import { slatePaths } from "lib/slates/schema.ts";

const options = { users: 30, slates: 20, seed: 2 } as const;

/** Gives the work an empty folder, and one for the files on the way. */
async function inFolder(work: (folder: string, temporary: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  const temporary = await Deno.makeTempDir();
  try {
    await work(folder, temporary);
  } finally {
    await Deno.remove(folder, { recursive: true });
    await Deno.remove(temporary, { recursive: true });
  }
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).toSorted();
const FILES = [
  "movielens_interference_items.parquet",
  "movielens_interference_simulation.json",
  "movielens_interference_slate_seed.parquet",
  "movielens_interference_user_features.parquet",
];

Deno.test("a sample is the preparation of simulated ratings, with a marker beside it", () =>
  inFolder(async (folder, temporary) => {
    const sample = await writeSlateSample(`${folder}/a/b`, { ...options, scratch: temporary });
    assertEquals(names(`${folder}/a/b`), FILES);
    assertEquals(names(temporary), []);
    assertEquals(sample.slates, { count: 20, size: 12, rows: 240 });
    assert(await isSimulatedSlates(`${folder}/a/b/`));
    for (const path of Object.values(sample.tables)) {
      assertEquals(readProvenance(path), { kind: "simulated ratings", users: 30, seed: "2" });
    }

    await writeRawFiles(`${folder}/raw`, simulateMovieLens(options));
    const prepared = await prepareMovieLens(`${folder}/raw`, {
      userStride: 50,
      slates: 20,
      output: `${folder}/prepared`,
    });
    for (const table of ["slateSeed", "items", "userFeatures"] as const) {
      const ours = pl.readParquet(sample.tables[table]);
      assert(ours.frameEqual(pl.readParquet(prepared.output[table])));
    }
    assertEquals(sample.sample, prepared.sample);
    // The same tables without the marker: nothing says that they are simulated.
    assert(!await isSimulatedSlates(`${folder}/prepared`));
  }));

Deno.test("the marker tells a reader the seed, the number of users and that it is simulated", () =>
  inFolder(async (folder) => {
    const { marker } = await writeSlateSample(folder, options);
    const { note, seed, users } = JSON.parse(Deno.readTextFileSync(marker));
    assertEquals({ seed, users }, { seed: "2", users: 30 });
    assert(/^[^.]*simulated[^.]*\.$/.test(note));
  }));

Deno.test("the same seed writes the same bytes, a later run replaces all files", () =>
  inFolder(async (folder) => {
    const read = () => names(folder).map((name) => Deno.readFileSync(`${folder}/${name}`));
    await writeSlateSample(folder, options);
    const first = read();
    await writeSlateSample(folder, { ...options, seed: 3 });
    const other = read();
    assert(first.every((bytes, i) => String(bytes) !== String(other[i])));
    assert(await isSimulatedSlates(folder));
    await writeSlateSample(folder, options);
    assertEquals(read(), first);
  }));

Deno.test("a marker does not vouch for a table of another run, a missing or a damaged one", () =>
  inFolder(async (folder) => {
    const { tables, marker } = await writeSlateSample(folder, options);
    for (const path of Object.values(tables)) {
      const bytes = Deno.readFileSync(path);
      await writeSlateSample(`${folder}/other`, { ...options, seed: 3 });
      Deno.copyFileSync(path.replace(folder, `${folder}/other`), path);
      assert(!await isSimulatedSlates(folder), path);
      Deno.removeSync(path);
      assert(!await isSimulatedSlates(folder), path);
      Deno.writeFileSync(path, bytes);
      assert(await isSimulatedSlates(folder), path);
    }
    for (const text of ["", "{", "{}", '{"tables": {}}', "null"]) {
      Deno.writeTextFileSync(marker, text);
      assert(!await isSimulatedSlates(folder), text);
    }
    assert(!await isSimulatedSlates(`${folder}/nowhere`));
  }));

Deno.test("what cannot be done leaves the earlier sample and no temporary file", () =>
  inFolder(async (folder, temporary) => {
    await writeSlateSample(folder, options);
    const before = names(folder).map((name) => Deno.readFileSync(`${folder}/${name}`));
    await assertRejects(() => writeSlateSample(folder, { ...options, users: 0 }), InputError);
    await assertRejects(() => writeSlateSample(folder, { ...options, slates: 0 }), InputError);
    const interrupted = AbortSignal.abort();
    await assertRejects(
      () =>
        writeSlateSample(folder, { ...options, seed: 3, signal: interrupted, scratch: temporary }),
      DOMException,
    );
    assertEquals(names(folder), FILES);
    assertEquals(names(folder).map((name) => Deno.readFileSync(`${folder}/${name}`)), before);
    assertEquals(names(temporary), []);
  }));

Deno.test("a folder that cannot be written is named", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/file`, "");
    const error = await assertRejects(
      () => writeSlateSample(`${folder}/file/x`, options),
      InputError,
    );
    assertEquals(error.file, `${folder}/file/x`);
  }));

Deno.test("what is no folder, no release and no option is refused before anything is written", () =>
  inFolder(async (folder) => {
    // An empty text is tried where nothing can be written: it would be the root of the file system.
    assertThrows(() => slatePaths(""), InputError, "an empty text names no folder");
    for (const given of [undefined, null, 5, {}, []] as never[]) {
      assertThrows(() => slatePaths(given), InputError, "names no folder");
      await assertRejects(() => writeSlateSample(given, options), InputError, "names no folder");
      await assertRejects(() => writeRawFiles(given, given), InputError, "names no folder");
      await assertRejects(() => writeRawFiles(folder, given), InputError, "no simulated release");
    }
    for (const given of [5, "users", [], { user: 30 }] as never[]) {
      await assertRejects(() => writeSlateSample(folder, given), InputError, "option");
    }
    assertEquals(names(folder), []);
  }));

Deno.test("progress rises to a hundred percent", () =>
  inFolder(async (folder) => {
    const seen: number[] = [];
    await writeSlateSample(folder, { ...options, onProgress: ({ done }) => seen.push(done) });
    assertEquals(seen, seen.toSorted((a, b) => a - b));
    assert(seen.length > 20 && seen[0]! < 5);
    assertEquals(seen.at(-1), 100);
  }));
