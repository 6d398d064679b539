/**
 * Simulated worlds with known truth: displayed articles, and ratings of movies.
 *
 * @module
 */

export type { ListOrder, SimulationOptions } from "lib/simulation/impressions/columns.ts";
export {
  type SimulatedColumns,
  type SimulatedImpressions,
  type SimulatedWorld,
  simulatedWorld,
  simulateImpressionColumns,
  simulateImpressions,
} from "lib/simulation/impressions/simulate.ts";
export {
  type RatingSimulationOptions,
  type SimulatedMovieLens,
  type SimulatedMovies,
  type SimulatedRatings,
  simulateMovieLens,
} from "lib/simulation/ratings/simulate.ts";
export { writeRawFiles } from "lib/simulation/ratings/raw_files.ts";
export {
  type SlateSampleFiles,
  type SlateSampleOptions,
  writeSlateSample,
} from "lib/simulation/ratings/sample_files.ts";
