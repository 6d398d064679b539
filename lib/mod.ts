/**
 * The public face: a line a room, and in each room's `mod.ts` the names that notebooks and scripts
 * of your own need.
 *
 * @module
 */

export { InputError, type InputErrorDetails } from "lib/errors.ts";
export type { OnProgress, Progress } from "lib/progress.ts";

export * from "lib/charts/mod.ts";
export * from "lib/effects/mod.ts";
export * from "lib/frames/mod.ts";
export * from "lib/impressions/mod.ts";
export * from "lib/inference/mod.ts";
export * from "lib/interference/mod.ts";
export * from "lib/notebook/mod.ts";
export * from "lib/nuisance/mod.ts";
export * from "lib/random/mod.ts";
export * from "lib/raw/mod.ts";
export * from "lib/simulation/mod.ts";
export * from "lib/slates/mod.ts";
export * from "lib/tables/mod.ts";
export * from "lib/text/mod.ts";
