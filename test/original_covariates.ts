/**
 * The original's numeric covariates, in model order, for tests and measurements.
 *
 * @module
 */

/** As the notebook lists them. */
export const NUMERIC_COVARIATES: readonly string[] = [
  "history_len",
  "candidate_set_size",
  "title_length",
  "abstract_length",
  "hour",
  "day_of_week",
  "log_item_exposures",
];
