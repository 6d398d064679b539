/**
 * The prepared tables' file names.
 *
 * @module
 */

import type { SlatePaths } from "lib/slates/schema.ts";

/** The file in which each prepared table stands, whatever the folder. */
export const MOVIELENS_FILES: Readonly<SlatePaths> = {
  slateSeed: "movielens_interference_slate_seed.parquet",
  items: "movielens_interference_items.parquet",
  userFeatures: "movielens_interference_user_features.parquet",
};
