/**
 * Cross-fitting: every row's nuisance predictions come from models that never saw the row.
 *
 * Source: Chernozhukov et al. (2018), "Double/debiased machine learning for treatment and
 * structural parameters", The Econometrics Journal 21(1), definition 3.2 (DML2).
 *
 * @module
 */

import {
  type DesignEncoding,
  type DesignMatrix,
  encodeDesign,
  fitDesignEncoding,
} from "lib/nuisance/design_matrix.ts";
import type { FeatureTable } from "lib/nuisance/features.ts";
import { countFolds } from "lib/nuisance/folds.ts";
import {
  DEFAULT_GRADIENT_TOLERANCE,
  DEFAULT_PENALTY,
  fitLogistic,
  inverseLogit,
  linearPredictor,
  type LogisticFit,
  LogisticFitError,
  type LogisticOptions,
} from "lib/nuisance/logistic.ts";

/** Name of the column that the outcome model has besides the covariates. */
export const TREATMENT_COLUMN = "treatment";

/** The rows that nuisance models are fitted to. */
export interface CrossFitData {
  /** The covariates, without the treatment. */
  readonly features: FeatureTable;
  /** One 0 or 1 per row. */
  readonly treatment: Uint8Array;
  /** One 0 or 1 per row. */
  readonly outcome: Uint8Array;
  /** For every row the number of the fold that holds it out, from 0. */
  readonly foldOfRow: Uint8Array;
}

/** How the nuisance models are built. */
export interface NuisanceOptions {
  /** A level with fewer training rows joins its covariate's infrequent column. */
  readonly minimumLevelCount: number;
  /** Weight of ½‖coefficients‖² against the sum of the log-losses. */
  readonly penalty: number;
  /** The largest gradient entry that a fit may end with. */
  readonly gradientTolerance: number;
}

/** The originals' choices: levels of 50 rows or more, scikit-learn's `C = 1`, exact optimum. */
export const DEFAULT_NUISANCE_OPTIONS: NuisanceOptions = {
  minimumLevelCount: 50,
  penalty: DEFAULT_PENALTY,
  gradientTolerance: DEFAULT_GRADIENT_TOLERANCE,
};

/** Which of the two nuisance models. */
export type NuisanceModel = "propensity" | "outcome";

/** One model of one fold. */
export interface FoldFit {
  /** The fold that was held out, from 0. */
  readonly fold: number;
  /** Names of the design matrix's columns. */
  readonly columns: readonly string[];
  /** Covariates that had no value in the training rows. */
  readonly droppedNumeric: readonly string[];
  /** The regression's coefficients and how the fit ended. */
  readonly fit: LogisticFit;
}

/** One nuisance model's held-out predictions. */
export interface NuisancePredictions {
  /** Predictions under the row's own treatment (of the treatment itself, for the propensity). */
  readonly observed: Float64Array;
  /** The outcome model's predictions with the treatment set to 1; empty for the propensity. */
  readonly treated: Float64Array;
  /** The outcome model's predictions with the treatment set to 0; empty for the propensity. */
  readonly control: Float64Array;
  /** One fit per fold. */
  readonly fits: readonly FoldFit[];
}

/** Both nuisance models' held-out predictions, one per row. */
export interface CrossFitResult {
  /** Estimated probability of treatment, `e_hat`. */
  readonly propensity: Float64Array;
  /** Predicted outcome under treatment, `mu1_hat`. */
  readonly outcomeTreated: Float64Array;
  /** Predicted outcome under control, `mu0_hat`. */
  readonly outcomeControl: Float64Array;
  /** Predicted outcome under the row's own treatment. */
  readonly outcomeObserved: Float64Array;
  /** The propensity model of each fold. */
  readonly propensityFits: readonly FoldFit[];
  /** The outcome model of each fold. */
  readonly outcomeFits: readonly FoldFit[];
}

