/**
 * Displayed articles: the impression table, opened and checked, and samples of it.
 *
 * @module
 */

export {
  drawModelSample,
  featureTable,
  type ModelSample,
  type ModelSampleOptions,
  type SampleSummary,
  summarizeSample,
} from "lib/impressions/model_sample.ts";
export { type ImpressionTable, openImpressions } from "lib/impressions/table.ts";
