/**
 * Records as the tables that readers see and programs save.
 *
 * @module
 */

export { artifactTable } from "lib/tables/artifacts.ts";
export type { ClaimTruth, JudgedClaim, Verdict } from "lib/tables/claim_verdicts.ts";
export { claimsForReaders, claimTable } from "lib/tables/claim_tables.ts";
export { type Claim, claimsOf } from "lib/tables/claims.ts";
export { clippingForReaders, clippingTable } from "lib/tables/clipping.ts";
export { comparedForReaders, comparedTable } from "lib/tables/compared_estimates.ts";
export {
  aboutLogs,
  excludedForReaders,
  excludedTable,
  nameOfLog,
} from "lib/tables/compared_logs.ts";
export {
  benchmarksForReaders,
  benchmarkTable,
  type NamedBenchmark,
  strengthsForReaders,
  strengthTable,
} from "lib/tables/confounding_strength.ts";
export { designTable } from "lib/tables/design.ts";
export { detectableForReaders, detectableTable } from "lib/tables/detectable.ts";
export { estimandsForReaders, estimandTable, type WeightedEstimate } from "lib/tables/estimands.ts";
export { type EffectsFinding, effectsSummary } from "lib/tables/effects_conclusion.ts";
export { type EffectsBasis, effectsGrounds } from "lib/tables/effects_grounds.ts";
export { balanceTable, focalItemTable } from "lib/tables/focal_items.ts";
export type { EffectInterval, JudgedLog } from "lib/tables/judged_log.ts";
export {
  type DescribedOrder,
  describeOrder,
  type ListOrigin,
  type OrderFinding,
} from "lib/tables/list_order.ts";
export { metricsTable } from "lib/tables/fold_metrics.ts";
export {
  coverageForReaders,
  coverageTable,
  errorRatesForReaders,
  errorRateTable,
} from "lib/tables/null_study.ts";
export { NamedValues, namedValues } from "lib/tables/named_values.ts";
export { type ScoreRows, scoreTable } from "lib/tables/scores.ts";
export {
  effectsForReaders,
  effectsInBrief,
  overallForReaders,
} from "lib/tables/effects_for_readers.ts";
export {
  artifactsInWords,
  checksInWords,
  metricsInWords,
  sampleInWords,
  type SampleSize,
} from "lib/tables/facts_for_readers.ts";
export {
  designForReaders,
  featuresForReaders,
  metricsForReaders,
  statisticsForReaders,
} from "lib/tables/model_for_readers.ts";
export {
  comparisonsForReaders,
  comparisonsTable,
  togetherForReaders,
} from "lib/tables/multiple_comparisons.ts";
export {
  findingCountsForReaders,
  findingCountsTable,
  type JudgedFamily,
} from "lib/tables/finding_counts.ts";
export { type NamedPlacebo, placebosForReaders, placeboTable } from "lib/tables/placebos.ts";
export { segmentBalanceForReaders, segmentBalanceTable } from "lib/tables/segment_balance.ts";
export {
  heterogeneityByLotForReaders,
  heterogeneityByLotTable,
  heterogeneityForReaders,
  heterogeneityTable,
} from "lib/tables/heterogeneity.ts";
export {
  placesByLotForReaders,
  placesByLotTable,
  testedSegments,
} from "lib/tables/segment_findings.ts";
export { effectTable } from "lib/tables/segment_effects.ts";
export { segmentHeadForReaders, segmentHeadTable } from "lib/tables/segment_head.ts";
export { analyzeSlates, type SlateAnalysis } from "lib/tables/slate_analysis.ts";
export {
  exposureMappingTable,
  potentialOutcomeTable,
  slateOutcomeTable,
  type SlateResults,
} from "lib/tables/slate_results.ts";
export {
  armTable,
  clusterTable,
  correctedClusterTable,
  exposureShareTable,
  exposureTable,
  metricTable,
  outcomeTable,
  type ReadinessCheck,
  readinessTable,
} from "lib/tables/slate_summaries.ts";
export {
  armsForReaders,
  clustersForReaders,
  exposureForReaders,
  exposureSharesForReaders,
  outcomesForReaders,
} from "lib/tables/slates_for_readers.ts";
export { balanceForReaders } from "lib/tables/balance_for_readers.ts";
export {
  focalItemsForReaders,
  slateOutcomesForReaders,
  slateRowsForReaders,
} from "lib/tables/slate_heads_for_readers.ts";
export { statisticTable } from "lib/tables/statistics.ts";
export { type SlatesFinding, slatesSummary } from "lib/tables/slates_conclusion.ts";
export { slatesGrounds } from "lib/tables/slates_grounds.ts";
export { slatePartsForReaders, slatePartTable } from "lib/tables/slate_parts.ts";
export {
  type UnitCoverage,
  unitCoverageForReaders,
  unitCoverageTable,
} from "lib/tables/unit_coverage.ts";
export { type TrustFinding, trustGrounds, trustSummary } from "lib/tables/trust_conclusion.ts";
