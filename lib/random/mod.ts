/**
 * Seeded random streams: {@linkcode seededSource} for everything that is new here.
 *
 * @module
 */

export { type RandomSource, type Seed, seededSource } from "lib/random/seeded.ts";
