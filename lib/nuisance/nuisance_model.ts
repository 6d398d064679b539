/**
 * The two nuisance models, fitted without each fold's rows, which they then predict.
 *
 * The propensity model regresses the treatment on the covariates; the outcome model regresses the
 * outcome on the covariates and the treatment, and predicts it with the treatment set to 1 and to 0.
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
import { countFolds, rowsOfFold, sumByFold } from "lib/nuisance/folds.ts";
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

/** How the outcome depends on the treatment in its model. */
export type OutcomeModel =
  /** One model with the treatment as a column: its effect on the log-odds is one number. */
  | "shared"
  /** A model for each arm, fitted to that arm's rows: every covariate may act otherwise in it. */
  | "per arm";

/** Options for the nuisance models. */
export interface NuisanceOptions {
  /** How the outcome depends on the treatment. */
  readonly outcomeModel: OutcomeModel;
  /** A level with fewer training rows joins its covariate's infrequent column. */
  readonly minimumLevelCount: number;
  /** Weight of ½‖coefficients‖² against the sum of the log-losses. */
  readonly penalty: number;
  /** The largest gradient entry that a fit may end with. */
  readonly gradientTolerance: number;
}

/** The originals' choices: levels of 50 rows or more, scikit-learn's `C = 1`, exact optimum. */
export const DEFAULT_NUISANCE_OPTIONS: NuisanceOptions = {
  outcomeModel: "shared",
  minimumLevelCount: 50,
  penalty: DEFAULT_PENALTY,
  gradientTolerance: DEFAULT_GRADIENT_TOLERANCE,
};

/** One nuisance model fitted without one fold. */
export interface FoldFit {
  /** The fold that was held out, from 0. */
  readonly fold: number;
  /** Names of the design matrix's columns. */
  readonly columns: readonly string[];
  /** The arm whose rows it was trained on, where there is a model for each. */
  readonly arm?: 0 | 1;
  /** Covariates that had no value in the training rows. */
  readonly droppedNumeric: readonly string[];
  readonly fit: LogisticFit;
}

/** The propensity model's held-out predictions, one per row, and its fits, one per fold. */
export interface PropensityPredictions {
  /** Estimated probability of treatment, `e_hat`. */
  readonly propensity: Float64Array;
  readonly propensityFits: readonly FoldFit[];
}

/** The outcome model's held-out predictions, one of each kind per row, and its fits, one per fold. */
export interface OutcomePredictions {
  /** Predicted outcome under treatment, `mu1_hat`. */
  readonly outcomeTreated: Float64Array;
  /** Predicted outcome under control, `mu0_hat`. */
  readonly outcomeControl: Float64Array;
  /** Predicted outcome under the row's own treatment. */
  readonly outcomeObserved: Float64Array;
  readonly outcomeFits: readonly FoldFit[];
}

/** The propensity of every row, from models that never saw it; `onFold` is called after each fold. */
export function fitPropensityModel(
  data: CrossFitData,
  options: NuisanceOptions,
  onFold?: () => void,
): PropensityPredictions {
  const propensity = new Float64Array(data.features.rows);
  const propensityFits: FoldFit[] = [];
  const { features, treatment, foldOfRow } = data;
  const model = { name: "propensity", features, response: treatment, foldOfRow };
  for (const { heldOut, design, foldFit } of fitFolds(model, options)) {
    fillProbabilities(propensity, heldOut, linearPredictor(design, foldFit.fit));
    propensityFits.push(foldFit);
    onFold?.();
  }
  return { propensity, propensityFits };
}

/** The outcome of every row under both treatments, by the kind of model that the options name. */
export function fitOutcome(
  data: CrossFitData,
  options: NuisanceOptions,
  onFold?: () => void,
): OutcomePredictions {
  return options.outcomeModel === "per arm"
    ? fitOutcomeModelPerArm(data, options, onFold)
    : fitOutcomeModel(data, options, onFold);
}

/** The outcome of every row under each treatment, from models of that arm that never saw the row. */
export function fitOutcomeModelPerArm(
  data: CrossFitData,
  options: NuisanceOptions,
  onFold?: () => void,
): OutcomePredictions {
  const { features, treatment, outcome, foldOfRow } = data;
  const { rows } = features;
  const byArm = [new Float64Array(rows), new Float64Array(rows)] as const;
  const outcomeFits: FoldFit[] = [];
  for (const arm of [0, 1] as const) {
    const model = {
      name: arm === 1 ? "treated outcome" : "control outcome",
      features,
      response: outcome,
      foldOfRow,
      isTraining: treatment.map((own) => own === arm ? 1 : 0),
    };
    for (const { heldOut, design, foldFit } of fitFolds(model, options)) {
      fillProbabilities(byArm[arm], heldOut, linearPredictor(design, foldFit.fit));
      outcomeFits.push({ ...foldFit, arm });
      if (arm === 1) onFold?.();
    }
  }
  const [outcomeControl, outcomeTreated] = byArm;
  const outcomeObserved = outcomeControl.map((own, row) =>
    treatment[row] === 1 ? outcomeTreated[row]! : own
  );
  return { outcomeTreated, outcomeControl, outcomeObserved, outcomeFits };
}

