import { assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import pl, { type DataFrame } from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { requireWritable } from "lib/files/writable_folder.ts";
import { writeTables } from "lib/raw/movielens/output.ts";
import { slatePaths } from "lib/slates/schema.ts";
import { TABLE_FILES } from "./prepared_tables.ts";

const table = pl.DataFrame({ movieId: [1, 2] });
const RATINGS = { kind: "ratings", slates: 1, userStride: 1 } as const;
const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("a missing folder is made for the tables, not for the question", async () => {
  const folder = Deno.makeTempDirSync();
  await requireWritable(`${folder}/a/b`);
  assertEquals(names(folder), []);
  await writeTables(
    `${folder}/a/b`,
    { slateSeed: table, items: table, userFeatures: table },
    RATINGS,
  );
  assertEquals(names(`${folder}/a/b`), TABLE_FILES);
});

for (const failing of ["slateSeed", "items", "userFeatures"] as const) {
  Deno.test(`where the table ${failing} fails, all earlier ones stay`, async () => {
    const folder = Deno.makeTempDirSync();
    for (const path of Object.values(slatePaths(folder))) {
      Deno.writeTextFileSync(path, "earlier");
    }
    const tables = { slateSeed: table, items: table, userFeatures: table };
    const full = {
      writeParquet: () => {
        throw new Error("parquet: underlying IO error: No space left on device (os error 28)");
      },
    } as unknown as DataFrame;
    const error = await assertRejects(() =>
      writeTables(folder, { ...tables, [failing]: full }, RATINGS)
    );
    assertInstanceOf(error, InputError);
    assertStringIncludes(error.message, "cannot be written: No space left on device (");
    assertEquals(names(folder), TABLE_FILES);
    for (const path of Object.values(slatePaths(folder))) {
      assertEquals(Deno.readTextFileSync(path), "earlier");
    }
  });
}
