import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import pl from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { column } from "lib/frames/columns.ts";
import {
  describeUnshown,
  readParquet,
  readParquetTypes,
  requireColumn,
  unshownColumns,
  usableColumn,
} from "lib/frames/parquet.ts";

Deno.test("a file's columns are read without its rows, and its rows by a query", () => {
  const folder = Deno.makeTempDirSync();
  const path = `${folder}/lists.parquet`;
  pl.DataFrame({ hour: [7, 8, 9] }).writeParquet(path);
  assertEquals([...readParquetTypes(path)], [["hour", "Float64"]]);
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
    assertThrows(() => readParquetTypes(path), InputError, text);
  refuse("nowhere.parquet", "there is no such file");
  refuse(".", "this is not a file");
  const path = Deno.makeTempFileSync();
  Deno.writeTextFileSync(path, "hour\n7\n");
  refuse(path, "this is not a readable parquet file");
  Deno.removeSync(path);
});

Deno.test("a column that is absent, without values or of another type is refused", () => {
  const hour = column("hour", "integer", true, "hour of the day, 0 to 23");
  for (const type of ["Int64", "UInt8", "Float16", "Float64", "Bool", "Decimal"]) {
    requireColumn("lists.parquet", hour, new Map([["hour", type]]));
  }
  const refuse = (types: Record<string, string>, text: string) =>
    assertThrows(
      () => requireColumn("lists.parquet", hour, new Map(Object.entries(types))),
      InputError,
      text,
    );
  refuse({ day: "Int64" }, "the table lacks a column");
  for (const type of ["String", "Binary", "unknown", "List"]) {
    refuse({ hour: type }, `the column has the type ${type}`);
  }
});

/** A row `hour` 7, `gap` of three days (INTERVAL), `id` (UUID), as DuckDB writes it. */
const WITH_INTERVAL =
  "UEFSMRUAFQgVDCwVAhUAFQYVBgAABAwHAAAAFQAVGBUcLBUCFQAVBhUGAAAMLAAAAAADAAAAAAAAABUAFSAVJCwVAhUAFQYV" +
  "BgAAEDwAAAAAAAAAAAAAAAAAAAABFQIZTDUAGA1kdWNrZGJfc2NoZW1hFQYAFQIlABgEaG91ciUiABUOFRgVABgDZ2FwJSoA" +
  "FQ4VIBUAGAJpZGzsAAAAFgIZHBk8JgAcFQIZFQAZGARob3VyFQIWAhYqFi4mCDwYBAcAAAAYBAcAAAAWACgEBwAAABgEBwAA" +
  "ABERABkcFQAVABUCAAAAJgAcFQ4ZFQAZGANnYXAVAhYCFjoWPiY2SRwVABUAFQIAAAAmABwVDhkVABkYAmlkFQIWAhZCFkYm" +
  "dDwYEAAAAAAAAAAAAAAAAAAAAAEYEAAAAAAAAAAAAAAAAAAAAAEWACgQAAAAAAAAAAAAAAAAAAAAARgQAAAAAAAAAAAAAAAA" +
  "AAAAARERABkcFQAVABUCAAAAFqYBFgImCBayAQAZHBgcZHVja2RiLmludGVydmFsX2Jsb29tX2ZpbHRlchgNbm9ybWFsaXpl" +
  "ZC12MQAYKER1Y2tEQiB2ZXJzaW9uIHYyLjAuMSAoYnVpbGQgOGQ3ODExNGU5MCkZPBwAABwAABwAAACOAQAAUEFSMQ==";

