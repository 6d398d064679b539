/** Exposure rules against loops that call them for every row, and what a rule may not return. */

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "lib/errors.ts";
import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import {
  type AssignedRow,
  EXPOSURE_GROUPS,
  exposureOfRow,
  type ExposureRule,
  type RowExposure,
  visibilityAt,
} from "lib/interference/exposure.ts";
import { type Exposure, mapExposure } from "lib/interference/exposure_mapping.ts";
import { potentialClicks } from "lib/interference/outcomes.ts";
import { checkSlates, type Slates } from "lib/interference/slates.ts";
import { type AssignedSlates, assignedSlates, PROPERTY_SEED } from "./random_slates.ts";

const RUNS = { seed: PROPERTY_SEED, numRuns: 300 };

/** What the rule sees of every row, from the definitions. */
function assignedRows({ slates, assignment: { focalRow, promoted } }: AssignedSlates) {
  return Array.from(slates.slateOfRow, (slate, row): AssignedRow => {
    const focal = focalRow[slate]!;
    return {
      seedPosition: slates.seedPosition[row]!,
      focalSeedPosition: slates.seedPosition[focal]!,
      isFocal: row === focal,
      slateIsPromoted: promoted[slate] === 1,
      sharesFocalCluster: slates.cluster[row] !== -1 &&
        slates.cluster[row] === slates.cluster[focal],
    };
  });
}

/** The columns that a rule gives if it is called for every row by itself. */
function calledRowByRow(assigned: AssignedSlates, rule: ExposureRule): Exposure {
  const seen = assignedRows(assigned);
  const rows = seen.map((row) => ({ ...row, ...rule(row) }));
  const flags = (of: (row: AssignedRow & RowExposure) => boolean) =>
    Uint8Array.from(rows, (row) => of(row) ? 1 : 0);
  return {
    isFocal: flags((row) => row.isFocal),
    directTreatment: flags((row) => row.directTreatment),
    sameSlateSpillover: flags((row) => row.sameSlateSpillover),
    sameClusterSpillover: flags((row) => row.sameClusterSpillover),
    displaced: flags((row) => row.displaced),
    finalPosition: Int32Array.from(rows, (row) => row.finalPosition),
    positionChange: Int32Array.from(rows, (row) => row.finalPosition - row.seedPosition),
    baselineVisibility: Float64Array.from(rows, (row) => visibilityAt(row.seedPosition)),
    finalVisibility: Float64Array.from(rows, (row) => visibilityAt(row.finalPosition)),
    visibilityGain: Float64Array.from(
      rows,
      (row) => visibilityAt(row.finalPosition) - visibilityAt(row.seedPosition),
    ),
    group: Uint8Array.from(rows, (row) => EXPOSURE_GROUPS.indexOf(row.group)),
  };
}

/** A rule without sense, but with an answer of its own for almost every different row. */
function scrambled(slateSize: number, salt: number): ExposureRule {
  return (row) => {
    let hash = salt;
    for (const value of Object.values(row)) {
      hash = Math.imul(hash ^ Number(value), 0x9e3779b1) >>> 3;
    }
    return {
      finalPosition: 1 + hash % slateSize,
      directTreatment: (hash >> 5) % 2 === 0,
      sameSlateSpillover: (hash >> 6) % 2 === 0,
      sameClusterSpillover: (hash >> 7) % 2 === 0,
      displaced: (hash >> 8) % 2 === 0,
      group: EXPOSURE_GROUPS[(hash >> 9) % EXPOSURE_GROUPS.length]!,
    };
  };
}

Deno.test("a mapping is what the rule says of each row, however few rows it was asked about", () => {
  fc.assert(
    fc.property(assignedSlates(30), fc.nat(), (assigned, salt) => {
      const { slates, assignment } = assigned;
      for (const rule of [exposureOfRow, scrambled(slates.slateSize, salt)]) {
        const asked: string[] = [];
        const exposure = mapExposure(slates, assignment, (row) => {
          asked.push(JSON.stringify(row));
          return rule(row);
        });
        assertEquals(exposure, calledRowByRow(assigned, rule));
        const different = new Set(assignedRows(assigned).map((row) => JSON.stringify(row)));
        assertEquals(new Set(asked), different);
        assertEquals(asked.length, different.size);
      }
      assertEquals(mapExposure(slates, assignment), calledRowByRow(assigned, exposureOfRow));
    }),
    RUNS,
  );
});

Deno.test("long slates are mapped as short ones are", () => {
  const [count, size] = [3, 1_100];
  const rows = Array.from({ length: count * size }, (_, row) => row);
  const slates = checkSlates({
    slates: count,
    slateOfRow: Int32Array.from(rows, (row) => row % count),
    seedPosition: Int32Array.from(rows, (row) => size - Math.floor(row / count)),
    cluster: Int32Array.from(rows, (row) => row * 7 % 5 - 1),
  });
  const assignment = { focalRow: Int32Array.of(0, 1_501, 3_299), promoted: Uint8Array.of(1, 0, 1) };
  for (const rule of [exposureOfRow, scrambled(size, 5)]) {
    assertEquals(
      mapExposure(slates, assignment, rule),
      calledRowByRow({ slates, assignment }, rule),
    );
  }
});

