/**
 * What several estimators say of the same effect.
 *
 * @module
 */

/** What one estimator says of one effect. */
export interface ComparedEstimate {
  /** The table that the effect is of. */
  readonly panel: string;
  /** The rows that the effect is of. */
  readonly line: string;
  /** The estimator's name. */
  readonly estimator: string;
  /** Estimate and 95 % interval, in click probability; NaN where there is nothing to compare with. */
  readonly lift: number;
  readonly lower: number;
  readonly upper: number;
  /** The true effect; undefined where nobody knows it. */
  readonly truth?: number | undefined;
}
