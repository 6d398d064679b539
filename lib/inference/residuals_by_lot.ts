/**
 * Test of every segment at once by draws of the places, with an outcome model of every row.
 *
 * @module
 */

import { requireKnownOptions, requireWorkers } from "lib/argument_checks.ts";
import { requireDraws } from "lib/inference/draw_count.ts";
import {
  type DrawnFamily,
  type DrawnP,
  type DrawOptions,
  type LotSegment,
  lotSegment,
} from "lib/inference/lot_segment.ts";
import { requireResidualLists, requireSameSegments } from "lib/inference/lot_lists.ts";
import { countResidualDraws, residualMoments } from "lib/inference/residual_draws.ts";
import type { ResidualLists } from "lib/inference/residual_lists.ts";
import type { ResidualReply, ResidualRequest } from "lib/inference/residuals_by_lot_worker.ts";
import type { SegmentIndex } from "lib/inference/segment_index.ts";
import {
  type DrawCounts,
  DRAWS_A_STREAM,
  extremeFirst,
  familyOf,
  pValuesOf,
} from "lib/inference/step_down.ts";
import { seedText } from "lib/random/seeded.ts";

/** Test of all segments by draws of the places of all rows. */
export interface ResidualsByLot extends DrawnFamily {
  /** In the order of the index. */
  readonly segments: readonly (LotSegment & DrawnP)[];
}

/** How places are drawn anew, and on how many threads. */
export interface ResidualDrawOptions extends DrawOptions {
  /** How many threads work, 1 unless told otherwise; the results are the same bits on any number. */
  readonly workers?: number;
}

/**
 * Test of all segments at once by drawing the places anew, with an outcome model for every row.
 *
 * The statistic of a segment is T = Σ (t − e) (y − μ) / (e (1 − e)) over its rows, so that T over their
 * number is the doubly robust effect with the known probabilities e = m / k (see `residualLists`). Under
 * the hypothesis that no place changes any outcome, residuals are what they are in every draw, and p-values
 * are exact whether the model is right or not; a good model makes T less noisy, and so the test the
 * stronger (Rosenbaum 2002, "Covariance adjustment in randomized experiments and observational studies",
 * Statistical Science 17(3)). It must have been fitted without the places. The variance is that of
 * `placedSegments`; adjusted p-values step down from the largest |z| (Westfall and Young 1993).
 *
 * With a number that was recorded before the places were drawn as the outcome, such as an article's age, it
 * is a test with a negative control: no place can have changed it, and a finding says that places were not
 * drawn by lot (Lipsitch, Tchetgen Tchetgen and Cohen 2010, "Negative controls", Epidemiology 21(3)).
 *
 * @param lists the lists of both arms with their residuals
 * @param index the segments of the same rows
 * @param options how many draws, from which seed, of which segments the largest |z| is taken, and on how
 *   many threads
 * @returns the segments with their p-values, the global one, and the critical value of the largest |z|
 * @throws {InputError} if the number of draws or threads is no whole number from 1, the seed is none, or
 *   there is no such segment
 *
 * @example Forty lists of six; the older an article, the lower it stands
 * ```ts
 * import { residualLists } from "lib/inference/residual_lists.ts";
 * import { testResidualsByLot } from "lib/inference/residuals_by_lot.ts";
 * import { indexSegments } from "lib/inference/segment_index.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = Array.from({ length: 240 }, (_, row) => row);
 * const index = indexSegments([{ name: "topic", levels: ["news"], codes: new Int32Array(240) }]);
 * const lists = residualLists({
 *   list: Int32Array.from(rows, (row) => Math.floor(row / 6)),
 *   topThree: Uint8Array.from(rows, (row) => row % 6 < 3 ? 1 : 0),
 *   outcome: Float64Array.from(rows, (row) => row % 6), // the age in days
 *   expected: new Float64Array(240),
 * }, index);
 * const { globalP } = await testResidualsByLot(lists, index, { draws: 199, seed: 7 });
 * assertEquals(globalP, 1 / 200); // no draw is as extreme: these places were not drawn by lot
 * ```
 */
export async function testResidualsByLot(
  lists: ResidualLists,
  index: SegmentIndex,
  options: ResidualDrawOptions,
): Promise<ResidualsByLot> {
  const { draws, seed, among, workers = 1 } = requireKnownOptions(options, [
    "draws",
    "seed",
    "among",
    "workers",
  ]);
  requireDraws(draws);
  requireWorkers(workers);
  requireResidualLists(lists);
  requireSameSegments(lists, index);
  // A seed that is none is refused here, not on another thread.
  seedText(seed);
  const segments = index.segments.length;
  const family = familyOf(segments, among);
  const [own, ...others] = stretchesOf(draws, workers)
    .map((stretch) => ({ segments, family, seed, ...stretch }));
  const elsewhere = Promise.all(others.map((stretch) => countInWorker({ lists, stretch })));
  // A fault on this thread must not leave another's unheard.
  elsewhere.catch(() => {});
  const counts = [countResidualDraws(lists, own!), ...await elsewhere];
  const moments = residualMoments(lists, segments);
  const { drawn, adjusted, global, criticalValue } = pValuesOf(
    moments,
    extremeFirst(moments, family),
    counts,
  );
  return {
    segments: index.segments.map((segment, at) => ({
      ...lotSegment(segment, moments.sums[at]!, moments.variances[at]!),
      drawnP: drawn[at]!,
      adjustedP: adjusted[at]!,
    })),
    family,
    draws,
    globalP: global,
    criticalValue,
  };
}

/** Stretches of whole streams, as many as there are threads or streams. */
function stretchesOf(
  draws: number,
  workers: number,
): { readonly from: number; readonly to: number }[] {
  const streams = Math.ceil(draws / DRAWS_A_STREAM);
  const parts = Math.min(workers, streams);
  const begin = (part: number) =>
    Math.min(draws, Math.floor(part * streams / parts) * DRAWS_A_STREAM);
  return Array.from({ length: parts }, (_, part) => ({
    from: begin(part),
    to: part + 1 === parts ? draws : begin(part + 1),
  }));
}

/** The counts of a stretch, made on a thread of its own. */
function countInWorker(request: ResidualRequest): Promise<DrawCounts> {
  const worker = new Worker(new URL("./residuals_by_lot_worker.ts", import.meta.url), {
    type: "module",
  });
  return new Promise<DrawCounts>((resolve, reject) => {
    worker.onmessage = ({ data: reply }: MessageEvent<ResidualReply>) => {
      if (reply.kind === "done") resolve(reply.counts);
      else reject(new Error(`a thread that draws places stopped: ${reply.message}`));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`a thread that draws places stopped: ${event.message}`));
    };
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
