import { assert, assertEquals, assertMatch, assertNotEquals, assertRejects } from "@std/assert";
import pl from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { namedValues } from "lib/tables/named_values.ts";
import { openWriteup, type Writeup } from "lib/notebook/writeup.ts";
import { RECORDING, SampleResults, tableHash } from "lib/notebook/sample_results.ts";
import { csvOf } from "lib/frames/csv.ts";
import { md } from "lib/text/markdown.ts";
import { inFolder } from "../files/in_folder.ts";
import { withFrontEnd } from "./front_end.ts";

const hash = (columns: Record<string, (number | string | null)[]>) =>
  tableHash(csvOf(pl.DataFrame(columns)));

Deno.test("a table's hash does not see a number's last bits, and sees its sixth digit", async () => {
  const lift = [0.02630123456789, -123456.7];
  assertEquals(
    await hash({ segment: ["tv", "a,b"], lift }),
    await hash({ segment: ["tv", "a,b"], lift: [0.02630123456788, -123456.7000001] }),
  );
  assertEquals(await hash({ lift: [1e-17, 0] }), await hash({ lift: [-3e-17, 0] }));
  const first = await hash({ segment: ["tv", "7"], lift });
  assertMatch(first, /^[0-9a-f]{12}$/);
  for (
    const other of [
      { segment: ["tv", "7"], lift: [0.0263013, -123456.7] },
      { segment: ["tv", "8"], lift },
      { segment: ["tv", "7"], drLift: lift },
      { segment: ["7", "tv"], lift },
      { segment: ["tv", "7"], lift: [0.02630123456789, null] },
    ]
  ) assertNotEquals(await hash(other), first);
});

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("the first table that differs is told, and told again when it is made again", async () => {
  const delivered = {
    a: await tableHash(bytes("x\n1\n")),
    b: await tableHash(bytes("x\n2\n")),
  };
  const results = new SampleResults(delivered);
  const isOther = (name: string, csv: string) => results.isOtherTable(name, bytes(csv));
  assertEquals(await isOther("a", "x\n1\n"), false);
  assertEquals(await isOther("new", "x\n9\n"), false);
  assertEquals(await isOther("toString", "x\n9\n"), false);
  assertEquals(await isOther("b", "x\n3\n"), true);
  assertEquals(await isOther("a", "x\n3\n"), false);
  assertEquals(await isOther("b", "x\n4\n"), true);
  assertEquals(await isOther("b", "x\n2\n"), false);
  assertEquals(await isOther("a", "x\n3\n"), true);
});

Deno.test("another input is told whenever it is read, and its tables are not told besides", async () => {
  const results = new SampleResults({ "(input)": "mine", a: "mine" });
  assertEquals(await results.isOtherTable("a", bytes("x\n1\n")), true);
  for (const _ of [1, 2]) assertEquals(await results.isOtherInput("Data: yours."), true);
  assertEquals(await results.isOtherTable("a", bytes("x\n1\n")), false);
});

/** Makes the results of a small notebook. */
async function results(writeup: Writeup, lift: number, input = "the built-in sample") {
  await writeup.reads({ notice: md(`Data: ${input}.`) });
  await writeup.saveTable("01_size", namedValues({ rows: 3 }));
  await writeup.saveTable("02_lift", namedValues({ lift }));
}

Deno.test("what a run records, a later run compares its results with", () =>
  inFolder(async (directory) => {
    const sampleResults = `${directory}/prices.sample_results.json`;
    const open = () => openWriteup("prices", { directory: `${directory}/draft`, sampleResults });
    const told = async (lift: number, input?: string) => {
      const messages = await withFrontEnd(async () => await results(await open(), lift, input));
      return messages.map(({ content }) => [content.data["text/plain"], content.metadata]);
    };

    assertEquals(await told(0.25), []);
    Deno.env.set(RECORDING, sampleResults);
    try {
      assertEquals(await told(0.5), []);
    } finally {
      Deno.env.delete(RECORDING);
    }
    assertEquals(await told(0.5), []);
    const note = { writeup: { part: "other results" } };
    const said = (from: string) =>
      `The results differ from those of the built-in sample as delivered, from ${from} on: ` +
      "sentences about it are hidden.";
    assertEquals(await told(0.25), [[said("table 02_lift"), note]]);
    assertEquals(await told(0.25, "my own"), [[said("the input"), note]]);

    for (const text of ["", "[]", '{"a": 1}', "null"]) {
      await Deno.writeTextFile(sampleResults, text);
      const error = await assertRejects(open, InputError);
      assert(error.message.includes("notebook:refresh"));
    }
  }));
