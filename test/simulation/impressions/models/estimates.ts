import {
  type ListOrder,
  type SimulatedColumns,
  simulatedWorld,
  simulateImpressionColumns,
} from "lib/simulation/impressions/simulate.ts";

const world = simulatedWorld();

/** Columns of a simulation of the one population. */
export function simulate(
  impressions: number,
  seed: number | string,
  order: ListOrder,
  onlyClicked = false,
): SimulatedColumns {
  return simulateImpressionColumns({ impressions, seed, order, onlyClicked }, world);
}

/** Rows that either arm can hold. */
export function comparable({ propensityTop3 }: SimulatedColumns): number[] {
  return [...propensityTop3.keys()].filter((row) =>
    propensityTop3[row]! > 0 && propensityTop3[row]! < 1
  );
}

/** AIPW scores of some rows, by given propensities and a coarse outcome model, and their truth. */
export function scoresOf(
  columns: SimulatedColumns,
  rows: readonly number[],
  propensity: (row: number) => number = (row) => columns.propensityTop3[row]!,
): { scores: Float64Array; truth: Float64Array } {
  const [top, further] = [0.055, 0.035];
  const scores = Float64Array.from(rows, (row) => {
    const [e, y] = [propensity(row), columns.outcome[row]!];
    return top - further +
      (columns.treatment[row] === 1 ? (y - top) / e : -(y - further) / (1 - e));
  });
  return {
    scores,
    truth: Float64Array.from(rows, (row) => columns.pTop3[row]! - columns.pRank4Plus[row]!),
  };
}

/** Propensity of a placement by lot: all that the length of a list says. */
export function byLength(columns: SimulatedColumns): (row: number) => number {
  return (row) => 3 / columns.candidateSetSize[row]!;
}

/** Mean of numbers. */
export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
