/**
 * Interference in slates: promotion designs, exposures, potential clicks, and what they sum up to.
 *
 * @module
 */

export { type ArmDifference, armDifference } from "lib/interference/arm_difference.ts";
export type { ClickCovariates, LikedRateCenters } from "lib/interference/click_covariates.ts";
export { type ClickModel, ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
export { type ClusterExposure, summarizeClusters } from "lib/interference/clusters.ts";
export {
  type AssignedRow,
  EXPOSURE_GROUPS,
  type ExposureGroup,
  exposureOfRow,
  type ExposureRule,
  type RowExposure,
  visibilityAt,
} from "lib/interference/exposure.ts";
export {
  type GroupExposure,
  type GroupOutcome,
  summarizeExposure,
  summarizeOutcomes,
} from "lib/interference/exposure_groups.ts";
export {
  type Exposure,
  invalidPositionSlates,
  mapExposure,
} from "lib/interference/exposure_mapping.ts";
export { countFocalPositions, type FocalPositionCount } from "lib/interference/focal_positions.ts";
export {
  type ArmDensity,
  type DensityBin,
  liftDensities,
} from "lib/interference/lift_densities.ts";
export { movedTo } from "lib/interference/moved_to.ts";
export { type OneSlate, oneSlate, type SlateMove } from "lib/interference/one_slate.ts";
export {
  type ClickDraw,
  type ClickOutcomes,
  drawClicks,
  type ItemPopularity,
  itemPopularity,
  ORIGINAL_CLICK_DRAW,
  type PotentialClicks,
  potentialClicks,
} from "lib/interference/outcomes.ts";
export { countPositionMoves, type PositionMoves } from "lib/interference/position_moves.ts";
export {
  ASSIGNMENT_ARMS,
  type AssignmentArm,
  assignPromotions,
  ORIGINAL_PROMOTION_DESIGN,
  type PromotionAssignment,
  type PromotionDesign,
} from "lib/interference/promotion.ts";
export {
  aggregateSlates,
  type ArmOutcome,
  type SlateOutcomes,
  summarizeArms,
} from "lib/interference/slate_outcomes.ts";
export {
  SLATE_PARTS,
  type SlatePart,
  type SlatePartName,
  slateParts,
} from "lib/interference/slate_parts.ts";
export { checkSlates, type SlateRows, type Slates } from "lib/interference/slates.ts";