/** A row `hour` 7, `half` 1.5 (Float16), `large` 1.25 (a decimal of 60 digits), as Arrow writes it. */
const WITH_HALF =
  "UEFSMRUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgEHAAAAAAAAABUAFRAVECwVAhUAFQYVBhwAAAACAAAAAgEAPhUAFUAVQCwV" +
  "AhUAFQYVBhwAAAACAAAAAgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAfRUEGUw1ABgGc2NoZW1hFQYAFQQlAhgEaG91cgAV" +
  "DhUEFQIYBGhhbGZs/AAAABUOFTQVAhgFbGFyZ2UlChUEFXgsXBUEFXgAAAAWAhkcGTwmABwVBBklBgAZGARob3VyFQAWAhZC" +
  "FkImCEkcFQAVABUCADwpBhkmAAIAAAAmABwVDhklBgAZGARoYWxmFQAWAhY2FjYmSkkcFQAVABUCADwpBhkmAAIAAAAmABwV" +
  "DhklBgAZGAVsYXJnZRUAFgIWZhZmJoABSRwVABUAFQIAPCkGGSYAAgAAABbeARYCJggW3gEAGRwYDEFSUk9XOnNjaGVtYRjM" +
  "Ai8vLy8vL0FBQUFBUUFBQUFBQUFLQUF3QUJnQUZBQWdBQ2dBQUFBQUJCQUFNQUFBQUNBQUlBQUFBQkFBSUFBQUFCQUFBQUFN" +
  "QUFBQ0VBQUFBUkFBQUFBUUFBQUNZLy8vL0FBQUJCeEFBQUFBZ0FBQUFCQUFBQUFBQUFBQUZBQUFBYkdGeVoyVUFDZ0FRQUFR" +
  "QUNBQU1BQW9BQUFBOEFBQUFBZ0FBQUFBQkFBRFUvLy8vQUFBQkF4QUFBQUFjQUFBQUJBQUFBQUFBQUFBRUFBQUFhR0ZzWmdB" +
  "QUFBQUVBQVFBQkFBQUFCQUFGQUFJQUFZQUJ3QU1BQUFBRUFBUUFBQUFBQUFCQWhBQUFBQWdBQUFBQkFBQUFBQUFBQUFFQUFB" +
  "QWFHOTFjZ0FBQUFBSUFBd0FDQUFIQUFnQUFBQUFBQUFCUUFBQUFBQUFBQUE9ABggcGFycXVldC1jcHAtYXJyb3cgdmVyc2lv" +
  "biAyNi4wLjEZPBwAABwAABwAAABxAgAAUEFSMQ==";

function writtenFile(base64: string): string {
  const path = Deno.makeTempFileSync({ suffix: ".parquet" });
  Deno.writeFileSync(path, Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));
  return path;
}

Deno.test("columns of types that the reader does not know do not keep it from the others", () => {
  const path = writtenFile(WITH_HALF);
  const types = readParquetTypes(path);
  assertEquals([...types], [["hour", "Int64"], ["half", "Float16"], ["large", "unknown"]]);
  assertEquals([...unshownColumns(types)], ["half", "large"]);
  assertStringIncludes(describeUnshown(types)[0]!, '"half" (Float16), "large" (unknown)');
  assertEquals(describeUnshown(types, ["hour", "half"]), [
    'Columns left out, because values of their types have no text and are not needed: "large" ' +
    "(unknown).",
    "Columns that the analysis reads but the first rows do not show, because values of their types " +
    'have no text: "half" (Float16).',
  ]);
  assertEquals(readParquet(path, (all) => all.select("hour")).toRecords(), [{ hour: 7 }]);
  const half = column("half", "real", true, "half an hour");
  const read = readParquet(path, (all) => all.select(usableColumn(half, types)));
  assertEquals(read.toRecords(), [{ half: 1.5 }]);
  Deno.removeSync(path);
});

Deno.test("neither do intervals, which end the reader unless it is told before its first work", () => {
  const path = writtenFile(WITH_INTERVAL);
  // Other tests of this process may have set the reader to work already.
  const { stdout, stderr } = new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--quiet",
      `import { readParquet, readParquetTypes } from "lib/frames/parquet.ts";
      const [path] = Deno.args;
      const hours = readParquet(path, (all) => all.select("hour")).toRecords();
      console.log(JSON.stringify([[...readParquetTypes(path)], hours]));`,
      path,
    ],
    env: { NO_COLOR: "1" },
  }).outputSync();
  assertEquals(new TextDecoder().decode(stderr), "");
  assertEquals(JSON.parse(new TextDecoder().decode(stdout)), [
    [["hour", "Int32"], ["gap", "Struct"], ["id", "Binary"]],
    [{ hour: 7 }],
  ]);
  Deno.removeSync(path);
});

/**
 * A row `hour` 7 and the same moment four times, of the zones `+05:30`, `Mars/Base`, `Europe/Berlin`
 * and without a zone, as Arrow writes it.
 */
