import { assert, assertEquals, assertThrows } from "@std/assert";
import { fileURLToPath } from "node:url";
import pl from "nodejs-polars";
import { readFooterEntry, setFooterEntry } from "lib/frames/parquet_footer.ts";
import {
  type Provenance,
  PROVENANCE_KEY,
  readProvenance,
  writeProvenance,
} from "lib/frames/provenance.ts";

const FIXTURE = fileURLToPath(
  new URL("../fixtures/heterogeneous_effects/impressions.parquet", import.meta.url),
);
const UNKNOWN: Provenance = { kind: "unknown" };

const KINDS: readonly Provenance[] = [
  { kind: "mind", release: "MINDsmall train", impressions: 20_000, seed: 42 },
  { kind: "mind", release: "MINDsmall dev", impressions: 1, seed: -7 },
  { kind: "log", impressions: 300, seed: 0 },
  { kind: "ratings", slates: 3_000, userStride: 50 },
  { kind: "simulated impressions", order: "ranked", impressions: 20_000, seed: "1109" },
  { kind: "simulated impressions", order: "shuffled", impressions: 5, seed: 'Größe "<b>" 漢' },
  {
    kind: "simulated impressions",
    order: "confounded",
    impressions: 5,
    seed: "7",
    onlyClicked: true,
  },
  { kind: "simulated ratings", users: 3_300, seed: "a" },
];

/** A table of the types that the project writes, with nulls and more than one row group. */
function newTable(): { path: string; table: pl.DataFrame } {
  const rows = Array.from({ length: 500 }, (_, row) => row);
  const table = pl.DataFrame([
    pl.Series("integer", rows.map((row) => row % 7 === 0 ? null : row), pl.Int64),
    pl.Series("real", rows.map((row) => row / 3), pl.Float64),
    pl.Series("text", rows.map((row) => row % 5 === 0 ? null : `Größe ${row}`), pl.String),
    pl.Series("flag", rows.map((row) => row % 2 === 0), pl.Bool),
    pl.Series("small", rows.map((row) => row % 2), pl.Int8),
    pl.Series("time", rows, pl.Int64),
  ]).withColumns(pl.col("time").cast(pl.Datetime("us")));
  const path = `${Deno.makeTempDirSync()}/table.parquet`;
  table.writeParquet(path, { compression: "zstd" });
  return { path, table };
}

Deno.test("each kind of provenance is read as it was written, the last one written counts", () => {
  const { path, table } = newTable();
  assertEquals(readProvenance(path), UNKNOWN);
  for (const provenance of [...KINDS, ...KINDS.toReversed()]) {
    writeProvenance(path, provenance);
    assertEquals(readProvenance(path), provenance);
    assert(pl.readParquet(path).frameEqual(table));
  }
});

Deno.test("but for the entry, a marked file is what Polars wrote, byte for byte", () => {
  const { path } = newTable();
  const before = Deno.readFileSync(path);
  const footerOf = (bytes: Uint8Array) =>
    new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true);
  writeProvenance(path, KINDS[0]!);
  const after = Deno.readFileSync(path);
  const columns = before.length - 8 - footerOf(before);
  assertEquals(after.subarray(0, columns), before.subarray(0, columns));
  assertEquals(after.length - 8 - footerOf(after), columns);
  assertEquals(after.subarray(-4), before.subarray(-4));
  // Key and value, each with its length, and the end of their record.
  const value = JSON.stringify(KINDS[0]);
  assertEquals(after.length - before.length, PROVENANCE_KEY.length + value.length + 5);
  assertEquals(readFooterEntry(path, "ARROW:schema")?.length! > 100, true);
  const [first, second] = [before, after].map((bytes) => new TextDecoder("latin1").decode(bytes));
  const at = second!.indexOf(`\x18${String.fromCharCode(PROVENANCE_KEY.length)}${PROVENANCE_KEY}`);
  assertEquals(
    second!.slice(at + PROVENANCE_KEY.length + value.length + 5, -8),
    first!.slice(at, -8),
  );
});