/** The outcome of every row under both treatments, from models that never saw it. */
export function fitOutcomeModel(
  data: CrossFitData,
  options: NuisanceOptions,
  onFold?: () => void,
): OutcomePredictions {
  const { rows } = data.features;
  const outcomeTreated = new Float64Array(rows);
  const outcomeControl = new Float64Array(rows);
  const outcomeObserved = new Float64Array(rows);
  const outcomeFits: FoldFit[] = [];
  const { outcome, foldOfRow } = data;
  const model = { name: "outcome", features: withTreatment(data), response: outcome, foldOfRow };
  for (const { heldOut, design, encoding, foldFit } of fitFolds(model, options)) {
    const { fit } = foldFit;
    fillProbabilities(outcomeObserved, heldOut, linearPredictor(design, fit));
    const base = linearPredictor(...withoutTreatment(design, fit));
    fillProbabilities(outcomeTreated, heldOut, base, treatmentTerm(1, encoding, fit));
    fillProbabilities(outcomeControl, heldOut, base, treatmentTerm(0, encoding, fit));
    outcomeFits.push(foldFit);
    onFold?.();
  }
  return { outcomeTreated, outcomeControl, outcomeObserved, outcomeFits };
}

/** A regression to be fitted without each fold in turn. */
interface FoldedRegression {
  /** What a failure calls it. */
  readonly name: string;
  readonly features: FeatureTable;
  readonly response: Uint8Array;
  readonly foldOfRow: Uint8Array;
  /** 1 for the rows that may be trained on; all of them where it is not given. */
  readonly isTraining?: Uint8Array;
}

/** A fold's fit, and the rows it never saw, laid out for it. */
interface FittedFold {
  readonly foldFit: FoldFit;
  readonly encoding: DesignEncoding;
  readonly heldOut: Int32Array;
  /** The held-out rows; the next fold's design takes its memory. */
  readonly design: DesignMatrix;
}

/**
 * The fits of a regression, fold after fold.
 *
 * The folds' training rows overlap, so each fit starts from its predecessor's coefficients, which
 * saves Newton steps. That makes the chain of folds the unit of work: whichever thread computes it,
 * it gives the same bits.
 */
function* fitFolds(model: FoldedRegression, options: NuisanceOptions): Generator<FittedFold> {
  const { features, foldOfRow } = model;
  const { penalty, gradientTolerance } = options;
  const room = new Float64Array(features.numeric.length * longestDesign(foldOfRow));
  const folds = countFolds(foldOfRow);
  let previous: FoldFit | undefined;
  for (let fold = 0; fold < folds; fold++) {
    const { training: others, heldOut } = rowsOfFold(foldOfRow, fold);
    const { isTraining } = model;
    const training = isTraining === undefined
      ? others
      : others.filter((row) => isTraining[row] === 1);
    const encoding = fitDesignEncoding(features, training, options.minimumLevelCount);
    const { columns, droppedNumeric } = encoding;
    const fit = fitFold(
      encodeDesign(encoding, features, training, room),
      gather(model.response, training),
      {
        penalty,
        gradientTolerance,
        ...(previous === undefined ? {} : { start: warmStart(previous, columns) }),
      },
      `the ${model.name} model without fold ${fold + 1}`,
    );
    const foldFit = { fold, columns, droppedNumeric, fit };
    yield { foldFit, encoding, heldOut, design: encodeDesign(encoding, features, heldOut, room) };
    previous = foldFit;
  }
}

/** One fold's regression, whose failure says which it is. */
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

/** The previous fold's parameters laid on this fold's columns, whose levels may differ. */
function warmStart(previous: FoldFit, columns: readonly string[]): Float64Array {
  const { intercept, coefficients } = previous.fit;
  const known = new Map(previous.columns.map((name, i) => [name, coefficients[i]!]));
  return Float64Array.of(intercept, ...columns.map((name) => known.get(name) ?? 0));
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

/** What a treatment of 0 or 1 adds to the log-odds, once standardised as its column is. */
function treatmentTerm(treatment: 0 | 1, { numeric }: DesignEncoding, fit: LogisticFit): number {
  const place = numeric.places.length - 1;
  return fit.coefficients[place]! * ((treatment - numeric.means[place]!) / numeric.scales[place]!);
}

/** The probabilities of rows' log-odds, put into their places of a column. */
function fillProbabilities(
  column: Float64Array,
  rows: Int32Array,
  logOdds: Float64Array,
  shift = 0,
): void {
  for (let i = 0; i < rows.length; i++) column[rows[i]!] = inverseLogit(logOdds[i]! + shift);
}

/** The most rows that a fold trains on or holds out. */
function longestDesign(foldOfRow: Uint8Array): number {
  return sumByFold(foldOfRow, () => 1)
    .reduce((most, count) => Math.max(most, count, foldOfRow.length - count), 0);
}

function gather(values: Uint8Array, rows: Int32Array): Uint8Array {
  const gathered = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]!]!;
  return gathered;
}
