/**
 * What a study of tables without effect says: how often each way of testing errs, how often intervals cover.
 *
 * @module
 */

import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import {
  FAMILIES,
  STUDIED_PROCEDURES,
  type StudiedProcedure,
  type TestedFamily,
} from "lib/inference/null_findings.ts";
import type { NullTable } from "lib/inference/null_tables.ts";

/** How often one way of testing errs. */
export interface ErrorRate extends TestedFamily {
  /** `maxTByPlaces` compares the places alone with what the lot can do. */
  readonly procedure: StudiedProcedure | "maxTByPlaces";
  /** Tables in which it finds anything. */
  readonly tablesWithFinding: number;
  /** Segments that it tests, and false findings, per table. */
  readonly tested: number;
  readonly falseFindings: number;
}

/** How often intervals cover zero, which is the truth here, by the effective clicks they rest on. */
export interface CoverageClass {
  /** The fewest and the most effective clicks, rounded down; the last class has no upper end. */
  readonly least: number;
  readonly most: number;
  readonly intervals: number;
  /** Intervals that cover, with the estimated error and with that under the null. */
  readonly covering: number;
  readonly coveringByNullError: number;
}

/** What a study of tables in which nothing happens shows. */
export interface NullStudy {
  readonly tables: number;
  readonly level: number;
  readonly floor: number;
  /** Every procedure in every family, and last the places by lot. */
  readonly rates: readonly ErrorRate[];
  readonly coverage: readonly CoverageClass[];
  /** The same over all segments with fewer than `floor` effective clicks, and over all others. */
  readonly coverageBelowFloor: CoverageClass;
  readonly coverageFromFloor: CoverageClass;
  /** Tables in which the interval of the effect over all rows covers zero. */
  readonly overallCovering: number;
}

/** Classes of effective clicks, by their upper ends. */
const CLASSES = [2, 5, 10, 20, 29, 50, 100, 200, Infinity];

/** With what the tables are judged. */
interface Reference {
  readonly floor: number;
  readonly level: number;
  readonly criticalByLot: number;
}

/** Rates and coverage over all tables, by the effective clicks of every segment. */
export function summaryOf(
  drawn: readonly NullTable[],
  effectiveClicks: Float64Array,
  { floor, level, criticalByLot }: Reference,
): NullStudy {
  const tables = drawn.length;
  const critical = normalQuantile(1 - level / 2, 0, 1);
  const rates: ErrorRate[] = FAMILIES.flatMap((family) =>
    STUDIED_PROCEDURES.map((procedure) => {
      const own = drawn.map(({ findings }) =>
        findings.find((each) =>
          each.procedure === procedure && each.isFloored === family.isFloored &&
          each.isNullError === family.isNullError
        )!
      );
      return {
        ...family,
        procedure,
        tablesWithFinding: own.filter(({ found }) => found.length > 0).length,
        tested: own.reduce((sum, each) => sum + each.tested, 0) / tables,
        falseFindings: own.reduce((sum, { found }) => sum + found.length, 0) / tables,
      };
    })
  );
  const byLot = drawn.map(({ lotZ }) => lotZ.filter((z) => Math.abs(z) > criticalByLot).length);
  rates.push({
    procedure: "maxTByPlaces",
    isNullError: true,
    isFloored: false,
    tablesWithFinding: byLot.filter((found) => found > 0).length,
    tested: effectiveClicks.length,
    falseFindings: byLot.reduce((sum, found) => sum + found, 0) / tables,
  });
  const within = (least: number, most: number): CoverageClass => {
    let [intervals, covering, coveringByNullError] = [0, 0, 0];
    const own = effectiveClicks.map(Math.floor);
    for (const { z, nullZ } of drawn) {
      own.forEach((clicks, at) => {
        if (clicks < least || clicks > most) return;
        intervals++;
        if (Math.abs(z[at]!) <= critical) covering++;
        if (Math.abs(nullZ[at]!) <= critical) coveringByNullError++;
      });
    }
    return { least, most, intervals, covering, coveringByNullError };
  };
  return {
    tables,
    level,
    floor,
    rates,
    coverage: CLASSES.map((most, at) => within(at === 0 ? 0 : CLASSES[at - 1]! + 1, most)),
    coverageBelowFloor: within(0, floor - 1),
    coverageFromFloor: within(floor, Infinity),
    overallCovering: drawn.filter(({ overallZ }) => Math.abs(overallZ) <= critical).length,
  };
}
