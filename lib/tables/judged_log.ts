/**
 * What is known of one log once its segments are judged: the facts behind every claim about it.
 *
 * @module
 */

import type { EffectEstimate } from "lib/effects/aipw.ts";
import type { SegmentAgreement } from "lib/inference/segment_agreement.ts";
import type { SegmentFacts } from "lib/inference/segment_facts.ts";
import type { OrderFinding } from "lib/tables/list_order.ts";

/** An estimate with its 95 % interval, in click probability. */
export type EffectInterval = Pick<EffectEstimate, "lift" | "lower" | "upper">;

/** The facts about one log. */
export interface JudgedLog {
  /** What the log is called, such as `Ranked sample`. */
  readonly name: string;
  readonly order: Pick<OrderFinding, "effect" | "origin">;
  /** Whether the log itself records the chance of each place; not, unless told otherwise. */
  readonly isRecorded?: boolean;
  /** Share of the displays that were clicked. */
  readonly clickRate: number;
  /** The original's estimate over all displays drawn, lists of three or fewer among them. */
  readonly original: EffectInterval;
  /** The same without displays that have nothing to compare with: over those of the design. */
  readonly originalCompared?: EffectInterval | undefined;
  /** The estimate from known chances over all displays in longer lists; undefined where no chance is known. */
  readonly design: EffectInterval | undefined;
  /** The true effect over the displays of the design; undefined where nobody knows it. */
  readonly truth: number | undefined;
  /** On how many clicks the estimate of the design rests, by `effectiveClicks`. */
  readonly effectiveClicks?: number | undefined;
  /** Displays in lists with one arm only, and how many there are in all. */
  readonly displaysOfOneArm: number;
  /** Displays in longer lists that could stand in one arm only; 0 by default. */
  readonly certainDisplays?: number;
  /** Displays of lists that are not whole, or without a list; 0 by default. */
  readonly tornDisplays?: number;
  readonly displays: number;
  /** Facts about the segments by the same estimate; undefined where no chance is known. */
  readonly segments: SegmentFacts | undefined;
  /** The original's segments as it reports them, held against those from known chances. */
  readonly agreement?: SegmentAgreement | undefined;
  /** Days that the log covers; undefined where it does not say. */
  readonly days?: number | undefined;
  /** Its lists, and how many like them in random order find an effect that matters. */
  readonly exploration?: {
    readonly lists: number;
    readonly needed: number;
    readonly effect: number;
  };
}

/** What is to be said of a log whose places are not, or may not be, those that readers saw; else undefined. */
export function unseenPlaces(
  { order: { effect, origin }, isRecorded = false }: Pick<JudgedLog, "order" | "isRecorded">,
): string | undefined {
  if (effect === "open" || origin === "simulated") return undefined;
  if (effect === "zero") return "the places in it are not those that readers saw";
  return isRecorded
    ? undefined
    : "clicks do not show any dependence on its places: it was shuffled afterwards, or is too small to tell";
}

/** A log's name within a sentence: capitals of words go, those of MIND stay. */
export function nameInSentence(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
