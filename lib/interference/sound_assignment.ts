/**
 * Assignments checked against their slates, in one way by all verbs that take both.
 *
 * @module
 */

import { binaryColumn, requireLengths } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import type { PromotionAssignment } from "lib/interference/promotion.ts";
import type { Slates } from "lib/interference/slates.ts";
import { rowColumn } from "lib/interference/sound_columns.ts";

/** The assignment of these slates: a focal row of each slate's own, and a 0 or 1 for each. */
export function soundAssignment(slates: Slates, given: PromotionAssignment): PromotionAssignment {
  const { focalRow, promoted } = given;
  requireLengths({ focalRow, promoted }, slates.slates, "slates");
  return {
    focalRow: soundFocalRows(slates, focalRow),
    promoted: binaryColumn(promoted, "promoted"),
  };
}

/** The focal rows of these slates: per slate the number of one of its own rows. */
export function soundFocalRows(slates: Slates, given: ArrayLike<unknown>): Int32Array {
  requireLengths({ focalRow: given }, slates.slates, "slates");
  const focalRow = rowColumn(given, slates.rows);
  let strangers = 0;
  let first = -1;
  for (let slate = 0; slate < slates.slates; slate++) {
    if (slates.slateOfRow[focalRow[slate]!] === slate) continue;
    if (strangers++ === 0) first = slate;
  }
  if (strangers > 0) {
    throw new InputError(
      `${strangers} of ${slates.slates} focal rows lie outside their slate: row ` +
        `${focalRow[first]} is none of ${slates.nameOf(first)}`,
      {
        column: "focalRow",
        count: strangers,
        remedy: "Give per slate the number of one of its own rows, counted from 0.",
      },
    );
  }
  return focalRow;
}
