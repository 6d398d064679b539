import { assertStringIncludes } from "@std/assert";
import { ITEM_COLUMNS, SLATE_SEED_COLUMNS, USER_FEATURE_COLUMNS } from "lib/slates/schema.ts";

const README = new URL("../../data/README.md", import.meta.url);

Deno.test("data/README.md holds the slates' schemas as the library has them", async () => {
  // The formatter pads the cells of a table: only what stands in them counts.
  const readme = (await Deno.readTextFile(README)).replace(/ {2,}/g, " ");
  for (const columns of [SLATE_SEED_COLUMNS, ITEM_COLUMNS, USER_FEATURE_COLUMNS]) {
    for (const [index, { name, kind, nullable, meaning }] of columns.entries()) {
      const escaped = meaning.replaceAll("|", "\\|");
      const row = [index + 1, `\`${name}\``, kind, nullable ? "yes" : "no", escaped];
      assertStringIncludes(readme, `| ${row.join(" | ")} |`);
    }
  }
});
