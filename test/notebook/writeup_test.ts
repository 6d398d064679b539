import {
  assert,
  assertEquals,
  assertGreater,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import fc from "fast-check";
import pl from "nodejs-polars";
import { Chart } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { InputError } from "lib/errors.ts";
import { markdown, md } from "lib/text/markdown.ts";
import { namedValues } from "lib/tables/named_values.ts";
import { openWriteup } from "lib/notebook/writeup.ts";
import { fileURLToPath } from "node:url";
import { inFolder } from "../files/in_folder.ts";
import { withFrontEnd } from "./front_end.ts";

const TOPIC = "heterogeneous_effects";

async function filesUnder(directory: string, folder = ""): Promise<string[]> {
  const found = [];
  for await (const { name, isDirectory } of Deno.readDir(directory + folder)) {
    if (isDirectory) found.push(...await filesUnder(directory, `${folder}/${name}`));
    else found.push(`${folder}/${name}`);
  }
  return found.sort();
}

Deno.test("tables are saved whole, quoted and with their labels first", () =>
  inFolder(async (directory) => {
    const writeup = await openWriteup(TOPIC, { directory });
    const frame = pl.DataFrame([
      pl.Series("segment", ['a "quoted", one', null, "two\nlines"], pl.String),
      pl.Series("rows", [1, 2, 3]).cast(pl.Int64),
      pl.Series("lift", [1e-7, 3, null], pl.Float64),
    ]);
    await writeup.saveTable("09_category_effects", frame, {
      index: [0, "b", 2],
      indexName: "statistic",
    });
    assertEquals(
      await Deno.readTextFile(`${directory}/tables/09_category_effects.csv`),
      'statistic,segment,rows,lift\n0,"a ""quoted"", one",1,1e-7\nb,,2,3.0\n2,"two\nlines",3,\n',
    );
  }));

Deno.test("named values are saved as two columns", () =>
  inFolder(async (directory) => {
    const writeup = await openWriteup(TOPIC, { directory });
    await writeup.saveTable("06_global_dr", namedValues({ lift: 1 / 3, rows: 150_000 }));
    assertEquals(
      await Deno.readTextFile(`${directory}/tables/06_global_dr.csv`),
      "name,value\nlift,0.3333333333333333\nrows,150000.0\n",
    );
  }));

Deno.test("every saved number reads back as itself", () =>
  inFolder(async (directory) => {
    const writeup = await openWriteup(TOPIC, { directory });
    const numbers = fc.sample(
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.integer().map((whole) => whole / 2 ** 10),
      ),
      { seed: 20_260_428, numRuns: 5_000 },
    );
    numbers.push(0, -0, 1e-7, 5e-324, Number.MAX_VALUE, 2 ** 53, 1e21);
    await writeup.saveTable("numbers", pl.DataFrame([pl.Series("x", numbers, pl.Float64)]));
    const [, ...lines] = (await Deno.readTextFile(`${directory}/tables/numbers.csv`)).trim()
      .split("\n");
    assertEquals(lines.length, numbers.length);
    lines.forEach((line, at) => assert(Object.is(Number(line), numbers[at]), line));
  }));

Deno.test("labels may not take the name of a column", () =>
  inFolder(async (directory) => {
    const writeup = await openWriteup(TOPIC, { directory });
    const frame = pl.DataFrame({ index: [1] });
    await assertRejects(() => writeup.saveTable("t", frame, { index: ["a"] }), InputError, "index");
    await assertRejects(() => writeup.saveTable("t", frame, { index: [] }), InputError, "labels");
  }));

