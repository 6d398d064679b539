/**
 * Moves of the rows of each exposure group: how many go up, stay, and go down, and how far.
 *
 * @module
 */

import { soundColumns } from "lib/checks.ts";
import { EXPOSURE_GROUPS, type ExposureGroup } from "lib/interference/exposure.ts";
import type { Exposure } from "lib/interference/exposure_mapping.ts";
import { groupColumn, positionColumn } from "lib/interference/sound_columns.ts";

/** The moves of the rows of one exposure group, which has rows. */
export interface PositionMoves {
  readonly group: ExposureGroup;
  readonly rows: number;
  /** How many rows moved by how many places, ascending; negative is upward, 0 are those that stay. */
  readonly moves: readonly PositionMove[];
}

/** A move, and how many rows of the group made it. */
export interface PositionMove {
  /** Final position minus seed position, in places: negative is upward. */
  readonly change: number;
  /** At least 1. */
  readonly rows: number;
}

/**
 * Position moves: how many rows of each exposure group moved by how many places.
 *
 * @param exposure what the assignment means for each row
 * @returns one entry per group that has rows, in the order of {@linkcode EXPOSURE_GROUPS}
 * @throws {InputError} if the columns differ in length, or hold what they cannot
 *
 * @example The third of three movies is promoted by two places
 * ```ts
 * import { countPositionMoves } from "lib/interference/position_moves.ts";
 * import { mapExposure } from "lib/interference/exposure_mapping.ts";
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0, 0), // Alien, The Thing, Airplane!
 *   seedPosition: Int32Array.of(1, 2, 3),
 *   cluster: Int32Array.of(0, 0, 1), // horror, horror, comedy
 * });
 * const assignment = { focalRow: Int32Array.of(2), promoted: Uint8Array.of(1) };
 * assertEquals(countPositionMoves(mapExposure(slates, assignment)), [
 *   { group: "direct_promoted", rows: 1, moves: [{ change: -2, rows: 1 }] },
 *   { group: "other_slate_spillover", rows: 2, moves: [{ change: 1, rows: 2 }] },
 * ]);
 * ```
 */
export function countPositionMoves(exposure: Exposure): PositionMoves[] {
  const { group, positionChange } = soundColumns(
    exposure,
    { group: groupColumn, positionChange: positionColumn },
    exposure.group?.length,
  );
  const counts = EXPOSURE_GROUPS.map(() => new Map<number, number>());
  for (let row = 0; row < group.length; row++) {
    const ofGroup = counts[group[row]!]!;
    const change = positionChange[row]!;
    ofGroup.set(change, (ofGroup.get(change) ?? 0) + 1);
  }
  return EXPOSURE_GROUPS.flatMap((name, code) => {
    const moves = Array.from(counts[code]!, ([change, rows]) => ({ change, rows }))
      .sort((a, b) => a.change - b.change);
    const rows = moves.reduce((sum, move) => sum + move.rows, 0);
    return rows === 0 ? [] : [{ group: name, rows, moves }];
  });
}
