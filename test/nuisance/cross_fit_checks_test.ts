import { assertRejects } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { crossFit, type CrossFitOptions } from "lib/nuisance/cross_fit.ts";
import type { CrossFitData } from "lib/nuisance/nuisance_model.ts";
import { simulatedRows } from "./simulated_rows.ts";

const ROWS = 900;
const data = simulatedRows(ROWS);

async function refused(change: Partial<CrossFitData>, part: string): Promise<void> {
  await assertRejects(() => crossFit({ ...data, ...change }), InputError, part);
}

Deno.test("bad rows and bad options are refused by name", async () => {
  await refused({ treatment: new Uint8Array(ROWS) }, 'all 900 values are 0 (column "treatment")');
  await refused({ outcome: new Uint8Array(ROWS).fill(1) }, 'column "outcome"');
  await refused({ treatment: new Uint8Array(ROWS).fill(2) }, "neither 0 nor 1");
  await refused({ outcome: new Uint8Array(3) }, "3 values for 900 rows");
  await refused({ foldOfRow: new Uint8Array(ROWS) }, "two folds are the least");
  await refused({ foldOfRow: data.foldOfRow.map((fold) => 2 * fold) }, "give every fold rows");
  const numeric = [{ name: "x", values: new Float64Array(ROWS).fill(Infinity) }];
  await refused({ features: { ...data.features, numeric } }, "900 of 900 values are infinite");
  const huge = [{ name: "x", values: new Float64Array(ROWS).fill(1e200) }];
  await refused({ features: { ...data.features, numeric: huge } }, "or beyond 1e+100");
  const categorical = [{ name: "topic", levels: ["a"], codes: new Int32Array(ROWS).fill(-1) }];
  await refused({ features: { ...data.features, categorical } }, 'column "topic"');

  const options: [CrossFitOptions, string][] = [
    [{ penalty: -1 }, "penalty is -1"],
    [{ minimumLevelCount: 0.5 }, "minimumLevelCount"],
    [{ gradientTolerance: 0 }, "gradientTolerance"],
    [{ workers: 0 }, "workers"],
    [{ penalty: "1" as unknown as number }, "penalty"],
    [{ penalty: null as unknown as number }, "penalty is null"],
    [{ minimumLevelCount: null as unknown as number }, "minimumLevelCount is null"],
  ];
  for (const [option, part] of options) {
    await assertRejects(() => crossFit(data, option), InputError, part);
  }
});

Deno.test("a fold whose other folds have one class, or no level, is refused by name", async () => {
  const ofFold1 = (value: number) =>
    Uint8Array.from(data.foldOfRow, (fold) => fold === 0 ? value : 1 - value);
  await refused({ outcome: ofFold1(1) }, 'all 600 values outside fold 1 are 0 (column "outcome")');
  const codes = Int32Array.from(data.foldOfRow, (fold) => fold === 2 ? 0 : -1);
  const categorical = [{ name: "topic", levels: ["a"], codes }];
  await refused(
    { features: { ...data.features, categorical } },
    'all values outside fold 3 are missing (column "topic")',
  );
});

Deno.test("names that would mix up covariates, unknown options and codes are refused", async () => {
  const named = (name: string) => {
    const numeric = [...data.features.numeric, { name, values: new Float64Array(ROWS) }];
    return { features: { ...data.features, numeric } };
  };
  await refused(named("treatment"), "Rename it");
  await refused(named("x"), "the same name");
  const misspelt = { penlty: 3 } as CrossFitOptions;
  await assertRejects(() => crossFit(data, misspelt), InputError, 'no option "penlty"');
  const categorical = [{ name: "topic", levels: ["a"], codes: new Int32Array(ROWS).fill(4) }];
  await refused(
    { features: { ...data.features, categorical } },
    "900 of 900 values are outside the codes of 1 levels",
  );
});