/**
 * Fits one nuisance model on every fold's training rows and predicts the rows held out.
 *
 * The folds' training rows overlap, so each fit starts from its predecessor's coefficients; the
 * start only saves Newton steps. The chain of folds is the unit of work: whoever computes it, it
 * gives the same bits.
 *
 * @param model which model: the propensity regresses treatment on the covariates, the outcome
 *   model regresses the outcome on covariates and treatment
 * @param data covariates, treatment, outcome and folds
 * @param options how the models are built
 * @param onFold called after each fold
 * @returns held-out predictions and fits
 * @throws {InputError} if a fold's training rows have one class only
 * @throws {LogisticFitError} if a fit cannot reach its optimum
 *
 * @example
 * ```ts
 * import { DEFAULT_NUISANCE_OPTIONS, fitNuisanceModel } from "lib/nuisance/cross_fit.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = 40;
 * const { observed, fits } = fitNuisanceModel("propensity", {
 *   features: {
 *     rows,
 *     numeric: [{ name: "hour", values: Float64Array.from({ length: rows }, (_, i) => i % 7) }],
 *     categorical: [],
 *   },
 *   treatment: Uint8Array.from({ length: rows }, (_, i) => i % 3 === 0 ? 1 : 0),
 *   outcome: new Uint8Array(rows),
 *   foldOfRow: Uint8Array.from({ length: rows }, (_, i) => i % 2),
 * }, DEFAULT_NUISANCE_OPTIONS);
 * assertEquals([observed.length, fits.length], [40, 2]);
 * ```
 */
export function fitNuisanceModel(
  model: NuisanceModel,
  data: CrossFitData,
  options: NuisanceOptions,
  onFold?: () => void,
): NuisancePredictions {
  const rows = data.features.rows;
  const isOutcome = model === "outcome";
  const features = isOutcome ? withTreatment(data) : data.features;
  const response = isOutcome ? data.outcome : data.treatment;
  const observed = new Float64Array(rows);
  const treated = new Float64Array(isOutcome ? rows : 0);
  const control = new Float64Array(isOutcome ? rows : 0);
  const fits: FoldFit[] = [];
  const folds = countFolds(data.foldOfRow);
  // All designs of the model use the same memory: a fold's is done with when the next one needs it.
  const room = new Float64Array(features.numeric.length * longestDesign(data.foldOfRow, folds));
  for (let fold = 0; fold < folds; fold++) {
    const { training, heldOut } = splitRows(data.foldOfRow, fold);
    const encoding = fitDesignEncoding(features, training, options.minimumLevelCount);
    const start = startFrom(fits.at(-1), encoding);
    const fit = fitFold(
      encodeDesign(encoding, features, training, room),
      gather(response, training),
      { ...options, ...(start === undefined ? {} : { start }) },
      `the ${model} model without fold ${fold + 1}`,
    );
    fits.push({ fold, columns: encoding.columns, droppedNumeric: encoding.droppedNumeric, fit });

    const design = encodeDesign(encoding, features, heldOut, room);
    const predictor = linearPredictor(design, fit);
    for (let i = 0; i < heldOut.length; i++) observed[heldOut[i]!] = inverseLogit(predictor[i]!);
    if (isOutcome) {
      const base = linearPredictor(...withoutTreatment(design, fit));
      // The treatment is the last numeric column.
      const mean = encoding.numeric.means.at(-1)!;
      const scale = encoding.numeric.scales.at(-1)!;
      const coefficient = fit.coefficients[design.numeric.length - 1]!;
      const asTreated = coefficient * ((1 - mean) / scale);
      const asControl = coefficient * ((0 - mean) / scale);
      for (let i = 0; i < heldOut.length; i++) {
        treated[heldOut[i]!] = inverseLogit(base[i]! + asTreated);
        control[heldOut[i]!] = inverseLogit(base[i]! + asControl);
      }
    }
    onFold?.();
  }
  return { observed, treated, control, fits };
}