Deno.test("potential clicks follow the rule as the mapping does", () => {
  const model = { ...ORIGINAL_CLICK_MODEL, smallestProbability: 0, largestProbability: 1 };
  const logit = (probability: number) => Math.log(probability / (1 - probability));
  fc.assert(
    fc.property(assignedSlates(), fc.nat(), ({ slates, assignment: { focalRow } }, salt) => {
      const rule = scrambled(slates.slateSize, salt);
      const zeros = new Float64Array(slates.rows);
      const covariates = {
        relevance: zeros.map((_, row) => row * 7 % 10 / 2),
        userLikedRate: zeros,
        itemLikedRate: zeros,
        popularity: zeros,
      };
      const potential = potentialClicks(slates, focalRow, covariates, model, rule);
      const promoted = new Uint8Array(slates.slates).fill(1);
      const exposure = calledRowByRow({ slates, assignment: { focalRow, promoted } }, rule);
      for (let row = 0; row < slates.rows; row++) {
        const expected = 1.15 * exposure.visibilityGain[row]! +
          0.20 * exposure.directTreatment[row]! - 0.08 * exposure.sameSlateSpillover[row]! -
          0.24 * exposure.sameClusterSpillover[row]! - 0.10 * exposure.displaced[row]!;
        const change = logit(potential.promoted[row]!) - logit(potential.unchanged[row]!);
        // Two logarithms of probabilities that are themselves rounded.
        assertAlmostEquals(change, expected, 1e-12);
      }
    }),
    { ...RUNS, numRuns: 100 },
  );
});

/** "Alien" and "The Thing", horror; "Airplane!", comedy, which is promoted. */
const MOVIES: Slates = checkSlates({
  slates: 1,
  slateOfRow: Int32Array.of(0, 0, 0),
  seedPosition: Int32Array.of(1, 2, 3),
  cluster: Int32Array.of(0, 0, 1),
  nameOf: () => "user_50_seed",
});
const PROMOTED = { focalRow: Int32Array.of(2), promoted: Uint8Array.of(1) };

/** The library's rule, but for the row at position 2. */
function answering(change: unknown): ExposureRule {
  return (row) =>
    row.seedPosition === 2
      ? change !== null && typeof change === "object"
        ? { ...exposureOfRow(row), ...change }
        : change as RowExposure
      : exposureOfRow(row);
}

Deno.test("a rule that answers nonsense is refused with the row and what to return", () => {
  const covariates = {
    relevance: new Float64Array(3),
    userLikedRate: new Float64Array(3),
    itemLikedRate: new Float64Array(3),
    popularity: new Float64Array(3),
  };
  const [whole, flag] = ["Return a whole number from 1 to 3.", "Return true or false."];
  for (
    const [change, returned, remedy] of [
      [undefined, "returns undefined.", "Return an object with finalPosition"],
      [3, "returns 3.", "Return an object with finalPosition"],
      [{ finalPosition: 0 }, "finalPosition 0.", whole],
      [{ finalPosition: 4 }, "finalPosition 4.", whole],
      [{ finalPosition: 2.5 }, "finalPosition 2.5.", whole],
      [{ finalPosition: NaN }, "finalPosition NaN.", whole],
      [{ finalPosition: "2" }, 'finalPosition "2".', whole],
      [{ finalPosition: undefined }, "finalPosition undefined.", whole],
      [{ directTreatment: undefined }, "directTreatment undefined.", flag],
      [{ sameSlateSpillover: "yes" }, 'sameSlateSpillover "yes".', flag],
      [{ sameClusterSpillover: 2 }, "sameClusterSpillover 2.", flag],
      [{ displaced: null }, "displaced null.", flag],
      [{ group: "direct" }, 'group "direct".', "Return one of direct_promoted, focal_control, "],
      [{ group: 0 }, "group 0.", "Return one of direct_promoted, focal_control, "],
    ] as const
  ) {
    for (
      const ask of [
        () => mapExposure(MOVIES, PROMOTED, answering(change)),
        () =>
          potentialClicks(
            MOVIES,
            PROMOTED.focalRow,
            covariates,
            ORIGINAL_CLICK_MODEL,
            answering(change),
          ),
      ]
    ) {
      const { message } = assertThrows(ask, InputError);
      assert(message.startsWith("for the item at position 2 of user_50_seed the exposure rule"));
      assert(message.includes(returned) && message.includes(remedy), message);
    }
  }
});

Deno.test("a rule may answer flags as 1 and 0", () => {
  const numbered = (row: AssignedRow) =>
    Object.fromEntries(
      Object.entries(exposureOfRow(row)).map((
        [name, value],
      ) => [name, typeof value === "boolean" ? Number(value) : value]),
    ) as unknown as RowExposure;
  assertEquals(mapExposure(MOVIES, PROMOTED, numbered), mapExposure(MOVIES, PROMOTED));
});
