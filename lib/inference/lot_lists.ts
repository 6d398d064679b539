/**
 * Lists of clicks or of residuals, checked against the segments that they are read with.
 *
 * @module
 */

import { requireMade } from "lib/argument_checks.ts";
import { InputError } from "lib/errors.ts";
import type { ClickedLists } from "lib/inference/clicked_lists.ts";
import type { ResidualLists } from "lib/inference/residual_lists.ts";
import { requireIndex, type SegmentIndex } from "lib/inference/segment_index.ts";

/** Checks that lists are of clicks, and not of residuals, whose rows would all count as clicked. */
export function requireClickedLists(lists: ClickedLists): void {
  requireMade(lists, ["size", "start", "divisions", "listsWithoutContrast"], {
    noun: "lists of clicked rows",
    maker: "clickedLists",
  });
}

/** Checks that lists are of residuals. */
export function requireResidualLists(lists: ResidualLists): void {
  requireMade(lists, ["size", "start", "divisions", "weights"], {
    noun: "lists of residuals",
    maker: "residualLists",
  });
}

/** Checks that no segment has more rows in the lists than in the index: it would be of another index. */
export function requireSameSegments(
  lists: Pick<ClickedLists, "divisions" | "segments">,
  index: SegmentIndex,
): void {
  requireIndex(index);
  const { segments } = index;
  const rows = new Float64Array(segments.length);
  const isLike = lists.segments === segments.length &&
    lists.divisions.length === index.divisions.length;
  for (const codes of isLike ? lists.divisions : []) {
    for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) rows[codes[row]!]!++;
  }
  if (isLike && segments.every((segment, at) => rows[at]! <= segment.rows)) return;
  throw new InputError("the lists were made with other segments than these", {
    remedy: "Give lists and index of the same rows, made with each other.",
  });
}