/**
 * Joins both models' predictions under the names of the field.
 *
 * @param propensity what {@linkcode fitNuisanceModel} gave for the propensity
 * @param outcome what it gave for the outcome, for the same rows
 * @returns one prediction of each kind per row, and the fits
 *
 * @example
 * ```ts
 * import { joinPredictions } from "lib/nuisance/cross_fit.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const none = new Float64Array();
 * const joined = joinPredictions(
 *   { observed: Float64Array.of(0.1), treated: none, control: none, fits: [] },
 *   {
 *     observed: Float64Array.of(0.2),
 *     treated: Float64Array.of(0.3),
 *     control: Float64Array.of(0.2),
 *     fits: [],
 *   },
 * );
 * assertEquals([joined.propensity[0], joined.outcomeTreated[0]], [0.1, 0.3]);
 * ```
 */
export function joinPredictions(
  propensity: NuisancePredictions,
  outcome: NuisancePredictions,
): CrossFitResult {
  return {
    propensity: propensity.observed,
    outcomeTreated: outcome.treated,
    outcomeControl: outcome.control,
    outcomeObserved: outcome.observed,
    propensityFits: propensity.fits,
    outcomeFits: outcome.fits,
  };
}

/** Fits one fold's model; a failure says whose it is. */
function fitFold(
  design: DesignMatrix,
  response: Uint8Array,
  options: LogisticOptions,
  whose: string,
): LogisticFit {
  try {
    return fitLogistic(design, response, options);
  } catch (error) {
    if (!(error instanceof LogisticFitError)) throw error;
    throw new LogisticFitError(`${whose} cannot be fitted: ${error.message}`);
  }
}

/** The covariates with the treatment as the last numeric column, where predictions can set it. */
function withTreatment({ features, treatment }: CrossFitData): FeatureTable {
  const values = Float64Array.from(treatment);
  return { ...features, numeric: [...features.numeric, { name: TREATMENT_COLUMN, values }] };
}

/** Design and fit without the treatment's column, which is the last numeric one. */
function withoutTreatment(design: DesignMatrix, fit: LogisticFit): [DesignMatrix, LogisticFit] {
  const place = design.numeric.length - 1;
  const coefficients = fit.coefficients.filter((_, column) => column !== place);
  return [{ ...design, numeric: design.numeric.slice(0, place) }, { ...fit, coefficients }];
}

/** The most rows that a fold trains on or holds out. */
function longestDesign(foldOfRow: Uint8Array, folds: number): number {
  const heldOut = new Int32Array(folds);
  for (let row = 0; row < foldOfRow.length; row++) heldOut[foldOfRow[row]!]!++;
  return heldOut.reduce((most, count) => Math.max(most, count, foldOfRow.length - count), 0);
}

function splitRows(foldOfRow: Uint8Array, fold: number) {
  let heldOutCount = 0;
  for (let row = 0; row < foldOfRow.length; row++) if (foldOfRow[row] === fold) heldOutCount++;
  const training = new Int32Array(foldOfRow.length - heldOutCount);
  const heldOut = new Int32Array(heldOutCount);
  for (let row = 0, t = 0, h = 0; row < foldOfRow.length; row++) {
    if (foldOfRow[row] === fold) heldOut[h++] = row;
    else training[t++] = row;
  }
  return { training, heldOut };
}

function gather(values: Uint8Array, rows: Int32Array): Uint8Array {
  const gathered = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]!]!;
  return gathered;
}

/** The previous fold's coefficients laid on this fold's columns, whose levels may differ. */
function startFrom(
  previous: FoldFit | undefined,
  encoding: DesignEncoding,
): Float64Array | undefined {
  if (previous === undefined) return undefined;
  const known = new Map(previous.columns.map((name, i) => [name, previous.fit.coefficients[i]!]));
  return Float64Array.of(
    previous.fit.intercept,
    ...encoding.columns.map((name) => known.get(name) ?? 0),
  );
}
