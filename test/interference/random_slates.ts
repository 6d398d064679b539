/**
 * Random slates and assignments for property tests.
 *
 * @module
 */

import fc from "fast-check";
import type { PromotionAssignment } from "lib/interference/promotion.ts";
import { checkSlates, type Slates } from "lib/interference/slates.ts";

/** Slates with an assignment of any focal places. */
export interface AssignedSlates {
  readonly slates: Slates;
  readonly assignment: PromotionAssignment;
}

/** The number that every property test starts from. */
export const PROPERTY_SEED = 20260428;

/**
 * Slates of one size, of any order of rows and any clusters, each with one focal row.
 *
 * @param mostSlates the largest number of slates
 */
export function assignedSlates(mostSlates = 8): fc.Arbitrary<AssignedSlates> {
  const sizes = fc.tuple(fc.integer({ min: 1, max: mostSlates }), fc.integer({ min: 1, max: 9 }));
  return sizes.chain(([slates, size]) => {
    const rows = slates * size;
    const places = Array.from({ length: rows }, (_, row) => row);
    return fc.record({
      order: fc.shuffledSubarray(places, { minLength: rows, maxLength: rows }),
      cluster: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: rows, maxLength: rows }),
      focalPosition: fc.array(fc.integer({ min: 1, max: size }), {
        minLength: slates,
        maxLength: slates,
      }),
      promoted: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: slates, maxLength: slates }),
    }).map(({ order, cluster, focalPosition, promoted }) => {
      const checked = checkSlates({
        slates,
        slateOfRow: Int32Array.from(order, (place) => Math.floor(place / size)),
        seedPosition: Int32Array.from(order, (place) => place % size + 1),
        cluster: Int32Array.from(cluster),
      });
      const focalRow = Int32Array.from(
        focalPosition,
        (position, slate) => order.indexOf(slate * size + position - 1),
      );
      return { slates: checked, assignment: { focalRow, promoted: Uint8Array.from(promoted) } };
    });
  });
}

/**
 * The rows of each slate in the order of their seed positions.
 *
 * @param slates the slates
 */
export function rowsBySlate({ slates, slateSize, slateOfRow, seedPosition }: Slates): number[][] {
  const bySlate = Array.from({ length: slates }, () => new Array<number>(slateSize));
  slateOfRow.forEach((slate, row) => bySlate[slate]![seedPosition[row]! - 1] = row);
  return bySlate;
}
