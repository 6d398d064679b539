/**
 * A table without random numbers, whose estimates doubleml and NumPy were asked for.
 *
 * @module
 */

/** The rows: scores by their definition, treatment and outcome, known nuisances and clusters of twelve. */
export interface ClosedFormTable {
  readonly outcome: Uint8Array;
  readonly treatment: Uint8Array;
  readonly propensity: Float64Array;
  readonly outcomeTreated: Float64Array;
  readonly outcomeControl: Float64Array;
  readonly cluster: Int32Array;
  /** The number of four groups. */
  readonly group: Int32Array;
}

/** Makes the table of 1,200 rows. */
export function closedFormTable(): ClosedFormTable {
  const rows = Array.from({ length: 1200 }, (_, i) => i);
  const real = (at: (i: number) => number) => Float64Array.from(rows, at);
  const whole = (at: (i: number) => number) => Int32Array.from(rows, at);
  const x = real((i) => Math.sin(1.7 * i));
  const propensity = real((i) => Math.min(0.85, Math.max(0.15, 0.15 + 0.7 * ((i * 7) % 11) / 10)));
  const treatment = Uint8Array.from(rows, (i) => ((i * 37) % 101) / 101 < propensity[i]! ? 1 : 0);
  const logistic = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
  const outcomeTreated = real((i) => logistic(-1 + 0.8 * x[i]! + 0.5));
  const outcomeControl = real((i) => logistic(-1 + 0.8 * x[i]!));
  return {
    outcome: Uint8Array.from(rows, (i) => {
      const mean = treatment[i] === 1 ? outcomeTreated[i]! : outcomeControl[i]!;
      return ((i * 53 + 7) % 97) / 97 < mean ? 1 : 0;
    }),
    treatment,
    propensity,
    outcomeTreated,
    outcomeControl,
    cluster: whole((i) => Math.floor(i / 12)),
    group: whole((i) => i % 4),
  };
}
