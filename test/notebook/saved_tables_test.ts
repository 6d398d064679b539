import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import pl, { type DataFrame } from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { saveTables } from "lib/notebook/saved_tables.ts";
import { inFolder } from "../files/in_folder.ts";

const frame = pl.DataFrame([
  pl.Series("cluster", ["Action", 'Film, "Noir"', null], pl.String),
  pl.Series("rows", [1692, 2, 0], pl.Int64),
  pl.Series("share", [0.1 + 0.2, 1e-17, null], pl.Float64),
]);

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("the ending decides the format, and both read back exactly", () =>
  inFolder(async (folder) => {
    const saved = await saveTables(`${folder}/new`, { "t.parquet": frame, "t.csv": frame });
    assertEquals(saved, ["t.parquet", "t.csv"]);
    assertEquals(names(`${folder}/new`), ["t.csv", "t.parquet"]);
    const parquet = pl.readParquet(`${folder}/new/t.parquet`);
    assertEquals(parquet.columns.map((name) => String(parquet.getColumn(name).dtype)), [
      "DataType(String)",
      "DataType(Int64)",
      "DataType(Float64)",
    ]);
    assertEquals(parquet.toRecords(), frame.toRecords());
    assertEquals(
      await Deno.readTextFile(`${folder}/new/t.csv`),
      'cluster,rows,share\nAction,1692,0.30000000000000004\n"Film, ""Noir""",2,1e-17\n,0,\n',
    );
  }));

Deno.test("a name that is no table's is refused before anything is written", () =>
  inFolder(async (folder) => {
    for (const name of ["t.xlsx", "parquet", "../t.csv", "a/t.csv", ".csv", "t.csv.exe"]) {
      const tables = { "first.csv": frame, [name]: frame };
      await assertRejects(() => saveTables(folder, tables), InputError, `"${name}"`);
    }
    assertEquals(names(folder), []);
  }));

Deno.test("a folder that cannot be written is named, and nothing is half-written", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    const error = await assertRejects(
      () => saveTables(`${folder}/file`, { "t.csv": frame }),
      InputError,
      "The tables cannot be saved: ",
    );
    assertEquals(error.file, `${folder}/file`);
    assertStringIncludes(error.message, "Make the folder writable");

    await Deno.mkdir(`${folder}/u.parquet`);
    await assertRejects(
      () => saveTables(folder, { "t.csv": frame, "u.parquet": frame }),
      InputError,
      "u.parquet",
    );
    assertEquals(names(folder), ["file", "u.parquet"]);
  }));

Deno.test("a disk that is full while a later table is written leaves the earlier set", () =>
  inFolder(async (folder) => {
    await saveTables(folder, { "a.parquet": frame, "b.csv": frame });
    const before = await Deno.readFile(`${folder}/a.parquet`);
    // What Polars throws then.
    const writeParquet = (path: string) => {
      Deno.writeTextFileSync(path, "half");
      throw new Error("No space left on device (os error 28)");
    };
    const full = { writeParquet } as unknown as DataFrame;
    const error = await assertRejects(
      () => saveTables(folder, { "a.parquet": frame.head(1), "c.parquet": full }),
      InputError,
      "No space left on device",
    );
    assertStringIncludes(error.message, "free space on its disk");
    assertEquals(names(folder), ["a.parquet", "b.csv"]);
    assertEquals(await Deno.readFile(`${folder}/a.parquet`), before);
  }));
