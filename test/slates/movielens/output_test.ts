import { assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import pl from "nodejs-polars";
import { InputError } from "lib/errors.ts";
import { MOVIELENS_FILES } from "lib/slates/movielens/columns.ts";
import { movieLensPaths, requireWritable, writeTables } from "lib/slates/movielens/output.ts";

const table = () => pl.DataFrame({ movieId: [1, 2] });
const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("paths are the folder's, whatever its slashes", () => {
  const expected = `data/${MOVIELENS_FILES.items}`;
  assertEquals(movieLensPaths("data").items, expected);
  assertEquals(movieLensPaths("data//").items, expected);
  assertEquals(movieLensPaths("/").items, `/${MOVIELENS_FILES.items}`);
});

Deno.test("a missing folder is made for the tables, not for the question", async () => {
  const folder = Deno.makeTempDirSync();
  await requireWritable(`${folder}/a/b`);
  assertEquals(names(folder), []);
  await writeTables(`${folder}/a/b`, { slateSeed: table, items: table, userFeatures: table });
  assertEquals(names(`${folder}/a/b`), Object.values(MOVIELENS_FILES).sort());
});

for (const failing of ["slateSeed", "items", "userFeatures"] as const) {
  Deno.test(`where the table ${failing} fails, all earlier ones stay`, async () => {
    const folder = Deno.makeTempDirSync();
    for (const path of Object.values(movieLensPaths(folder))) {
      Deno.writeTextFileSync(path, "earlier");
    }
    const tables = { slateSeed: table, items: table, userFeatures: table };
    const failure = () => {
      throw new Error("no room left");
    };
    const error = await assertRejects(() => writeTables(folder, { ...tables, [failing]: failure }));
    assertInstanceOf(error, InputError);
    assertStringIncludes(error.message, "cannot be written: no room left");
    assertEquals(names(folder), Object.values(MOVIELENS_FILES).sort());
    for (const path of Object.values(movieLensPaths(folder))) {
      assertEquals(Deno.readTextFileSync(path), "earlier");
    }
  });
}
