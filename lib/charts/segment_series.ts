/**
 * Look of segments in all charts of effects.
 *
 * @module
 */

import type { JsonObject } from "lib/charts/vega_lite.ts";
import { category, quantity } from "lib/charts/spec.ts";

/** What is said of a table without segments, where the caller knows no better. */
export const NO_SEGMENTS = "No segment has enough rows in both arms.";

const COUNT = { format: ",d" };
const RATE = { format: ".4f" };

/** What a reader sees on pointing at an effect. */
export const EFFECT_TOOLTIP: readonly JsonObject[] = [
  category("segmentColumn", "Segment column"),
  category("segment", "Segment"),
  quantity("rows", "Rows", COUNT),
  quantity("treatedRows", "Treated rows", COUNT),
  quantity("controlRows", "Control rows", COUNT),
  quantity("treatedClickRate", "Treated click rate", RATE),
  quantity("controlClickRate", "Control click rate", RATE),
  quantity("naiveLift", "Naive lift", RATE),
  quantity("lift", "Doubly robust lift", RATE),
  quantity("lower", "95 % interval from", RATE),
  quantity("upper", "95 % interval to", RATE),
];
