/**
 * Spillover clusters: where a promotion meets competitors of its own kind.
 *
 * @module
 */

import { binaryColumn, finiteColumn, requireDistinct, soundColumns } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import type { Exposure } from "lib/interference/exposure_mapping.ts";
import type { PromotionAssignment } from "lib/interference/promotion.ts";
import { type Slates, soundSlates } from "lib/interference/slates.ts";
import { soundAssignment } from "lib/interference/sound_assignment.ts";

/** The slates whose focal item belongs to one cluster, and what a promotion in them reaches. */
export interface ClusterExposure {
  readonly cluster: string;
  /** From 0, among the clusters that have focal items in the order of their names. */
  readonly place: number;
  /** Promoted or not. */
  readonly randomizedSlates: number;
  readonly promotedSlates: number;
  /** The focal ones included. */
  readonly rowsOfPromotedSlates: number;
  /** One a promoted slate. */
  readonly directRows: number;
  /** Rows of the promoted slates, besides the focal ones, that share their cluster. */
  readonly sameClusterRows: number;
  /** Rows of promoted slates besides the focal ones. */
  readonly sameSlateRows: number;
  /** In points. */
  readonly meanFocalRelevance: number;
  /** Over all rows of all these slates, in points. */
  readonly meanSlateRelevance: number;
  /** Share of the same-slate rows that are same-cluster rows; NaN if there are none. */
  readonly sameClusterShare: number;
}

/** What the columns that are summed may hold. */
const CHECKS = {
  directTreatment: binaryColumn,
  sameClusterSpillover: binaryColumn,
  sameSlateSpillover: binaryColumn,
  relevance: finiteColumn,
};

const SUM = { rows: 0, directRows: 1, sameClusterRows: 2, sameSlateRows: 3, relevance: 4 } as const;
const SUMS = 5;

/**
 * The slates by the cluster of their focal item: how often it is promoted, and how many competitors
 * of the same kind that reaches.
 *
 * @param slates the slates
 * @param assignment focal row and promotion of every slate
 * @param exposure what the assignment means for each row
 * @param relevance per row the user's rating of its item, in points
 * @param names the clusters' names, by their codes; sorted by code point
 * @returns one entry per cluster that has a focal item, the one with the most same-cluster rows
 *   first, equal ones by name
 * @throws {InputError} if the columns do not fit the slates or hold what they cannot, if two clusters
 *   have one name, or if a focal item's cluster has none
 *
 * @example "Airplane!" is promoted above two horror movies
 * ```ts
 * import { summarizeClusters } from "lib/interference/clusters.ts";
 * import { mapExposure } from "lib/interference/exposure_mapping.ts";
 * import { checkSlates } from "lib/interference/slates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const slates = checkSlates({
 *   slates: 1,
 *   slateOfRow: Int32Array.of(0, 0, 0), // Alien, The Thing, Airplane!
 *   seedPosition: Int32Array.of(1, 2, 3),
 *   cluster: Int32Array.of(1, 1, 0),
 * });
 * const assignment = { focalRow: Int32Array.of(2), promoted: Uint8Array.of(1) };
 * const exposure = mapExposure(slates, assignment);
 * const stars = Float64Array.of(5, 4, 3);
 * const [comedy] = summarizeClusters(slates, assignment, exposure, stars, ["Comedy", "Horror"]);
 * assertEquals([comedy!.cluster, comedy!.promotedSlates, comedy!.sameSlateRows], ["Comedy", 1, 2]);
 * assertEquals(comedy!.meanSlateRelevance, 4);
 * ```
 */
export function summarizeClusters(
  slates: Slates,
  assignment: PromotionAssignment,
  mapped: Exposure,
  relevance: Float64Array,
  names: readonly string[],
): ClusterExposure[] {
  slates = soundSlates(slates);
  const { focalRow, promoted } = soundAssignment(slates, assignment);
  requireDistinct(names, "clusters");
  const exposure = soundColumns({ ...mapped, relevance }, CHECKS, slates.rows);
  relevance = exposure.relevance;
  const { slateOfRow, slateSize, cluster } = slates;
  const randomized = new Float64Array(names.length);
  const promotions = new Float64Array(names.length);
  const focalRelevance = new Float64Array(names.length);
  for (let slate = 0; slate < slates.slates; slate++) {
    const code = cluster[focalRow[slate]!]!;
    if (code < 0) continue;
    if (code >= names.length) {
      throw new InputError(`the cluster ${code} has none of ${names.length} names`, {
        column: "cluster",
        remedy: "Give every cluster its name.",
      });
    }
    randomized[code]!++;
    promotions[code]! += promoted[slate]!;
    focalRelevance[code]! += relevance[focalRow[slate]!]!;
  }
  // Means from sums by hand, in the pass that counts: gathering each cluster's ratings first takes
  // three times as long on a million slates.
  const sums = new Float64Array(SUMS * names.length);
  for (let row = 0; row < slates.rows; row++) {
    const code = cluster[focalRow[slateOfRow[row]!]!]!;
    if (code < 0) continue;
    sums[SUMS * code + SUM.rows]! += promoted[slateOfRow[row]!]!;
    sums[SUMS * code + SUM.directRows]! += exposure.directTreatment[row]!;
    sums[SUMS * code + SUM.sameClusterRows]! += exposure.sameClusterSpillover[row]!;
    sums[SUMS * code + SUM.sameSlateRows]! += exposure.sameSlateSpillover[row]!;
    sums[SUMS * code + SUM.relevance]! += relevance[row]!;
  }
  const of = (code: number, sum: keyof typeof SUM) => sums[SUMS * code + SUM[sum]]!;
  return names
    .map((name, code) => ({ name, code }))
    .filter(({ code }) => randomized[code]! > 0)
    .map(({ name, code }, place) => ({
      cluster: name,
      place,
      randomizedSlates: randomized[code]!,
      promotedSlates: promotions[code]!,
      rowsOfPromotedSlates: of(code, "rows"),
      directRows: of(code, "directRows"),
      sameClusterRows: of(code, "sameClusterRows"),
      sameSlateRows: of(code, "sameSlateRows"),
      meanFocalRelevance: focalRelevance[code]! / randomized[code]!,
      meanSlateRelevance: of(code, "relevance") / (randomized[code]! * slateSize),
      // Without a promotion there is nothing to share: 0 / 0.
      sameClusterShare: of(code, "sameClusterRows") / of(code, "sameSlateRows"),
    }))
    .sort((a, b) => b.sameClusterRows - a.sameClusterRows || a.place - b.place);
}
