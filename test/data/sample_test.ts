import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openImpressions, wholeLists } from "lib/impressions/mod.ts";

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

const IMPRESSIONS = [
  "impressions_ranked.parquet",
  "impressions_shuffled.parquet",
  "truth_ranked.parquet",
  "truth_shuffled.parquet",
];
const SLATES = [
  "movielens_interference_items.parquet",
  "movielens_interference_simulation.json",
  "movielens_interference_slate_seed.parquet",
  "movielens_interference_user_features.parquet",
];
const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).toSorted();

Deno.test("the command writes all samples and says what it does, seed included", async () => {
  const folder = await Deno.makeTempDir();
  const { code, out, err } = await run(
    ...["--impressions", "25", "--users", "20", "--seed", "s1", "--out", folder],
  );
  assertEquals([code, err], [0, ""]);
  const lines = out.trimEnd().split("\n");
  assertEquals(lines.length, 9);
  assertEquals(lines[0], "Simulating 25 ranked impressions with seed s1");
  assertMatch(lines[1]!, /^Wrote \d+ rows to .*impressions_ranked\.parquet/);
  assertEquals(lines[2], "Simulating 25 shuffled impressions with seed s1");
  assertEquals(lines[4], "Simulating the ratings of 20 users with seed s1");
  assertMatch(lines[5]!, /^Wrote \d\d slates of 12 movies to .*slate_seed\.parquet$/);
  assertMatch(lines[6]!, /^Wrote \d+ movies to .*items\.parquet$/);
  assertMatch(lines[7]!, /^Wrote 20 users to .*user_features\.parquet$/);
  assertMatch(lines[8]!, /^Wrote to .*simulation\.json that they are simulated$/);
  assertEquals(names(folder), [...IMPRESSIONS, ...SLATES].toSorted());
  await Deno.remove(folder, { recursive: true });
});

Deno.test("one order writes that sample alone", async () => {
  const orders = ["shuffled", "confounded", "clustered", "hidden", "swaps"];
  await Promise.all(orders.map(async (order) => {
    const folder = await Deno.makeTempDir();
    const { code } = await run(
      ...["--only", "impressions", "--order", order, "--impressions", "5", "--out", folder],
    );
    assertEquals(code, 0);
    assertEquals(names(folder), [`impressions_${order}.parquet`, `truth_${order}.parquet`]);
    await Deno.remove(folder, { recursive: true });
  }));
});