Deno.test("a longer entry after a shorter one, and the other way about, leave nothing behind", () => {
  const { path, table } = newTable();
  const size = Deno.statSync(path).size;
  setFooterEntry(path, "note", "x".repeat(5_000));
  setFooterEntry(path, "note", "y");
  assertEquals(readFooterEntry(path, "note"), "y");
  assertEquals(Deno.statSync(path).size, size + "note".length + 1 + 5);
  for (let i = 0; i < 20; i++) setFooterEntry(path, `note ${i}`, "漢".repeat(i));
  assertEquals(readFooterEntry(path, "note 19"), "漢".repeat(19));
  assertEquals(readFooterEntry(path, "note"), "y");
  assert(pl.readParquet(path).frameEqual(table));
});

Deno.test("a file by pandas and pyarrow is of unknown origin, and so is what is no parquet file", () => {
  assertEquals(readProvenance(FIXTURE), UNKNOWN);
  assertEquals(readFooterEntry(FIXTURE, "pandas")?.startsWith("{"), true);
  const folder = Deno.makeTempDirSync();
  const bytes = Deno.readFileSync(FIXTURE);
  const odd: readonly Uint8Array[] = [
    new Uint8Array(),
    new TextEncoder().encode("PAR1"),
    new TextEncoder().encode("PAR1\x00\x00\x00\x00PAR1"),
    new TextEncoder().encode("PAR1\xff\xff\xff\xffPAR1"),
    bytes.subarray(0, -1),
    bytes.subarray(0, 1_000),
    bytes.subarray(-8),
  ];
  for (const content of odd) {
    Deno.writeFileSync(`${folder}/odd`, content);
    assertEquals(readProvenance(`${folder}/odd`), UNKNOWN);
    assertThrows(() => writeProvenance(`${folder}/odd`, KINDS[0]!));
    assertEquals(Deno.readFileSync(`${folder}/odd`), new Uint8Array(content));
  }
  assertEquals(readProvenance(folder), UNKNOWN);
  assertEquals(readProvenance(`${folder}/none`), UNKNOWN);
});

Deno.test("a footer whose bytes were changed at random is read or not, but never an error", () => {
  const { path } = newTable();
  writeProvenance(path, KINDS[0]!);
  const bytes = Deno.readFileSync(path);
  let state = 1;
  for (let i = 0; i < 500; i++) {
    const changed = bytes.slice();
    for (let flips = 0; flips < 3; flips++) {
      state = state * 48271 % 2147483647;
      changed[changed.length - 9 - state % 900] = state >> 8 & 255;
    }
    Deno.writeFileSync(path, changed);
    const { kind } = readProvenance(path);
    assert(kind === "mind" || kind === "unknown");
  }
});

Deno.test("a word of another form than the project's is none", () => {
  const { path } = newTable();
  const sound = { kind: "mind", release: "MINDsmall train", impressions: 20, seed: 42 };
  const forged: readonly unknown[] = [
    "",
    "mind",
    "{",
    "null",
    "[]",
    '"mind"',
    { kind: "MIND" },
    { kind: "unknown" },
    { kind: "toString" },
    { kind: "__proto__" },
    { kind: ["mind"] },
    { ...sound, release: "MINDlarge train" },
    { ...sound, release: "<img src=x onerror=alert(1)>" },
    { ...sound, impressions: -1 },
    { ...sound, impressions: "20" },
    { ...sound, seed: 0.5 },
    { ...sound, seed: null },
    { ...sound, note: "**bold**" },
    { kind: "mind", release: "MINDsmall train", impressions: 20 },
    { kind: "simulated impressions", order: "sorted", impressions: 20, seed: "1" },
    { kind: "simulated impressions", order: "ranked", impressions: 20, seed: "x".repeat(1001) },
    { kind: "simulated impressions", order: "ranked", impressions: 20, seed: 1 },
    '{"kind":"log","impressions":1,"__proto__":{"seed":1}}',
    "[".repeat(100_000),
  ];
  for (const word of forged) {
    setFooterEntry(path, PROVENANCE_KEY, typeof word === "string" ? word : JSON.stringify(word));
    assertEquals(readProvenance(path), UNKNOWN, Deno.inspect(word).slice(0, 200));
  }
});
