/** The notebook's own code on a genuine MovieLens release, prepared as the user prepares it. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { prepareMovieLens } from "lib/raw/movielens/prepare.ts";
import pl from "nodejs-polars";
import { readTable, runNotebook } from "./notebook_run.ts";

const MOVIELENS_DIR = Deno.env.get("MOVIELENS_DIR");
const NOTEBOOK = "notebooks/interference_spillover_effects/02_spillover_exposure_mapping.ipynb";

Deno.test({
  name: "the notebook runs on the genuine ml-latest-small (needs MOVIELENS_DIR)",
  ignore: MOVIELENS_DIR === undefined,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    await prepareMovieLens(MOVIELENS_DIR!, { slates: 3000, output: folder });
    const { folder: writeup, printed } = await runNotebook(NOTEBOOK, { SLATES: folder });

    const values = (name: string, key: string) => {
      const table = readTable(`${writeup}/tables/${name}.csv`);
      const names = table.getColumn(key).toArray() as string[];
      const numbers = table.getColumn("value").toArray() as unknown[];
      return Object.fromEntries(names.map((each, row) => [each, Number(numbers[row])]));
    };
    const loaded = values("02_load_summary", "metric");
    assertEquals(loaded.slate_item_rows, 7320);
    assertEquals([loaded.unique_slates, loaded.unique_users], [610, 610]);
    assertEquals([loaded.slate_size_min, loaded.slate_size_max], [12, 12]);

    const checks = values("19_readiness_checks", "check");
    assertEquals(checks.complete_seed_slates_loaded, 610);
    assertEquals(checks.invalid_final_position_slates, 0);
    assertEquals(checks.same_slate_spillover_rows, 11 * checks.direct_treatment_rows!);
    // 610 coin flips: four standard errors of the rate are 0.081.
    assertAlmostEquals(checks.observed_promotion_rate!, 0.5, 0.081);
    assert(checks.mean_promoted_slate_known_lift! < 0);
    assert(printed.includes("Invalid final-position slates: 0"));
    assert(!printed.includes("Simulated data"), "the ratings are genuine");

    const exposure = pl.readParquet(`${folder}/movielens_interference_exposure_mapping.parquet`);
    assertEquals([exposure.height, exposure.width], [7320, 47]);
    await Deno.remove(writeup, { recursive: true });
    await Deno.remove(folder, { recursive: true });
  },
});
