/**
 * Procedures for many tests as the columns of a file name them.
 *
 * @module
 */

import type { Procedure } from "lib/inference/compared_segment.ts";

/** Every procedure, and the name of its p-values in a file. */
export const PROCEDURE_COLUMNS = {
  pointwise: "pointwise",
  sidak: "sidak",
  bonferroni: "bonferroni",
  holm: "holm",
  benjaminiHochberg: "benjamini_hochberg",
  benjaminiYekutieli: "benjamini_yekutieli",
  maxTByClusters: "max_t_by_clusters",
  maxTByPlaces: "max_t_by_places",
} as const;

/** All procedures, from mild to strict and to those by draws. */
export const PROCEDURES = Object.keys(PROCEDURE_COLUMNS) as (Procedure | "maxTByPlaces")[];
