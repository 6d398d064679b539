/**
 * Cross-fitting of both nuisance models, on one thread or two.
 *
 * Source: Chernozhukov et al. (2018), "Double/debiased machine learning for treatment and
 * structural parameters", The Econometrics Journal 21(1), definition 3.2 (DML2).
 *
 * @module
 */

import { requireKnownOptions } from "lib/argument_checks.ts";
import type { OnProgress } from "lib/progress.ts";
import { checkWorkers, completeOptions, soundCrossFitData } from "lib/nuisance/cross_fit_checks.ts";
import type { CrossFitReply, CrossFitRequest } from "lib/nuisance/cross_fit_worker.ts";
import { countFolds } from "lib/nuisance/folds.ts";
import {
  type KnownNuisances,
  knownOutcome,
  knownPropensity,
} from "lib/nuisance/known_nuisances.ts";
import { LogisticFitError } from "lib/nuisance/logistic.ts";
import {
  type CrossFitData,
  DEFAULT_NUISANCE_OPTIONS,
  fitOutcome,
  fitPropensityModel,
  type NuisanceOptions,
  type OutcomePredictions,
  type PropensityPredictions,
} from "lib/nuisance/nuisance_model.ts";

/** Options for {@linkcode crossFit}. */
export interface CrossFitOptions extends Partial<NuisanceOptions> {
  /**
   * How many threads may work: with 2 or more the outcome model is fitted on a thread of its own.
   * The results are the same bits either way. Without it, the number of rows decides.
   */
  readonly workers?: number;
  /** Predictions that are known, such as the probabilities of a lot: their models are not fitted. */
  readonly known?: KnownNuisances;
  /** Called whenever a model of a fold is done. */
  readonly onProgress?: OnProgress;
}

/** Both nuisance models' held-out predictions, one of each kind per row, and their fits. */
export interface CrossFitResult extends PropensityPredictions, OutcomePredictions {}

/**
 * The number of rows from which a second thread is used unless the caller says otherwise.
 *
 * A second thread gets a copy of the columns and compiles the code anew: 40 % more memory, and a
 * third more processor time. On two processors that is not won back below this size.
 */
export const ROWS_WORTH_A_THREAD = 1_000_000;

/**
 * Cross-fitted nuisance predictions: every row's come from models that never saw the row.
 *
 * @param data covariates, treatment, outcome and folds
 * @param options how the models are built and on how many threads; the originals' choices by
 *   default
 * @returns propensity and outcome predictions for every row, probabilities from 0 to 1, and the fits
 * @throws {InputError} if the lengths do not fit together, if the rows are fewer than the folds, if
 *   treatment or outcome hold anything but 0 and 1 (false and true are read as these) or only one of
 *   them, if a covariate holds anything but numbers or codes of its levels, if a level is listed
 *   twice or a category missing throughout, if an option is none it can be, or if what is known is not a
 *   probability for every row
 * @throws {LogisticFitError} if a fit cannot reach its optimum
 *
 * @example
 * ```ts
 * import { crossFit } from "lib/nuisance/cross_fit.ts";
 * import { assertEquals } from "@std/assert";
 *
 * // Sixty articles shown at some hour: some stood at the top of their list, some were clicked.
 * const rows = 60;
 * const hour = Float64Array.from({ length: rows }, (_, article) => article % 7);
 * const { propensity, outcomeTreated } = await crossFit({
 *   features: { rows, numeric: [{ name: "hour", values: hour }], categorical: [] },
 *   treatment: Uint8Array.from({ length: rows }, (_, article) => article % 3 === 0 ? 1 : 0),
 *   outcome: Uint8Array.from({ length: rows }, (_, article) => article % 5 === 0 ? 1 : 0),
 *   foldOfRow: Uint8Array.from({ length: rows }, (_, article) => article % 2),
 * });
 * assertEquals([propensity.length, outcomeTreated.length], [60, 60]);
 * ```
 */
export async function crossFit(
  data: CrossFitData,
  options: CrossFitOptions = {},
): Promise<CrossFitResult> {
  data = soundCrossFitData(data);
  const { workers, onProgress, known = {}, ...given } = requireKnownOptions(options, OPTIONS);
  const nuisance = completeOptions(given);
  checkWorkers(workers);
  const threads = workers ?? (data.features.rows >= ROWS_WORTH_A_THREAD ? 2 : 1);

  const [givenPropensity, givenOutcome] = [knownPropensity(known, data), knownOutcome(known, data)];
  const fitted = [givenPropensity, givenOutcome].filter((given) => given === undefined).length;
  const total = fitted * countFolds(data.foldOfRow);
  let done = 0;
  const onFold = () =>
    onProgress?.({ step: "fitting", text: "Fitting nuisance models", done: ++done, total });
  if (threads === 1 || fitted < 2) {
    const propensity = givenPropensity ?? fitPropensityModel(data, nuisance, onFold);
    return { ...propensity, ...givenOutcome ?? fitOutcome(data, nuisance, onFold) };
  }
  const outcome = fitOutcomeInWorker({ data, options: nuisance }, onFold);
  // A failure of the propensity model must not leave the worker's own failure unheard.
  outcome.catch(() => {});
  const propensity = fitPropensityModel(data, nuisance, onFold);
  return { ...propensity, ...await outcome };
}

const OPTIONS = [...Object.keys(DEFAULT_NUISANCE_OPTIONS), "workers", "known", "onProgress"];

/** The outcome model's predictions, fitted on a thread of their own. */
function fitOutcomeInWorker(
  request: CrossFitRequest,
  onFold: () => void,
): Promise<OutcomePredictions> {
  const worker = new Worker(new URL("./cross_fit_worker.ts", import.meta.url), { type: "module" });
  return new Promise<OutcomePredictions>((resolve, reject) => {
    worker.onmessage = ({ data: reply }: MessageEvent<CrossFitReply>) => {
      if (reply.kind === "fold") onFold();
      else if (reply.kind === "done") resolve(reply.predictions);
      else reject(rebuildError(reply.name, reply.message));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`the cross-fitting worker stopped: ${event.message}`));
    };
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

/** The worker's error again: its class does not survive the way between threads; its name does. */
function rebuildError(name: string, message: string): Error {
  if (name === "LogisticFitError") return new LogisticFitError(message);
  if (name === "RangeError") return new RangeError(message);
  return new Error(`${name}: ${message}`);
}
