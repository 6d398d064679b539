/** The summaries against plain lists of rows: filter, then average. */

import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { aggregateSlates, summarizeArms } from "lib/interference/slate_outcomes.ts";
import { summarizeClusters } from "lib/interference/clusters.ts";
import { EXPOSURE_GROUPS } from "lib/interference/exposure.ts";
import { mapExposure } from "lib/interference/exposure_mapping.ts";
import { summarizeExposure, summarizeOutcomes } from "lib/interference/exposure_groups.ts";
import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import {
  type ClickCovariates,
  drawClicks,
  ORIGINAL_CLICK_DRAW,
  potentialClicks,
} from "lib/interference/outcomes.ts";
import { ASSIGNMENT_ARMS } from "lib/interference/promotion.ts";
import { checkSlates } from "lib/interference/slates.ts";
import { type AssignedSlates, assignedSlates, PROPERTY_SEED } from "./random_slates.ts";

const RUNS = { seed: PROPERTY_SEED, numRuns: 200 };

/** Everything about a random design, columns and a list of rows alike. */
function designed({ slates, assignment }: AssignedSlates) {
  const exposure = mapExposure(slates, assignment);
  const relevance = Float64Array.from({ length: slates.rows }, (_, row) => 0.5 + row * 7 % 10 / 2);
  const potential = {
    unchanged: relevance.map((value, row) => value / 6 * (row % 3 + 1) / 3),
    promoted: relevance.map((value, row) => value / 7 * (row % 5 + 1) / 5),
  };
  const outcomes = drawClicks(slates, assignment, potential, relevance, ORIGINAL_CLICK_DRAW);
  const rows = Array.from({ length: slates.rows }, (_, row) => ({
    row,
    slate: slates.slateOfRow[row]!,
    promoted: assignment.promoted[slates.slateOfRow[row]!]!,
    focalCluster: slates.cluster[assignment.focalRow[slates.slateOfRow[row]!]!]!,
    group: EXPOSURE_GROUPS[exposure.group[row]!]!,
  }));
  return { slates, assignment, exposure, relevance, potential, outcomes, rows };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function assertClose(actual: number, expected: number): void {
  if (Number.isNaN(expected)) assertEquals(actual, NaN);
  // The same few summands below 10, added in another order.
  else assertAlmostEquals(actual, expected, 1e-12);
}

Deno.test("group summaries are counts and means of the group's rows", () => {
  fc.assert(
    fc.property(assignedSlates(), (assigned) => {
      const { slates, exposure, relevance, potential, outcomes, rows } = designed(assigned);
      const names = [...new Set(rows.map(({ group }) => group))].sort();
      const summary = summarizeExposure(slates, exposure, relevance);
      assertEquals(summary.map(({ group }) => group).sort(), names);
      for (const each of summary) {
        const members = rows.filter(({ group }) => group === each.group);
        const over = (values: ArrayLike<number>) => mean(members.map(({ row }) => values[row]!));
        const distinct = new Set(members.map(({ slate }) => slate)).size;
        assertEquals([each.rows, each.slates], [members.length, distinct]);
        assertEquals(each.place, names.indexOf(each.group));
        assertClose(each.rowShare, members.length / slates.rows);
        assertClose(each.slateShare, distinct / slates.slates);
        assertClose(each.meanSeedPosition, over(slates.seedPosition));
        assertClose(each.meanFinalPosition, over(exposure.finalPosition));
        assertClose(each.meanVisibilityGain, over(exposure.visibilityGain));
        assertClose(each.meanRelevance, over(relevance));
      }
      const sizes = summary.map((each) => each.rows);
      assertEquals(sizes, sizes.toSorted((a, b) => b - a));
      assertClose(summary.reduce((sum, { rowShare }) => sum + rowShare, 0), 1);

      const drawn = summarizeOutcomes(exposure, potential, outcomes);
      for (const each of drawn) {
        const members = rows.filter(({ group }) => group === each.group);
        const over = (values: ArrayLike<number>) => mean(members.map(({ row }) => values[row]!));
        assertClose(each.meanProbability, over(outcomes.probability));
        assertClose(each.meanUnchangedProbability, over(potential.unchanged));
        assertClose(each.meanLift, over(outcomes.lift));
        assertClose(each.clickRate, over(outcomes.click));
        assertClose(each.meanEngagement, over(outcomes.engagement));
      }
      const lifts = drawn.map((each) => each.meanLift);
      assertEquals(lifts, lifts.toSorted((a, b) => b - a));
    }),
    RUNS,
  );
});

Deno.test("cluster summaries count slates once, rows as rows, and average what they name", () => {
  const names = ["Action", "Comedy", "Drama"];
  fc.assert(
    fc.property(assignedSlates(), (assigned) => {
      const { slates, assignment, exposure, relevance, rows } = designed(assigned);
      const summary = summarizeClusters(slates, assignment, exposure, relevance, names);
      const present = names.filter((_, code) => rows.some((each) => each.focalCluster === code));
      assertEquals(summary.map(({ cluster }) => cluster).sort(), present);
      for (const each of summary) {
        const members = rows.filter(({ focalCluster }) => names[focalCluster] === each.cluster);
        const promoted = members.filter((member) => member.promoted === 1);
        const focal = members.filter(({ row }) => exposure.isFocal[row] === 1);
        const flagged = (flags: Uint8Array) => members.filter(({ row }) => flags[row] === 1).length;
        const distinct = (of: typeof members) => new Set(of.map(({ slate }) => slate)).size;
        assertEquals(each.place, present.indexOf(each.cluster));
        assertEquals(each.randomizedSlates, distinct(members));
        assertEquals(each.promotedSlates, distinct(promoted));
        assertEquals(each.rowsOfPromotedSlates, promoted.length);
        assertEquals(each.rowsOfPromotedSlates, each.promotedSlates * slates.slateSize);
        assertEquals(each.directRows, flagged(exposure.directTreatment));
        assertEquals(each.sameClusterRows, flagged(exposure.sameClusterSpillover));
        assertEquals(each.sameSlateRows, flagged(exposure.sameSlateSpillover));
        assertClose(each.meanFocalRelevance, mean(focal.map(({ row }) => relevance[row]!)));
        assertClose(each.meanSlateRelevance, mean(members.map(({ row }) => relevance[row]!)));
        assertClose(each.sameClusterShare, each.sameClusterRows / each.sameSlateRows);
      }
      const order = summary.map((each) => [-each.sameClusterRows, each.place]);
      assertEquals(order, order.toSorted(([a, b], [c, d]) => a! - c! || b! - d!));
    }),
    RUNS,
  );
});

Deno.test("slates add up their rows, and the parts of a lift add up to it", () => {
  fc.assert(
    fc.property(assignedSlates(), (assigned) => {
      const { slates, assignment, exposure, potential, outcomes, rows } = designed(assigned);
      const totals = aggregateSlates(slates, exposure, potential, outcomes);
      for (let slate = 0; slate < slates.slates; slate++) {
        const members = rows.filter((each) => each.slate === slate);
        const sum = (values: ArrayLike<number>, of = members) =>
          of.reduce((total, { row }) => total + values[row]!, 0);
        const where = (group: string) => members.filter((each) => each.group === group);
        assertEquals(totals.clicks[slate], sum(outcomes.click));
        assertClose(totals.expectedClicks[slate]!, sum(outcomes.probability));
        assertClose(totals.expectedClicksUnchanged[slate]!, sum(potential.unchanged));
        assertClose(totals.lift[slate]!, sum(outcomes.lift));
        assertClose(totals.directLift[slate]!, sum(outcomes.lift, where("direct_promoted")));
        const mates = where("same_cluster_spillover");
        assertClose(totals.sameClusterLift[slate]!, sum(outcomes.lift, mates));
        const others = where("other_slate_spillover");
        assertClose(totals.otherLift[slate]!, sum(outcomes.lift, others));
        const parts = totals.directLift[slate]! + totals.sameClusterLift[slate]! +
          totals.otherLift[slate]!;
        assertClose(parts, totals.lift[slate]!);
      }
      for (const arm of summarizeArms(totals, assignment)) {
        const code = ASSIGNMENT_ARMS.indexOf(arm.arm);
        const members = [...assignment.promoted.keys()].filter((slate) =>
          assignment.promoted[slate] === code
        );
        const over = (values: ArrayLike<number>) => mean(members.map((slate) => values[slate]!));
        assertEquals(arm.slates, members.length);
        assertClose(arm.meanClicks, over(totals.clicks));
        assertClose(arm.meanExpectedClicks, over(totals.expectedClicks));
        assertClose(arm.meanExpectedClicksUnchanged, over(totals.expectedClicksUnchanged));
        assertClose(arm.meanLift, over(totals.lift));
        assertClose(arm.meanDirectLift, over(totals.directLift));
        assertClose(arm.meanSameClusterLift, over(totals.sameClusterLift));
        assertClose(arm.meanOtherLift, over(totals.otherLift));
      }
    }),
    RUNS,
  );
});

Deno.test("permuting rows and relabelling slates changes no probability and no summary", () => {
  const withOrders = assignedSlates().chain((assigned) => {
    const { rows, slates } = assigned.slates;
    const order = (count: number) =>
      fc.shuffledSubarray(Array.from({ length: count }, (_, i) => i), {
        minLength: count,
        maxLength: count,
      });
    return fc.record({
      assigned: fc.constant(assigned),
      rowOrder: order(rows),
      labels: order(slates),
    });
  });
  fc.assert(
    fc.property(withOrders, ({ assigned: { slates, assignment }, rowOrder, labels }) => {
      const covariates = covariatesOf(slates.rows);
      const take = <T extends Float64Array | Int32Array>(values: T) =>
        values.map((_, place) => values[rowOrder[place]!]!) as T;
      const moved = checkSlates({
        slates: slates.slates,
        slateOfRow: Int32Array.from(rowOrder, (row) => labels[slates.slateOfRow[row]!]!),
        seedPosition: take(slates.seedPosition),
        cluster: take(slates.cluster),
      });
      const focalRow = new Int32Array(slates.slates);
      const promoted = new Uint8Array(slates.slates);
      labels.forEach((label, slate) => {
        focalRow[label] = rowOrder.indexOf(assignment.focalRow[slate]!);
        promoted[label] = assignment.promoted[slate]!;
      });
      const before = summaries(slates, assignment, covariates);
      const after = summaries(moved, { focalRow, promoted }, {
        relevance: take(covariates.relevance),
        userLikedRate: take(covariates.userLikedRate),
        itemLikedRate: take(covariates.itemLikedRate),
        popularity: take(covariates.popularity),
      });
      rowOrder.forEach((row, place) =>
        assertClose(after.potential.promoted[place]!, before.potential.promoted[row]!)
      );
      assertSame(after.tables, before.tables);
    }),
    RUNS,
  );
});

function covariatesOf(rows: number): ClickCovariates {
  const column = (factor: number, divisor: number) =>
    Float64Array.from({ length: rows }, (_, row) => row * factor % 11 / divisor);
  return {
    relevance: column(7, 2),
    userLikedRate: column(3, 10),
    itemLikedRate: column(5, 10),
    popularity: column(4, 3),
  };
}

/** All summaries that do not depend on drawn clicks, whose stream follows the rows. */
function summaries(
  slates: AssignedSlates["slates"],
  assignment: AssignedSlates["assignment"],
  covariates: ClickCovariates,
) {
  const exposure = mapExposure(slates, assignment);
  const potential = potentialClicks(
    slates,
    assignment.focalRow,
    covariates,
    ORIGINAL_CLICK_MODEL,
  );
  const { relevance } = covariates;
  const drawn = drawClicks(slates, assignment, potential, relevance, ORIGINAL_CLICK_DRAW);
  const none = { click: new Uint8Array(slates.rows), engagement: new Float32Array(slates.rows) };
  const outcomes = { ...drawn, ...none };
  const totals = aggregateSlates(slates, exposure, potential, outcomes);
  return {
    potential,
    tables: [
      summarizeExposure(slates, exposure, relevance),
      summarizeClusters(slates, assignment, exposure, relevance, ["Action", "Comedy", "Drama"]),
      summarizeArms(totals, assignment),
    ],
  };
}

/** The same records, but for the last digits of sums that were added up in another order. */
function assertSame(actual: unknown, expected: unknown): void {
  if (typeof expected === "number") return assertClose(actual as number, expected);
  if (typeof expected !== "object" || expected === null) return assertEquals(actual, expected);
  const entries = Object.entries(expected);
  assertEquals(Object.keys(actual as object), entries.map(([key]) => key));
  for (const [key, value] of entries) {
    assertSame((actual as Readonly<Record<string, unknown>>)[key], value);
  }
}