Deno.test("a log that keeps only lists with a click has one in each", async () => {
  const folder = await Deno.makeTempDir();
  const { code, out } = await run(
    ...["--only", "impressions", "--order", "ranked", "--only-clicked", "--impressions", "30"],
    ...["--out", folder],
  );
  assertEquals(code, 0);
  assertStringIncludes(
    out,
    "Simulating 30 ranked impressions, each with a click, with seed 1109\n",
  );
  const log = openImpressions(join(folder, "impressions_ranked.parquet"));
  const { list, clicked } = wholeLists(log);
  const withClick = new Set(list.filter((_, row) => clicked[row] === 1));
  assertEquals(withClick.size, new Set(list).size);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the slates can be written alone", async () => {
  const folder = await Deno.makeTempDir();
  const { code, out } = await run("--only", "slates", "--users", "5", "--out", folder);
  assertEquals(code, 0);
  assertStringIncludes(out, "Simulating the ratings of 5 users with seed 428\n");
  assertEquals(names(folder), SLATES);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("help names every option and the defaults", async () => {
  const { code, out } = await run("--help");
  assertEquals(code, 0);
  const options = [
    "--only",
    "--order",
    "--only-clicked",
    "--impressions",
    "--users",
    "--seed",
    "--out",
  ];
  for (const text of [...options, "20000", "1109", "3258", "428"]) assertStringIncludes(out, text);
});

Deno.test("a command line that cannot be carried out gives one line and exit code 2", async () => {
  const cases = [
    [["--order", "random"], '--order is "random"'],
    [["--order", "toString"], '--order is "toString"'],
    [["--impressions", "0"], '--impressions is "0"'],
    [["--impressions", "1e3"], '--impressions is "1e3"'],
    [["--seed="], "--seed is empty"],
    [["--users", "0"], '--users is "0"'],
    [["--users", "200001"], '--users is "200001": give a whole number from 1 to 200000'],
    [["--only", "movies"], '--only is "movies": give impressions or slates'],
    [["--only", "slates", "--order", "ranked"], "--order changes nothing with --only slates"],
    [["--only", "slates", "--only-clicked"], "--only-clicked changes nothing with --only slates"],
    [["--only", "impressions", "--users", "5"], "--users changes nothing"],
    [["--out="], "--out is empty"],
    [["--rows", "5"], "--rows"],
    [["extra"], "extra"],
  ] as const;
  const results = await Promise.all(cases.map(([args]) => run(...args)));
  results.forEach(({ code, err }, i) => {
    assertEquals(code, 2);
    assertStringIncludes(err, cases[i]![1]);
    assertEquals(err.trimEnd().split("\n").length, 1);
    assert(!err.includes("    at "));
  });
});

Deno.test("a folder that cannot be written gives one line and exit code 1", async () => {
  const cases = [
    [
      ["--only", "impressions", "--impressions", "2"],
      "cannot be written",
    ],
    [["--only", "slates", "--users", "20"], "cannot be written"],
  ] as const;
  for (const [args, text] of cases) {
    const { code, err } = await run(...args, "--out", `${COMMAND}/x`);
    assertEquals(code, 1);
    assertStringIncludes(err, text);
    assertStringIncludes(err, "sample.ts/x");
    assertEquals(err.trimEnd().split("\n").length, 1);
  }
});

Deno.test("a device, and a file that is no table, keep their places", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/a`);
  await new Deno.Command("mkfifo", { args: [`${folder}/a/truth_ranked.parquet`] }).output();
  for (const out of ["/dev/null", "/dev", `${folder}/a`]) {
    const { code, out: said, err } = await run("--impressions", "2", "--users", "5", "--out", out);
    assertEquals([code, said.includes("Wrote")], [1, false]);
    assertEquals(err.trimEnd().split("\n").length, 1);
  }
  assertEquals(names(`${folder}/a`), ["truth_ranked.parquet"]);
});

Deno.test("a place that the last sample cannot take is found before the first is written", async () => {
  const folder = await Deno.makeTempDir();
  const marker = `${folder}/movielens_interference_simulation.json`;
  const occupied = [
    ["truth_shuffled.parquet", "a folder"],
    ["movielens_interference_slate_seed.parquet", "a folder"],
    ["movielens_interference_simulation.json", "no simulation wrote"],
  ] as const;
  for (const [name, said] of occupied) {
    await Deno.mkdir(`${folder}/${name}`);
    const { code, out, err } = await run("--impressions", "2", "--users", "5", "--out", folder);
    assertEquals([code, out], [1, ""]);
    assertStringIncludes(err, said);
    assertStringIncludes(err, name);
    assertEquals(names(folder), [name]);
    await Deno.remove(`${folder}/${name}`);
  }
  await Deno.writeTextFile(marker, `{"mine": true}`);
  const { code } = await run("--impressions", "2", "--users", "5", "--out", folder);
  assertEquals([code, names(folder)], [1, ["movielens_interference_simulation.json"]]);
  assertEquals(await Deno.readTextFile(marker), `{"mine": true}`);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("an interrupted command says how far it came and leaves no half", async () => {
  const folder = await Deno.makeTempDir();
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--config", CONFIG, COMMAND].concat(
      ["--impressions", "10", "--out", folder],
    ),
    env: { NO_COLOR: "1", TMPDIR: folder },
    stdout: "piped",
    stderr: "piped",
  });
  const child = command.spawn();
  let out = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    const before = out;
    out += text;
    const started = /Simulating the ratings/;
    if (started.test(out) && !started.test(before)) child.kill("SIGINT");
  }
  assertEquals((await child.status).code, 130);
  const err = await new Response(child.stderr).text();
  assertEquals(err.trimEnd(), "Interrupted: of 3 samples 2 were written.");
  assertEquals(names(folder), IMPRESSIONS);
  await Deno.remove(folder, { recursive: true });
});