const WITH_ZONES =
  "UEFSMRUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgEHAAAAAAAAABUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgGAiZlwDpcFABUA" +
  "FRwVHCwVAhUAFQYVBhwAAAACAAAAAgGAiZlwDpcFABUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgGAiZlwDpcFABUAFRwVHCwV" +
  "AhUAFQYVBhwAAAACAAAAAgGAiZlwDpcFABUEGWw1ABgGc2NoZW1hFQoAFQQlAhgEaG91cgAVBCUCGAVpbmRpYSUUTIwRHCwA" +
  "AAAAABUEJQIYB25vd2hlcmUlFEyMERwsAAAAAAAVBCUCGAZiZXJsaW4lFEyMERwsAAAAAAAVBCUCGARub25lJRRMjBIcLAAA" +
  "AAAAFgIZHBlcJgAcFQQZJQYAGRgEaG91chUAFgIWQhZCJghJHBUAFQAVAgA8KQYZJgACAAAAJgAcFQQZJQYAGRgFaW5kaWEV" +
  "ABYCFkIWQiZKSRwVABUAFQIAPCkGGSYAAgAAACYAHBUEGSUGABkYB25vd2hlcmUVABYCFkIWQiaMAUkcFQAVABUCADwpBhkm" +
  "AAIAAAAmABwVBBklBgAZGAZiZXJsaW4VABYCFkIWQibOAUkcFQAVABUCADwpBhkmAAIAAAAmABwVBBklBgAZGARub25lFQAW" +
  "AhZCFkImkAJJHBUAFQAVAgA8KQYZJgACAAAAFsoCFgImCBbKAgAZHBgMQVJST1c6c2NoZW1hGJgELy8vLy80Z0JBQUFRQUFB" +
  "QUFBQUtBQXdBQmdBRkFBZ0FDZ0FBQUFBQkJBQU1BQUFBQ0FBSUFBQUFCQUFJQUFBQUJBQUFBQVVBQUFBY0FRQUF4QUFBQUlB" +
  "QUFBQTRBQUFBQkFBQUFBai8vLzhBQUFFS0VBQUFBQndBQUFBRUFBQUFBQUFBQUFRQUFBQnViMjVsQUFBR0FBZ0FCZ0FHQUFB" +
  "QUFBQUNBRGovLy84QUFBRUtFQUFBQUJnQUFBQUVBQUFBQUFBQUFBWUFBQUJpWlhKc2FXNEFBSHovLy84QUFBSUFCQUFBQUEw" +
  "QUFBQkZkWEp2Y0dVdlFtVnliR2x1QUFBQWZQLy8vd0FBQVFvUUFBQUFHQUFBQUFRQUFBQUFBQUFBQndBQUFHNXZkMmhsY21V" +
  "QXdQLy8vd0FBQWdBRUFBQUFDUUFBQUUxaGNuTXZRbUZ6WlFBQUFMei8vLzhBQUFFS0VBQUFBQ0FBQUFBRUFBQUFBQUFBQUFV" +
  "QUFBQnBibVJwWVFBQUFBZ0FEQUFHQUFnQUNBQUFBQUFBQWdBRUFBQUFCZ0FBQUNzd05Ub3pNQUFBRUFBVUFBZ0FCZ0FIQUF3" +
  "QUFBQVFBQkFBQUFBQUFBRUNFQUFBQUNBQUFBQUVBQUFBQUFBQUFBUUFBQUJvYjNWeUFBQUFBQWdBREFBSUFBY0FDQUFBQUFB" +
  "QUFBRkFBQUFBQUFBQUFBPT0AGCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRlcHAAAHAAAHAAAHAAAHAAAANUD" +
  "AABQQVIx";

Deno.test("nor do time zones that the reader does not know: their moments are shown in UTC", () => {
  const path = writtenFile(WITH_ZONES);
  const { stdout, stderr } = new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--quiet",
      `import { readParquet, readParquetTypes, withoutUnshown } from "lib/frames/parquet.ts";
      import { formatTable } from "lib/frames/format_table.ts";
      const [path] = Deno.args;
      const types = readParquetTypes(path);
      const { text } = formatTable(readParquet(path, (all) => withoutUnshown(all, types)));
      console.log(JSON.stringify([[...types.values()], text.match(/2019\\S+ \\S+/g)]));`,
      path,
    ],
    env: { NO_COLOR: "1" },
  }).outputSync();
  assertEquals(new TextDecoder().decode(stderr), "");
  assertEquals(JSON.parse(new TextDecoder().decode(stdout)), [
    ["Int64", "Datetime of +05:30", "Datetime of Mars/Base", "Datetime", "Datetime"],
    [
      "2019-11-11 09:05:58+00:00",
      "2019-11-11 09:05:58+00:00",
      "2019-11-11 10:05:58+01:00",
      "2019-11-11 09:05:58",
    ],
  ]);
  Deno.removeSync(path);
});
