import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { MIND_CHECKSUMS } from "lib/raw/mind/checksums.ts";
import { IMPRESSION_COLUMNS } from "lib/impressions/schema.ts";
import { simulateRawMind, writeRawFolder } from "../raw/mind/raw_mind.ts";
import { runDataCommand } from "./run_command.ts";

const README = new URL("../../data/README.md", import.meta.url);
const run = (folder: string, ...args: string[]) => runDataCommand("mind.ts", folder, args);

async function rawFolder(): Promise<string> {
  const folder = await Deno.makeTempDir();
  const raw = simulateRawMind({ impressions: 200, articles: 300, users: 40, seed: 3 });
  await writeRawFolder(folder, raw);
  return folder;
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("without the licence accepted nothing is read, and it says what to do", async () => {
  const folder = await rawFolder();
  const { code, out, err } = await run(folder, "--from", ".");
  assertEquals(code, 2);
  assertStringIncludes(out, "non-commercial research only, no redistribution");
  assertStringIncludes(out, "https://msnews.github.io");
  assertEquals(out.includes("Reading"), false);
  assertEquals(
    err,
    "error: Nothing was read: add --accept-license once you have accepted the licence. See --help.\n",
  );
  assertEquals(names(folder), ["behaviors.tsv", "news.tsv"]);
});

Deno.test("a run says each step, what it read and what it wrote", async () => {
  const folder = await rawFolder();
  const { code, out, err } = await run(
    folder,
    "--from",
    ".",
    "--accept-license",
    "--impressions",
    "50",
    "--seed",
    "7",
    "--out",
    "processed/sample.parquet",
  );
  assertEquals(err, "");
  assertEquals(code, 0);
  assertStringIncludes(out, "non-commercial research only, no redistribution");
  assertMatch(out, /^Reading \.\/news\.tsv \(\d+\.\d MB\)$/m);
  assertMatch(out, /^Reading \.\/behaviors\.tsv \(\d+\.\d MB\)$/m);
  assertStringIncludes(out, "other files than the genuine MINDsmall train or dev release");
  assertStringIncludes(out, "Drawing 50 of 200 impressions\n");
  assertStringIncludes(out, "./behaviors.tsv: 200 lines, none malformed.\n");
  assertMatch(
    out,
    /^Wrote processed\/sample\.parquet: 50 impressions, [\d,]+ rows, \d\.\d{3} % clicked, seed 7\.$/m,
  );
  assertEquals(names(`${folder}/processed`), ["sample.parquet"]);
});

Deno.test("malformed lines and a log shorter than the sample are said", async () => {
  const folder = await rawFolder();
  await Deno.writeTextFile(`${folder}/behaviors.tsv`, "201\tU1\n\n", { append: true });
  const { code, out } = await run(
    folder,
    "--from",
    ".",
    "--accept-license",
    "--out",
    "all.parquet",
  );
  assertEquals(code, 0);
  assertStringIncludes(out, "./behaviors.tsv: 202 lines, 2 malformed and left out:\n");
  assertStringIncludes(out, "  1 with other than 5 tab-separated fields (line 201)\n");
  assertStringIncludes(out, "  1 with no text (line 202)\n");
  assertStringIncludes(out, "fewer impressions than the 20,000 asked for: all are taken.\n");
  assertStringIncludes(out, "Wrote all.parquet: 200 impressions");
});

Deno.test("unusable data end in one line, code 1 and the earlier table in place", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/mind.zip`, "no archive");
  await Deno.writeTextFile(`${folder}/impressions.parquet`, "earlier");
  const { code, err } = await run(
    folder,
    "--from",
    "mind.zip",
    "--accept-license",
    "--out",
    "impressions.parquet",
  );
  assertEquals(code, 1);
  assertMatch(err, /^error: not a readable zip archive: .*mind\.zip.*earlier run\.\n$/);
  assertEquals(names(folder), ["impressions.parquet", "mind.zip"]);
});

const UNUSABLE: readonly (readonly [message: string, args: readonly string[]])[] = [
  ["--from is missing", ["--accept-license"]],
  ["--frm", ["--frm", "x"]],
  ['--impressions is "many"', ["--from", "x", "--impressions", "many"]],
  ['--impressions is "0"', ["--from", "x", "--impressions", "0"]],
  ['--seed is "1.5"', ["--from", "x", "--seed", "1.5"]],
  ["'--seed", ["--from", "x", "--seed", "-3"]],
  ["'--from", ["--from"]],
  ["extra", ["--from", "x", "extra"]],
];

for (const [message, args] of UNUSABLE) {
  Deno.test(`unusable command line: ${args.join(" ")}`, async () => {
    const { code, out, err } = await run(await Deno.makeTempDir(), ...args);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, message);
    assertMatch(err, /^error: [^\n]+[^.]\. See --help\.\n$/);
  });
}

Deno.test("--help lists every option", async () => {
  const { code, out, err } = await run(await Deno.makeTempDir(), "--help");
  assertEquals([code, err], [0, ""]);
  for (const option of ["from", "accept-license", "impressions", "seed", "out", "help"]) {
    assertMatch(out, new RegExp(`^  --${option}\\b`, "m"));
  }
  assertStringIncludes(out, "data/processed/mind_small_impressions_train_sample.parquet\n");
});

Deno.test("data/README.md holds the schema and the checksums as the library has them", async () => {
  // The formatter pads the cells of a table: only what stands in them counts.
  const readme = (await Deno.readTextFile(README)).replace(/ {2,}/g, " ");
  for (const [index, { name, kind, nullable, meaning }] of IMPRESSION_COLUMNS.entries()) {
    const row = [index + 1, `\`${name}\``, kind, nullable ? "yes" : "no", meaning];
    assertStringIncludes(readme, `| ${row.join(" | ")} |`);
  }
  for (const [release, { behaviors, news }] of Object.entries(MIND_CHECKSUMS)) {
    for (
      const [name, { sha256, bytes }] of [["behaviors.tsv", behaviors], ["news.tsv", news]] as const
    ) {
      const row = [release, `\`${name}\``, bytes.toLocaleString("en-US"), `\`${sha256}\``];
      assertStringIncludes(readme, `| ${row.join(" | ")} |`);
    }
  }
});
