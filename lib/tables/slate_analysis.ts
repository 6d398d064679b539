/**
 * The whole way from opened slates to outcomes in one call.
 *
 * The notebook takes it step by step; this is for programs that only want the result.
 *
 * @module
 */

import { requireKnownOptions } from "lib/argument_checks.ts";
import { type ClickModel, ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { exposureOfRow, type ExposureRule } from "lib/interference/exposure.ts";
import { mapExposure } from "lib/interference/exposure_mapping.ts";
import {
  type ClickDraw,
  drawClicks,
  itemPopularity,
  ORIGINAL_CLICK_DRAW,
  potentialClicks,
} from "lib/interference/outcomes.ts";
import {
  assignPromotions,
  ORIGINAL_PROMOTION_DESIGN,
  type PromotionDesign,
} from "lib/interference/promotion.ts";
import type { SlateTable } from "lib/slates/table.ts";
import { focalItemTable } from "lib/tables/focal_items.ts";
import type { SlateResults } from "lib/tables/slate_results.ts";

/** What fixes the experiment and its outcomes; the original's where it is not given. */
export interface SlateAnalysis {
  readonly design?: PromotionDesign;
  readonly model?: ClickModel;
  readonly draw?: ClickDraw;
  /** What a promotion means for one row, in the exposures and in the clicks. */
  readonly rule?: ExposureRule;
}

/**
 * The whole analysis: promotions, exposures, both potential outcomes of every row, and clicks.
 *
 * @param table the slates
 * @param analysis design, click model, draw of the clicks and rule of exposure
 * @returns all that is then known of the rows
 * @throws {InputError} if the design is impossible, the click model cannot be computed
 *   with, or the rule returns what it cannot
 *
 * @example Twenty slates of simulated viewers have one focal movie each
 * ```ts
 * import { analyzeSlates } from "lib/tables/slate_analysis.ts";
 * import { slatePaths } from "lib/slates/schema.ts";
 * import { writeSlateSample } from "lib/simulation/ratings/sample_files.ts";
 * import { openSlates } from "lib/slates/table.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * await writeSlateSample(folder, { users: 30, slates: 20 });
 * const { exposure } = analyzeSlates(openSlates(slatePaths(folder)));
 * assertEquals(exposure.isFocal.reduce((sum, flag) => sum + flag, 0), 20);
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export function analyzeSlates(table: SlateTable, analysis: SlateAnalysis = {}): SlateResults {
  requireKnownOptions(analysis, ["design", "model", "draw", "rule"]);
  const {
    design = ORIGINAL_PROMOTION_DESIGN,
    model = ORIGINAL_CLICK_MODEL,
    draw = ORIGINAL_CLICK_DRAW,
    rule = exposureOfRow,
  } = analysis;
  const { slates, covariates } = table;
  const assignment = assignPromotions(slates, design);
  const popularity = itemPopularity(table.ratingCount);
  const potential = potentialClicks(
    slates,
    assignment.focalRow,
    { ...covariates, popularity: popularity.standardized },
    model,
    rule,
  );
  return {
    table,
    assignment,
    focalItems: focalItemTable(table, assignment, design),
    exposure: mapExposure(slates, assignment, rule),
    popularity,
    potential,
    outcomes: drawClicks(slates, assignment, potential, covariates.relevance, draw),
  };
}
