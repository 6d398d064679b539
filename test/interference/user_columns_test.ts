import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { type ClickModel, ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { summarizeClusters } from "lib/interference/clusters.ts";
import { liftDensities } from "lib/interference/lift_densities.ts";
import { countPositionMoves } from "lib/interference/position_moves.ts";
import { summarizeExposure, summarizeOutcomes } from "lib/interference/exposure_groups.ts";
import { invalidPositionSlates, mapExposure } from "lib/interference/exposure_mapping.ts";
import { countFocalPositions } from "lib/interference/focal_positions.ts";
import {
  type ClickDraw,
  drawClicks,
  itemPopularity,
  ORIGINAL_CLICK_DRAW,
  potentialClicks,
} from "lib/interference/outcomes.ts";
import {
  assignPromotions,
  ORIGINAL_PROMOTION_DESIGN,
  type PromotionAssignment,
} from "lib/interference/promotion.ts";
import { aggregateSlates, summarizeArms } from "lib/interference/slate_outcomes.ts";
import { checkSlates, type SlateRows } from "lib/interference/slates.ts";

/** Two slates of three movies each. */
const ROWS: SlateRows = {
  slates: 2,
  slateOfRow: Int32Array.of(0, 0, 0, 1, 1, 1),
  seedPosition: Int32Array.of(1, 2, 3, 3, 2, 1),
  cluster: Int32Array.of(0, 1, 0, -1, 1, 1),
};
const CLUSTERS = ["Comedy", "Horror"];
const slates = checkSlates(ROWS);
const assignment = { focalRow: Int32Array.of(2, 4), promoted: Uint8Array.of(1, 0) };
const relevance = Float64Array.of(5, 4, 3.5, 2, 1, 0.5);
const covariates = {
  relevance,
  userLikedRate: Float64Array.of(0.5, 0.5, 0.5, 0.25, 0.25, 0.25),
  itemLikedRate: Float64Array.of(0.5, NaN, 0.25, 0.75, 0.5, 0.5),
  popularity: itemPopularity(Float64Array.of(1, 2, NaN, 4, 5, 6)).standardized,
};
const exposure = mapExposure(slates, assignment);
const potential = potentialClicks(slates, assignment.focalRow, covariates, ORIGINAL_CLICK_MODEL);
const outcomes = drawClicks(slates, assignment, potential, relevance, ORIGINAL_CLICK_DRAW);
const totals = aggregateSlates(slates, exposure, potential, outcomes);

/** A copy with one column replaced by any list, as a kernel that checks no types lets it through. */
function swapped<T extends object>(record: T, column: string, values: unknown): T {
  return { ...record, [column]: values };
}

function refused(work: () => unknown, part: string): InputError {
  return assertThrows(work, InputError, part);
}

Deno.test("whole numbers in any array make the same slates", () => {
  const plain = checkSlates({
    slates: 2,
    slateOfRow: [...Array.from(ROWS.slateOfRow)],
    seedPosition: Float64Array.from(ROWS.seedPosition),
    cluster: Int8Array.from(ROWS.cluster),
  });
  assertEquals(mapExposure(plain, assignment), exposure);
});

Deno.test("slates whose columns do not fit are refused with column and count", () => {
  const cases: [Partial<Record<keyof SlateRows, unknown>>, string, number?][] = [
    [{ slates: 1 }, "slateOfRow", 3],
    [{ slateOfRow: Int32Array.of(0, 0, 0, 1, 1, -1) }, "slateOfRow", 1],
    [{ slateOfRow: [0, 0, 0, 1, 1, 0.5] }, "slateOfRow", 1],
    [{ slateOfRow: [0, 0, 0, 1, 1, null] }, "slateOfRow", 1],
    [{ slateOfRow: undefined }, "slateOfRow"],
    [{ seedPosition: Int32Array.of(1, 2, 3) }, "seedPosition", 3],
    [{ seedPosition: new Int32Array(7) }, "seedPosition", 7],
    [{ seedPosition: [1, 2, 3, 3, 2, 2 ** 32 + 1] }, "slate_position_seed", 1],
    [{ seedPosition: [1, 2, 3, 3, 2, 1.5] }, "slate_position_seed", 1],
    [{ seedPosition: [1, 2, 3, 3, 2, "1"] }, "slate_position_seed", 1],
    [{ seedPosition: [1, 2, 3, 3, 2, NaN] }, "slate_position_seed", 1],
    [{ cluster: Int32Array.of(0) }, "cluster", 1],
    [{ cluster: [0, 1, 0, -1, NaN, NaN] }, "cluster", 2],
    [{ cluster: Int32Array.of(0, 1, 0, -2, 1, 1) }, "cluster", 1],
  ];
  for (const [change, column, count] of cases) {
    const error = refused(() => checkSlates({ ...ROWS, ...change } as SlateRows), "");
    assertEquals([error.column, error.count], [column, count]);
  }
  for (const count of [0, -1, 1.5, NaN, "2", 2 ** 40]) {
    refused(() => checkSlates(swapped(ROWS, "slates", count)), "6 rows cannot form");
  }
});

Deno.test("rows that checkSlates has not seen are checked by every verb", () => {
  const unchecked = ROWS as unknown as typeof slates;
  const cut = { ...slates, slateOfRow: slates.slateOfRow.subarray(0, 3), slates: 1 };
  const stranger = { ...slates, slateOfRow: Int32Array.of(0, 0, 0, 1, 1, 5) };
  const verbs = [
    (given: typeof slates) => mapExposure(given, assignment),
    (given: typeof slates) => invalidPositionSlates(given, exposure.finalPosition),
    (given: typeof slates) =>
      potentialClicks(given, assignment.focalRow, covariates, ORIGINAL_CLICK_MODEL),
    (given: typeof slates) =>
      drawClicks(given, assignment, potential, relevance, ORIGINAL_CLICK_DRAW),
    (given: typeof slates) => aggregateSlates(given, exposure, potential, outcomes),
    (given: typeof slates) => summarizeExposure(given, exposure, relevance),
    (given: typeof slates) => summarizeClusters(given, assignment, exposure, relevance, CLUSTERS),
    (given: typeof slates) => countFocalPositions(given, assignment, { minPromotablePosition: 2 }),
    (given: typeof slates) =>
      assignPromotions(given, { ...ORIGINAL_PROMOTION_DESIGN, minPromotablePosition: 2 }),
  ];
  for (const verb of verbs) {
    refused(() => verb(unchecked), "Pass the slates that checkSlates returns.");
    refused(() => verb(cut), '"seedPosition"');
    refused(() => verb(stranger), '"slateOfRow"');
    verb({ ...slates });
  }
});

/** All verbs that take an assignment. */
const ASSIGNED: ((given: PromotionAssignment) => unknown)[] = [
  (given) => mapExposure(slates, given),
  (given) => drawClicks(slates, given, potential, relevance, ORIGINAL_CLICK_DRAW),
  (given) => countFocalPositions(slates, given, { minPromotablePosition: 2 }),
  (given) => summarizeClusters(slates, given, exposure, relevance, CLUSTERS),
];

Deno.test("promotions as booleans or other numbers give the figures of bytes", () => {
  for (const promoted of [[true, false], [1, 0], Float64Array.of(1, 0), [1n, 0n]]) {
    const given = swapped(assignment, "promoted", promoted);
    for (const verb of ASSIGNED) assertEquals(verb(given), verb(assignment));
    assertEquals(summarizeArms(totals, given), summarizeArms(totals, assignment));
    assertEquals(
      liftDensities(totals.lift, promoted as unknown as Uint8Array, 3),
      liftDensities(totals.lift, assignment.promoted, 3),
    );
  }
});

Deno.test("assignments that do not fit their slates are refused by every verb", () => {
  const cases: [string, unknown, number?][] = [
    ["promoted", Uint8Array.of(1), 1],
    ["promoted", Uint8Array.of(1, 2), 1],
    ["promoted", ["1", "0"], 2],
    ["promoted", [1, null], 1],
    ["promoted", undefined],
    ["focalRow", Int32Array.of(2), 1],
  ];
  const rowsOnly: [string, unknown, number?][] = [
    ["focalRow", Int32Array.of(2, 6), 1],
    ["focalRow", Int32Array.of(-1, 4), 1],
    ["focalRow", Int32Array.of(4, 2), 2],
    ["focalRow", Int32Array.of(0, 1), 1],
    ["focalRow", [2.5, 4], 1],
    ["focalRow", [2, NaN], 1],
  ];
  for (const [column, values, count] of [...cases, ...rowsOnly]) {
    const given = swapped(assignment, column, values);
    for (const verb of ASSIGNED) {
      const error = refused(() => verb(given), "");
      assertEquals([error.column, error.count], [column, count]);
    }
    if (column === "focalRow") {
      const { focalRow } = given;
      refused(
        () => potentialClicks(slates, focalRow, covariates, ORIGINAL_CLICK_MODEL),
        '"focalRow"',
      );
    }
  }
  for (const [column, values] of cases) {
    const given = swapped(assignment, column, values);
    refused(() => summarizeArms(totals, given), "");
    if (column === "promoted") refused(() => liftDensities(totals.lift, given.promoted, 3), column);
  }
});

Deno.test("columns of other rows, missing ones and impossible values are refused by name", () => {
  const verbs: [object, (given: never) => unknown, readonly string[]][] = [
    [
      covariates,
      (given) => potentialClicks(slates, assignment.focalRow, given, ORIGINAL_CLICK_MODEL),
      Object.keys(covariates),
    ],
    [
      potential,
      (given) => drawClicks(slates, assignment, given, relevance, ORIGINAL_CLICK_DRAW),
      ["unchanged", "promoted"],
    ],
    [potential, (given) => aggregateSlates(slates, exposure, given, outcomes), ["unchanged"]],
    [potential, (given) => summarizeOutcomes(exposure, given, outcomes), ["unchanged"]],
    [
      outcomes,
      (given) => aggregateSlates(slates, exposure, potential, given),
      ["probability", "lift", "click"],
    ],
    [
      outcomes,
      (given) => summarizeOutcomes(exposure, potential, given),
      ["probability", "lift", "click", "engagement"],
    ],
    [
      exposure,
      (given) => aggregateSlates(slates, given, potential, outcomes),
      ["directTreatment", "sameSlateSpillover", "sameClusterSpillover"],
    ],
    [
      exposure,
      (given) => summarizeClusters(slates, assignment, given, relevance, CLUSTERS),
      ["directTreatment", "sameSlateSpillover", "sameClusterSpillover"],
    ],
    [
      exposure,
      (given) => summarizeExposure(slates, given, relevance),
      ["group", "finalPosition", "visibilityGain"],
    ],
    [exposure, countPositionMoves, ["group", "positionChange"]],
    [totals, (given) => summarizeArms(given, assignment), Object.keys(totals)],
  ];
  for (const [record, verb, columns] of verbs) {
    for (const column of columns) {
      const sound = Array.from((record as Record<string, ArrayLike<number>>)[column]!);
      const result = verb(record as never);
      assertEquals(verb(swapped(record, column, sound) as never), result);
      for (
        const odd of [
          sound.slice(1),
          [...sound, 0],
          undefined,
          sound.map((value, row) => row === 1 ? String(value) : value),
          sound.map((value, row) => row === 1 ? Infinity : value),
        ]
      ) {
        refused(() => verb(swapped(record, column, odd) as never), "");
      }
    }
  }
  for (const odd of [relevance.subarray(1), relevance.map(() => NaN), undefined, ["5"]]) {
    const given = odd as Float64Array;
    refused(() => summarizeExposure(slates, exposure, given), '"relevance"');
    refused(() => summarizeClusters(slates, assignment, exposure, given, CLUSTERS), '"relevance"');
    refused(
      () => drawClicks(slates, assignment, potential, given, ORIGINAL_CLICK_DRAW),
      '"relevance"',
    );
  }
  for (const odd of [exposure.finalPosition.subarray(1), [1.5, 2, 3, 3, 2, 1]]) {
    refused(() => invalidPositionSlates(slates, odd as Int32Array), '"finalPosition"');
  }
  refused(() => liftDensities(totals.lift.subarray(1), assignment.promoted, 2), '"promoted"');
  for (const odd of [-1, Infinity, "4"]) {
    refused(() => itemPopularity([1, odd] as unknown as Float64Array), "sample_rating_count");
  }
  const names = (...given: string[]) => () =>
    summarizeClusters(slates, assignment, exposure, relevance, given);
  refused(names("Comedy"), "the cluster 1 has none of 1 names");
  refused(names("Comedy", "Comedy"), '"Comedy"');
});

Deno.test("shares and probabilities beyond 0 and 1 are refused by every verb", () => {
  for (const odd of [-0.1, 1.5]) {
    const with3 = (values: Float64Array) => values.map((value, row) => row === 3 ? odd : value);
    const unchanged = swapped(potential, "unchanged", with3(potential.unchanged));
    const probability = swapped(outcomes, "probability", with3(outcomes.probability));
    refused(() => aggregateSlates(slates, exposure, unchanged, outcomes), '"unchanged"');
    refused(() => aggregateSlates(slates, exposure, potential, probability), '"probability"');
    refused(() => summarizeOutcomes(exposure, unchanged, outcomes), '"unchanged"');
    refused(() => summarizeOutcomes(exposure, potential, probability), '"probability"');
    for (const rate of ["userLikedRate", "itemLikedRate"] as const) {
      const given = swapped(covariates, rate, with3(covariates[rate]));
      refused(
        () => potentialClicks(slates, assignment.focalRow, given, ORIGINAL_CLICK_MODEL),
        `"${rate}"`,
      );
    }
  }
});

Deno.test("models, draws and designs with missing, unknown or impossible entries are refused", () => {
  const model = (change: object) => () =>
    potentialClicks(slates, assignment.focalRow, covariates, {
      ...ORIGINAL_CLICK_MODEL,
      ...change,
    } as ClickModel);
  const { popularity: _, ...without } = ORIGINAL_CLICK_MODEL;
  refused(model({ popularityZ: 0.1 }), 'has an unknown "popularityZ"');
  refused(
    () =>
      potentialClicks(
        slates,
        assignment.focalRow,
        covariates,
        { ...without, popularityZ: 0.1 } as unknown as ClickModel,
      ),
    'has an unknown "popularityZ" and lacks "popularity"',
  );
  refused(model({ visibility: null }), "the click model's visibility is null");
  refused(model({ visibility: "1.15" }), "the click model's visibility is");
  const draw = { ...ORIGINAL_CLICK_DRAW, engagementWeight: 2 } as ClickDraw;
  refused(
    () => drawClicks(slates, assignment, potential, relevance, draw),
    'no option "engagementWeight"',
  );
  const sound = { ...ORIGINAL_PROMOTION_DESIGN, minPromotablePosition: 2 };
  for (const promotionProbability of [null, true, "0.5", NaN, -0.1, 1.1, undefined]) {
    const design = { ...sound, promotionProbability: promotionProbability as number };
    refused(() => assignPromotions(slates, design), "the promotion probability is");
  }
  for (const minPromotablePosition of [0, 1.5, 4, NaN, null, undefined, "2"]) {
    const design = { ...sound, minPromotablePosition: minPromotablePosition as number };
    refused(() => assignPromotions(slates, design), "minPromotablePosition");
    refused(() => countFocalPositions(slates, assignment, design), "minPromotablePosition");
  }
});
