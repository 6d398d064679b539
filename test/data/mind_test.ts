import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { MIND_CHECKSUMS } from "lib/raw/mind/checksums.ts";
import { prepareMind } from "lib/raw/mind/prepare.ts";
import { describeReport } from "../../data/mind.ts";
import { IMPRESSION_COLUMNS } from "lib/impressions/schema.ts";
import { simulateRawMind, writeRawFolder } from "../raw/mind/raw_mind.ts";
import { writeZip } from "../raw/places.ts";
import { runDataCommand } from "./run_command.ts";

const README = new URL("../../data/README.md", import.meta.url);
const run = (folder: string, ...args: string[]) => runDataCommand("mind.ts", folder, args);

async function rawFolder(seed = 3): Promise<string> {
  const folder = await Deno.makeTempDir();
  const raw = simulateRawMind({ impressions: 200, articles: 300, users: 40, seed });
  await writeRawFolder(folder, raw);
  return folder;
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

/** Bytes as many as the genuine files have, which are others. */
function asLargeAsGenuine(folder: string): void {
  for (const role of ["behaviors", "news"] as const) {
    Deno.writeTextFileSync(`${folder}/${role}.tsv`, "");
    Deno.truncateSync(`${folder}/${role}.tsv`, MIND_CHECKSUMS["MINDsmall dev"][role].bytes);
  }
}

Deno.test("one's own log needs no licence, in either spelling; what is like MIND is looked at", async () => {
  for (const accepted of [[], ["--accept-license"], ["--accept-licence"]]) {
    const { code, out, err } = await run(
      await rawFolder(),
      "--from",
      ".",
      ...accepted,
      "--out",
      "x",
    );
    assertEquals([code, err], [0, ""]);
    assertStringIncludes(out, "non-commercial research only, no redistribution");
    assertStringIncludes(out, "https://msnews.github.io");
    assertStringIncludes(out, "Wrote x: 200 impressions");
  }
  const folder = await Deno.makeTempDir();
  asLargeAsGenuine(folder);
  const { code, err } = await run(folder, "--from", ".");
  // Its zeros are one long line, which only somebody who looks at it can know.
  assertEquals(code, 1);
  assertStringIncludes(err, "it has a line of more than 10,000,000 bytes");
});

Deno.test("a shortened news.tsv is refused, and read where that is asked for", async () => {
  const folder = await rawFolder();
  const [first] = Deno.readTextFileSync(`${folder}/news.tsv`).split("\n");
  Deno.writeTextFileSync(`${folder}/news.tsv`, `${first}\n`);
  const refused = await run(folder, "--from", ".", "--out", "x");
  assertEquals(refused.code, 1);
  assertStringIncludes(refused.err, "allow for a shortened news.tsv by --absent-news 100.");
  const read = await run(folder, "--from", ".", "--absent-news", "100", "--out", "x");
  assertEquals(read.code, 0);
  assertMatch(read.out, /articles that news\.tsv lacks; their rows are kept/);
});

Deno.test("what is no table of MIND's form is told with what to do", async () => {
  const line = (text: string) => (_: unknown, i: number) => text.replaceAll("#", `${i + 1}`);
  const logs: readonly (readonly [said: string, remedy: string, text: string])[] = [
    ["without their clicks", "Use a split with clicks", "#\tU1\t11/11/2019 9:05:58 AM\t\tN1 N2"],
    ["neither 0 nor 1", "however often", "#\tU1\t11/11/2019 9:05:58 AM\t\tN1-2 N2-0"],
    ["other than tabs", "separated by tabs", "#,U1,11/11/2019 9:05:58 AM,,N1-1 N2-0"],
    ["tab-separated fields", "an index", "#\t#\tU1\t11/11/2019 9:05:58 AM\t\tN1-1 N2-0"],
    ["a time that is", "in one of these forms", "#\tU1\t2019-11-11 09:05:58+01:00\t\tN1-1 N2-0"],
  ];
  const outcomes = await Promise.all(logs.map(async ([, , text]) => {
    const folder = await rawFolder();
    const lines = Array.from({ length: 9 }, line(text));
    Deno.writeTextFileSync(`${folder}/behaviors.tsv`, `${lines.join("\n")}\n`);
    return await run(folder, "--from", ".", "--out", "x");
  }));
  outcomes.forEach(({ code, err }, i) => {
    assertEquals(code, 1);
    assertEquals(err.trimEnd().split("\n").length, 1);
    assertStringIncludes(err, "9 of 9 lines (100.0 %) are malformed");
    for (const text of logs[i]!.slice(0, 2)) assertStringIncludes(err, text);
  });
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
  assertMatch(
    out,
    /\nWithin the lists, no dependence of clicks on the place was found \(p = \.\d{3}, from \d+ lists that tell something; below \.05 it would count as one\), as in a log whose order was shuffled before publication, or in one too small to show an effect\. If it was shuffled, [^\n]* zero in every segment\. What the notebook reports of this table then shows the error of the method\.\n$/,
  );
});

Deno.test("of a genuine release the last line says that its order was shuffled", async () => {
  const folder = await rawFolder(4);
  const options = { impressions: "all", seed: 7, output: `${folder}/x.parquet` } as const;
  const { checksums } = await prepareMind(folder, options);
  const genuine = {
    "MINDsmall train": checksums,
    "MINDsmall dev": MIND_CHECKSUMS["MINDsmall dev"],
  };
  const report = await prepareMind(folder, options, genuine);
  assertMatch(
    describeReport(report, options).at(-1)!,
    /^In MIND the order within each list was shuffled before publication, so the true effect of a place in the top three is zero in every segment; no dependence of clicks on the place within the list was found \(p = \.\d{3}\)\. What the notebook reports of this table shows the error of the method\.$/,
  );
});

Deno.test("of one's own ranked log the last line says that clicks depend on the place", async () => {
  const folder = await rawFolder();
  const [first, second] = Deno.readTextFileSync(`${folder}/news.tsv`).split("\n")
    .map((line) => line.split("\t")[0]);
  const lines = Array.from({ length: 90 }, (_, list) => {
    const items = Array.from(
      { length: 8 },
      (_, i) => i === list % 3 ? `${first}-1` : `${second}-0`,
    );
    return `${list + 1}\tU1\t11/11/2019 9:05:58 AM\t\t${items.join(" ")}`;
  });
  Deno.writeTextFileSync(`${folder}/behaviors.tsv`, `${lines.join("\n")}\n`);
  const { code, out } = await run(folder, "--from", ".", "--out", "x");
  assertEquals(code, 0);
  assertStringIncludes(out, "\nWithin the lists, clicks depend on the place (p < .001).\n");
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

Deno.test("an output in the place of what is read, or of a device, is refused before reading", async () => {
  const folder = await rawFolder();
  await writeZip(`${folder}/mind.zip`, {
    "behaviors.tsv": Deno.readTextFileSync(`${folder}/behaviors.tsv`),
    "news.tsv": Deno.readTextFileSync(`${folder}/news.tsv`),
  });
  const before = Deno.readFileSync(`${folder}/mind.zip`);
  const cases = [
    ["mind.zip", "mind.zip"],
    ["mind.zip", "mind.zip/impressions.parquet"],
    [".", "behaviors.tsv"],
    [".", "mind.zip"],
    [".", "/dev/null"],
    ["/dev/zero", "new.parquet"],
  ] as const;
  const outcomes = await Promise.all(
    cases.map(([from, out]) => run(folder, "--from", from, "--out", out)),
  );
  outcomes.forEach(({ code, out, err }) => {
    assertEquals([code, out.includes("Reading")], [1, false]);
    assertMatch(err, /^error: [^\n]*\n$/);
  });
  assertEquals(Deno.readFileSync(`${folder}/mind.zip`), before);
  assertEquals(names(folder), ["behaviors.tsv", "mind.zip", "news.tsv"]);
});

const UNUSABLE: readonly (readonly [message: string, args: readonly string[]])[] = [
  ["--from is missing", ["--accept-license"]],
  ["--frm", ["--frm", "x"]],
  ['--impressions is "many"', ["--from", "x", "--impressions", "many"]],
  ['--impressions is "0"', ["--from", "x", "--impressions", "0"]],
  ['--absent-news is "101"', ["--from", "x", "--absent-news", "101"]],
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
  for (
    const option of ["from", "accept-license", "impressions", "seed", "absent-news", "out", "help"]
  ) {
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
