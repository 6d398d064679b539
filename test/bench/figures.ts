/**
 * Summaries of repeated measurements, as text.
 *
 * @module
 */

import { max, median, min } from "simple-statistics";

/**
 * The median of measurements and how far they spread.
 *
 * @param values the measurements
 * @param digits decimals to print
 * @returns `median (least to most)`
 */
export function spread(values: readonly number[], digits = 2): string {
  const [middle, least, most] = [median, min, max].map((f) => f([...values]).toFixed(digits));
  return `${middle} (${least} to ${most})`;
}

/**
 * How many times more one side took than the other, pair by pair.
 *
 * Both runs of a pair meet the same load of the machine, so the median of their ratios is steadier
 * than the ratio of the medians.
 *
 * @param more the side expected to take more
 * @param less the other, in the same order
 * @returns the median ratio and how far the pairs spread
 */
export function pairedRatio(more: readonly number[], less: readonly number[]): string {
  return spread(more.map((value, i) => value / less[i]!));
}

/**
 * Lines up a table of text.
 *
 * @param rows one list of cells a line
 * @returns lines with the first column flush left and the others flush right
 */
export function lineUp(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((most, row) => {
    row.forEach((cell, i) => most[i] = Math.max(most[i] ?? 0, cell.length));
    return most;
  }, []);
  return rows.map((row) =>
    row.map((cell, i) => i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))
      .join("  ").trimEnd()
  ).join("\n");
}