Deno.test("a chart is saved as SVG and PNG, scores as parquet", () =>
  inFolder(async (directory) => {
    const writeup = await openWriteup(TOPIC, { directory });
    await writeup.saveChart("10_category_plot", emptyChart("Lift By Category", "Nothing."));
    await writeup.saveParquet("aipw_scores", pl.DataFrame({ e_hat: [0.25] }));
    const svg = await Deno.readTextFile(`${directory}/figures/10_category_plot.svg`);
    assertStringIncludes(svg, "Lift By Category");
    const png = await Deno.readFile(`${directory}/figures/10_category_plot.png`);
    assertEquals([...png.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join(""), "PNG");
    const scores = pl.readParquet(`${directory}/aipw_scores.parquet`);
    assertEquals(scores.getColumn("e_hat").toArray(), [0.25]);
  }));

Deno.test("a conclusion shows answer, chart, how to read it and grounds, each noted as what it is", () =>
  inFolder(async (directory) => {
    const writeup = await openWriteup(TOPIC, { directory });
    const data = md("**Simulated data:** `impressions.parquet`.");
    const chart = new Chart(emptyChart("Lift", "Nothing.").spec, "Nothing.", "Right is _more_.");
    const sent = await withFrontEnd(() =>
      writeup.conclude({
        summary: markdown`Lift ${"a_b"}, é`,
        chart,
        grounds: ["No list lacks overlap.", md("Rows are _independent_.")],
        data,
        seed: 43,
      })
    );
    assertEquals(sent.map(({ content }) => content.metadata.writeup), [
      { part: "summary", data: "**Simulated data:** `impressions.parquet`.", seed: 43 },
      { part: "key figure", name: "key_figure" },
      { part: "reading" },
      { part: "grounds" },
    ]);
    const [summary, , reading, grounds] = sent.map(({ content }) => content.data["text/markdown"]);
    assertEquals(summary, "Lift a\\_b, é");
    assertEquals(reading, "Right is _more_.");
    assertStringIncludes(String(grounds), "- No list lacks overlap.\n- Rows are _independent_.");
    assertEquals(await filesUnder(directory), [
      "/.written",
      "/figures/key_figure.png",
      "/figures/key_figure.svg",
    ]);
    await assertRejects(() => writeup.conclude({ summary: " \n", data, seed: 1 }), InputError);
  }));

Deno.test("opening clears what earlier runs left, and nothing else", () =>
  inFolder(async (directory) => {
    const earlier = await openWriteup(TOPIC, { directory });
    await earlier.saveTable("09_category_effects", namedValues({ lift: 1 }));
    await earlier.saveTable("09_category_effects", namedValues({ lift: 2 }));
    await earlier.saveChart("10_category_plot", emptyChart("Lift By Category", "Nothing."));
    await earlier.saveParquet("aipw_scores", pl.DataFrame({ e_hat: [0.25] }));
    const left = [
      `aipw_scores.parquet.${crypto.randomUUID()}.partial`,
      `tables/09_category_effects.csv.${crypto.randomUUID()}.partial`,
    ];
    const foreign = ["04_notes.html", "mine.parquet", "mine.partial", "tables/mine.csv"];
    for (const path of [...left, ...foreign]) await Deno.writeTextFile(`${directory}/${path}`, "");
    assertGreater((await filesUnder(directory)).length, left.length + foreign.length + 4);

    await openWriteup(TOPIC, { directory });
    assertEquals(await filesUnder(directory), foreign.map((path) => `/${path}`).sort());
  }));

Deno.test("a folder with an exported page is refused, and nothing of it is cleared", () =>
  inFolder(async (directory) => {
    const earlier = await openWriteup(TOPIC, { directory });
    await earlier.saveTable("09_category_effects", namedValues({ lift: 1 }));
    await Deno.writeTextFile(`${directory}/04_page.html`, "");
    await Deno.writeTextFile(`${directory}/.written`, "04_page.html\n", { append: true });
    const before = await filesUnder(directory);
    const error = await assertRejects(
      () => openWriteup(TOPIC, { directory }),
      InputError,
      "04_page.html",
    );
    assertEquals(error.file, directory);
    assertEquals(await filesUnder(directory), before);
  }));

Deno.test("clearing never reaches beyond the folder", () =>
  inFolder(async (parent) => {
    const directory = `${parent}/writeup`;
    await openWriteup(TOPIC, { directory });
    await Deno.writeTextFile(`${parent}/precious.csv`, "");
    await Deno.writeTextFile(
      `${directory}/.written`,
      `../precious.csv\ntables/../../precious.csv\n${parent}/precious.csv\n\n`,
    );
    await openWriteup(TOPIC, { directory });
    assertEquals(await filesUnder(parent), ["/precious.csv"]);
  }));

/** Where a process of its own opens a writeup: folder and variables belong to the whole process. */
async function openedFrom(cwd: string, env: Record<string, string>): Promise<string> {
  const program = `
    const { openWriteup } = await import(${
    JSON.stringify(import.meta.resolve("lib/notebook/writeup.ts"))
  });
    console.log((await openWriteup("${TOPIC}")).directory);`;
  const config = fileURLToPath(new URL("../../deno.json", import.meta.url));
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", `--config=${config}`, program],
    cwd,
    env: { NO_COLOR: "1", WRITEUP_DIR: "", ...env },
  }).output();
  return new TextDecoder().decode(stdout).trim();
}

Deno.test("without a directory the variable decides, else the folder of the notebook", () =>
  inFolder(async (directory) => {
    const elsewhere = `${directory}/elsewhere`;
    assertEquals(await openedFrom(directory, { WRITEUP_DIR: elsewhere }), elsewhere);
    const beside = `${await Deno.realPath(directory)}/draft`;
    assertEquals(await openedFrom(directory, {}), beside);
  }));

Deno.test("a folder that cannot be written is named, with what to do", () =>
  inFolder(async (parent) => {
    const directory = `${parent}/writeup`;
    await Deno.writeTextFile(directory, "a file where the folder should be");
    const opening = await assertRejects(() => openWriteup(TOPIC, { directory }), InputError);
    assertEquals(opening.file, directory);

    await Deno.remove(directory);
    const writeup = await openWriteup(TOPIC, { directory });
    await Deno.writeTextFile(`${directory}/tables`, "a file where the folder should be");
    const saving = await assertRejects(
      () => writeup.saveTable("t", namedValues({ lift: 1 })),
      InputError,
      "WRITEUP_DIR",
    );
    assertEquals(saving.file, directory);
    await Deno.mkdir(`${directory}/aipw_scores.parquet`);
    await assertRejects(
      () => writeup.saveParquet("aipw_scores", pl.DataFrame({ e_hat: [0.25] })),
      InputError,
      directory,
    );
  }));

Deno.test("a name that would lead elsewhere is refused", () =>
  inFolder(async (directory) => {
    const writeup = await openWriteup(TOPIC, { directory });
    for (const name of ["", "../t", "a/b", ".hidden", "a b"]) {
      await assertRejects(() => writeup.saveTable(name, namedValues({ a: 1 })), InputError, "name");
    }
    await assertRejects(() => openWriteup("a/b", { directory }), InputError);
  }));
