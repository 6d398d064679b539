/**
 * Displayed articles: the impression table, opened and checked, samples of its rows, and whole lists.
 *
 * @module
 */

export { coveredDays } from "lib/impressions/covered_days.ts";
export { divideRows, type Divisions } from "lib/impressions/divisions.ts";
export {
  drawModelSample,
  featureTable,
  type ModelSample,
  type ModelSampleOptions,
  type SampleSummary,
  summarizeSample,
} from "lib/impressions/model_sample.ts";
export { PROPENSITY_COLUMN, recordedPropensity } from "lib/impressions/recorded_propensity.ts";
export { type ImpressionTable, openImpressions } from "lib/impressions/table.ts";
export {
  type ExcludedLists,
  keepRows,
  type WholeLists,
  wholeLists,
  type WholeListsOptions,
} from "lib/impressions/whole_lists.ts";
