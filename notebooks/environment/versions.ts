/**
 * Comparing release numbers.
 *
 * @module
 */

/**
 * Orders two dotted release numbers by their leading whole numbers.
 *
 * What follows the numbers (`rc1`, `.dev0`, `+build`) is left out of account.
 *
 * @param left such as `7.17.2`
 * @param right such as `7.7`; missing parts count as 0
 * @returns negative if left is older, 0 if they are equal, positive if left is newer
 */
export function compareVersions(left: string, right: string): number {
  const a = numbers(left);
  const b = numbers(right);
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): number[] {
  return (/^\d+(\.\d+)*/.exec(version)?.[0] ?? "0").split(".").map(Number);
}
