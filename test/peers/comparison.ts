/**
 * A figure of this project beside that of another program, or of a publication.
 *
 * @module
 */

/** Two figures that should be one. */
export interface Comparison {
  readonly what: string;
  readonly ours: number;
  readonly theirs: number;
  /** Whose the other figure is, and by which convention. */
  readonly source: string;
  /** The most by which they may differ, of the larger one; why, where it is more than rounding. */
  readonly tolerance: number;
}

/** A comparison that was made. */
export interface Compared extends Comparison {
  /** The difference over the larger of the two. */
  readonly difference: number;
  readonly agrees: boolean;
}

/**
 * Compares two figures.
 *
 * @param comparison the figures, and how far they may differ
 * @returns the same with the relative difference; figures that are no numbers never agree
 */
export function compare(comparison: Comparison): Compared {
  const { ours, theirs, tolerance } = comparison;
  const largest = Math.max(Math.abs(ours), Math.abs(theirs));
  const difference = largest === 0 ? 0 : Math.abs(ours - theirs) / largest;
  return { ...comparison, difference, agrees: difference <= tolerance };
}

/** Half a unit of the last printed digit, over the figure: what rounding alone can make. */
export function ofPrintedDigits(printed: string): number {
  const decimals = printed.split(".")[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals / Math.abs(Number(printed));
}
