import { assertEquals, assertThrows } from "@std/assert";
import pl from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { column } from "lib/frames/columns.ts";
import { readParquet, readParquetSchema, requireColumn } from "lib/frames/parquet.ts";

Deno.test("a file's columns are read without its rows, and its rows by a query", () => {
  const folder = Deno.makeTempDirSync();
  const path = `${folder}/lists.parquet`;
  pl.DataFrame({ hour: [7, 8, 9] }).writeParquet(path);
  const empty = readParquetSchema(path);
  assertEquals([empty.columns, empty.height], [["hour"], 0]);
  assertEquals(readParquet(path, (file) => file.limit(2)).height, 2);
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("a path is a path: no sign in it stands for others, and none makes it an address", () => {
  const folder = Deno.makeTempDirSync();
  const names = [
    ...["log[2]", "log2", "a*b", "a-b", "a?b", "{a,b}", "100%", "a%20b", "#1", "~", "-v", "a b"],
    ...["a\\b", "\u00fc", "file:", "s3:", "new\nline"],
  ];
  names.forEach((name, rows) => {
    Deno.mkdirSync(`${folder}/${name}`);
    const frame = pl.DataFrame({ hour: new Array(rows + 1).fill(7) });
    frame.writeParquet(`${folder}/${name}/${name}.parquet`);
  });
  const before = Deno.cwd();
  Deno.chdir(folder);
  try {
    names.forEach((name, rows) => {
      for (const path of [`${folder}/${name}/${name}.parquet`, `${name}/${name}.parquet`]) {
        assertEquals(readParquet(path, (file) => file.select("hour")).height, rows + 1, path);
      }
    });
    Deno.mkdirSync("s3:/bucket");
    pl.DataFrame({ hour: [7] }).writeParquet("s3:/bucket/lists.parquet");
    assertEquals(readParquet("s3://bucket/lists.parquet", (file) => file).height, 1);
  } finally {
    Deno.chdir(before);
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("files that are absent or of another kind are refused", () => {
  const refuse = (path: string, text: string) =>
    assertThrows(() => readParquetSchema(path), InputError, text);
  refuse("nowhere.parquet", "there is no such file");
  refuse(".", "this is not a file");
  const path = Deno.makeTempFileSync();
  Deno.writeTextFileSync(path, "hour\n7\n");
  refuse(path, "this is not a readable parquet file");
  Deno.removeSync(path);
});

Deno.test("a column that is absent, without values or of another type is refused", () => {
  const hour = column("hour", "integer", true, "hour of the day, 0 to 23");
  requireColumn("lists.parquet", hour, pl.DataFrame({ hour: [7] }));
  const refuse = (frame: pl.DataFrame, text: string) =>
    assertThrows(() => requireColumn("lists.parquet", hour, frame), InputError, text);
  refuse(pl.DataFrame({ day: [7] }), "the table lacks a column");
  refuse(pl.DataFrame({ hour: ["7"] }), "the column has the type");
});
