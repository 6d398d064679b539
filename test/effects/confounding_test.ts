import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  type ConfoundingBounds,
  confoundingBounds,
  type SupposedCause,
} from "lib/effects/confounding.ts";
import { InputError } from "lib/errors.ts";
import { sampleVariance } from "simple-statistics";
import { closedFormTable } from "../inference/closed_form_table.ts";

const both = (share: number): SupposedCause => ({ ofOutcome: share, ofTreatment: share });

Deno.test("on the closed-form table bounds and robustness values are doubleml's, as printed", () => {
  const result = confoundingBounds(closedFormTable(), both(0.03));
  // Half a unit of the last digit that doubleml prints.
  assertAlmostEquals(result.lift, 0.10918, 5.1e-6);
  assertAlmostEquals(result.lowest, 0.0775, 5.1e-6);
  assertAlmostEquals(result.highest, 0.140861, 5.1e-7);
  // doubleml looks for these two by steps and stops early; ours brings the bound to 0 to rounding.
  assertAlmostEquals(100 * result.robustnessValue, 9.961205, 2e-4);
  // doubleml combines the influences on estimate and bound with one sign turned: its interval below is as
  // wide as ours above, and the other way round.
  const turned = ({ lowest, highest, lower, upper }: ConfoundingBounds) => ({
    lower: lowest - (upper - highest),
    upper: highest + (lowest - lower),
  });
  assertAlmostEquals(turned(result).lower, 0.024317, 5.1e-7);
  assertAlmostEquals(turned(result).upper, 0.194461, 5.1e-7);
  const table = closedFormTable();
  assertAlmostEquals(turned(confoundingBounds(table, both(0.05252674))).lower, 0, 2e-6);
});

Deno.test("the errors of the bounds are the jackknife's, which tells the sign", () => {
  const table = closedFormTable();
  const rows = table.outcome.length;
  const z = 1.6448536269514722;
  const { lowest, highest, lower, upper } = confoundingBounds(table, both(0.03));
  const without = Array.from({ length: rows }, (_, left) => {
    const keep = (_: unknown, row: number) => row !== left;
    return confoundingBounds({
      outcome: table.outcome.filter(keep),
      treatment: table.treatment.filter(keep),
      propensity: table.propensity.filter(keep),
      outcomeTreated: table.outcomeTreated.filter(keep),
      outcomeControl: table.outcomeControl.filter(keep),
    }, both(0.03));
  });
  const jackknife = (values: readonly number[]) =>
    Math.sqrt((rows - 1) ** 2 / rows * sampleVariance(values));
  const [low, high] = [(lowest - lower) / z, (upper - highest) / z];
  // They differ by one in the number of rows, and by the curvature; the two errors by 0.8 %.
  assertAlmostEquals(jackknife(without.map((each) => each.lowest)) / low, 1, 1.5e-3);
  assertAlmostEquals(jackknife(without.map((each) => each.highest)) / high, 1, 1.5e-3);
  assert(low / high > 1.007, `${low / high}`);
});

Deno.test("a cause as strong as the robustness value brings the bound to the null value, and no weaker one", () => {
  const table = closedFormTable();
  for (const nullValue of [0, 0.05, 0.2]) {
    const { robustnessValue } = confoundingBounds(table, both(0), { nullValue });
    const at = (share: number) => {
      const { lowest, highest } = confoundingBounds(table, both(share));
      return nullValue < 0.1 ? lowest - nullValue : nullValue - highest;
    };
    assertAlmostEquals(at(robustnessValue), 0, 1e-12);
    assert(at(0.99 * robustnessValue) > 0);
  }
});

Deno.test("bounds widen with either share, and are the estimate where one share is 0", () => {
  const table = closedFormTable();
  const width = (ofOutcome: number, ofTreatment: number) => {
    const { lowest, highest } = confoundingBounds(table, { ofOutcome, ofTreatment });
    return highest - lowest;
  };
  assertEquals([width(0, 0.5), width(0.5, 0)], [0, 0]);
  assert(width(0.02, 0.03) < width(0.03, 0.03) && width(0.03, 0.03) < width(0.03, 0.04));
});

Deno.test("where the truth is known the bound of the true strength holds the truth", () => {
  // A cause u, 0 or 1, moves the treatment from 1/3 to 2/3 and the outcome by .2; no effect.
  const rows = 36_000;
  const u = (row: number) => row % 2;
  const t = (row: number) => Math.floor(row / 2) % 3 < 1 + u(row) ? 1 : 0;
  const y = (row: number) => Math.floor(row / 6) % 10 < 4 + 2 * u(row) ? 1 : 0;
  const column = (value: (row: number) => number) =>
    Float64Array.from({ length: rows }, (_, row) => value(row));
  const outcome = Uint8Array.from(column(y));
  const treatment = Uint8Array.from(column(t));
  const meanOf = (arm: number) => {
    const own = Array.from({ length: rows }, (_, row) => row).filter((row) =>
      treatment[row] === arm
    );
    return own.reduce((sum, row) => sum + outcome[row]!, 0) / own.length;
  };
  const [treatedMean, controlMean] = [meanOf(1), meanOf(0)];
  const inputs = {
    outcome,
    treatment,
    propensity: column(() => 0.5),
    outcomeTreated: column(() => treatedMean),
    outcomeControl: column(() => controlMean),
  };
  // Of the outcome's variance u explains .01 of .25 beyond the treatment, less what the arms tell already;
  // with u the mean square of the weights is 4.5 instead of 4, so that it adds 1/9 of it.
  const within = 0.25 - (treatedMean - controlMean) ** 2 / 4;
  const ofOutcome = (0.2 ** 2 * (2 / 9)) / within;
  const { lift, lowest, highest, robustnessValue } = confoundingBounds(inputs, {
    ofOutcome,
    ofTreatment: 1 / 9,
  });
  assertAlmostEquals(lift, 0.2 / 3, 1e-12);
  // Here the cause does to both all that it can: the bound is the truth itself, to a hundredth of it.
  assert(lowest <= 1e-3 && highest > lift, `${lowest}`);
  assert(lowest > -0.01, `${lowest}`);
  assert(robustnessValue < Math.max(ofOutcome, 1 / 9));
});

Deno.test("shares and levels that are none are refused", () => {
  const table = closedFormTable();
  const refused = (verb: () => unknown, words: string) => assertThrows(verb, InputError, words);
  refused(() => confoundingBounds(table, { ofOutcome: 1.5, ofTreatment: 0 }), "ofOutcome is 1.5");
  refused(() => confoundingBounds(table, { ofOutcome: 0, ofTreatment: 1 }), "ofTreatment is 1");
  refused(() => confoundingBounds(table, both(0), { level: 0.3 }), "the level is 0.3");
  refused(() => confoundingBounds(table, both(0), { nullValue: NaN }), "the null value is NaN");
});

Deno.test("propensities that contradict the treatments are refused, and not called robust", () => {
  const rows = 40;
  const inputs = {
    outcome: Uint8Array.from({ length: rows }, (_, row) => row % 3 === 0 ? 1 : 0),
    treatment: Uint8Array.from({ length: rows }, (_, row) => row % 4 === 0 ? 0 : 1),
    propensity: new Float64Array(rows).fill(0.01),
    outcomeTreated: new Float64Array(rows).fill(0.3),
    outcomeControl: new Float64Array(rows).fill(0.3),
  };
  assertThrows(
    () => confoundingBounds(inputs, { ofOutcome: 0.1, ofTreatment: 0.1 }),
    InputError,
    "Give propensities that fit the treatments",
  );
});
