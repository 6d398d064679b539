/**
 * Time of the inference over segments beside NumPy and SciPy doing the same, on rows of shuffled lists.
 *
 * @module
 */

import { join } from "node:path";
import type { Report } from "lib/command/mod.ts";
import { clickedLists } from "lib/inference/clicked_lists.ts";
import { placedSegments, testPlacesByLot } from "lib/inference/places_by_lot.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { simultaneousIntervals } from "lib/inference/simultaneous.ts";
import { simulatedWorld, simulateImpressionColumns } from "lib/simulation/impressions/simulate.ts";
import { run } from "../../notebooks/environment/run.ts";
import { divisionsOf, scoresOf, wholeListsOf } from "./false_findings.ts";
import { lineUp, pairedRatio, spread } from "./figures.ts";
import { measureInTurn } from "./in_turn.ts";
import { ensurePeerEnvironment } from "./peer_environment.ts";

/** How often errors are drawn over clusters, and places within lists. */
const [BOOTSTRAP, REDRAWS] = [2_000, 10_000];

/** A simulated table of the sample's size, and its segments of at least 4,000 rows. */
function prepared() {
  const world = simulatedWorld();
  const columns = simulateImpressionColumns(
    { impressions: 20_000, seed: "inference", order: "shuffled" },
    world,
  );
  const rows = wholeListsOf(columns);
  const index = indexSegments(divisionsOf(columns, world, rows.kept), 4_000);
  const lists = clickedLists(
    { list: rows.list, topThree: rows.treatment, clicked: rows.outcome },
    index,
  );
  return { rows, index, lists, scores: scoresOf(rows) };
}

type Prepared = ReturnType<typeof prepared>;

/** What a side measured, and the figures that both must agree on. */
interface InferenceRun {
  readonly seconds: Readonly<Record<"means" | "bootstrap" | "redraws", number>>;
  readonly errors: readonly number[];
  readonly critical: number;
  /** Standard deviations of the sums over the draws of the places. */
  readonly deviations: readonly number[];
}

/**
 * Measures both sides in turn.
 *
 * @param pairs how often each side is measured
 * @param report told of each step
 * @returns the report
 */
export async function benchInference(pairs: number, report: Report): Promise<string> {
  const python = await ensurePeerEnvironment(report);
  const data = prepared();
  const folder = await Deno.makeTempDir();
  try {
    await writeColumns(folder, data);
    const { ours, peer } = await measureInTurn(
      {
        ours: () => Promise.resolve(measureOurs(data)),
        peer: () => measurePeer(python, folder, data),
      },
      pairs,
      (text) => report.status(`inference: ${text}`),
    );
    return describe(data, ours, peer);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function measureOurs({ rows, index, lists, scores }: Prepared): InferenceRun {
  const timed = <Result>(work: () => Result): [Result, number] => {
    const begun = performance.now();
    return [work(), (performance.now() - begun) / 1000];
  };
  const [means, meansSeconds] = timed(() => segmentMeans(scores, index, rows.list));
  const [intervals, bootstrap] = timed(() =>
    simultaneousIntervals(means, { draws: BOOTSTRAP, seed: 1 })
  );
  const [, redraws] = timed(() => testPlacesByLot(lists, index, { draws: REDRAWS, seed: 1 }));
  return {
    seconds: { means: meansSeconds, bootstrap, redraws },
    errors: means.segments.map(({ standardError }) => standardError),
    critical: intervals.criticalValue,
    deviations: placedSegments(lists, index).map(({ nullError, rows }) => nullError * rows),
  };
}

async function measurePeer(
  python: string,
  folder: string,
  { index }: Prepared,
): Promise<InferenceRun> {
  const { code, stdout, stderr } = await run(python, [
    join(import.meta.dirname!, "peer_inference.py"),
    folder,
    ...["--divisions", String(index.divisions.length)],
    ...["--segments", String(index.segments.length)],
    ...["--bootstrap", String(BOOTSTRAP), "--redraws", String(REDRAWS)],
  ]);
  if (code !== 0) throw new Error(`the peer stopped: ${stderr}`);
  return JSON.parse(stdout.trim().split("\n").at(-1)!);
}

async function writeColumns(
  folder: string,
  { rows, index, lists, scores }: Prepared,
): Promise<void> {
  const columns: Readonly<Record<string, Float64Array | Int32Array>> = {
    scores,
    cluster: numbered(rows.list),
    size: lists.size,
    treated: lists.treated,
    start: lists.start,
    ...Object.fromEntries(index.divisions.map((codes, at) => [`codes_${at}`, codes])),
    ...Object.fromEntries(lists.divisions.map((codes, at) => [`clicked_${at}`, codes])),
  };
  for (const [name, values] of Object.entries(columns)) {
    await Deno.writeFile(
      join(folder, `${name}.bin`),
      new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength),
    );
  }
}

/** The same clusters, numbered without gaps. */
function numbered(list: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return list.map((number) => {
    if (!numbers.has(number)) numbers.set(number, numbers.size);
    return numbers.get(number)!;
  });
}

function describe(
  { rows, index, lists }: Prepared,
  ours: readonly InferenceRun[],
  peer: readonly InferenceRun[],
): string {
  const farthest = (a: readonly number[], b: readonly number[]) =>
    Math.max(...a.map((value, at) => Math.abs(value / b[at]! - 1)));
  const [own, other] = [ours[0]!, peer[0]!];
  const step = (name: keyof InferenceRun["seconds"], words: string) => {
    const [a, b] = [ours, peer].map((runs) => runs.map(({ seconds }) => seconds[name]));
    return [words, spread(a!), spread(b!), pairedRatio(b!, a!)];
  };
  return [
    `${rows.list.length} rows of whole lists, ${index.segments.length} segments, ` +
    `${
      new Set(rows.list).size
    } lists, ${lists.isTreated.length} clicked rows in ${lists.lists} that tell ` +
    "something",
    lineUp([
      ["step", "ours, s", "NumPy, s", "NumPy over ours"],
      step("means", "means and covariance"),
      step("bootstrap", `${BOOTSTRAP} draws over lists`),
      step("redraws", `${REDRAWS} draws of places`),
    ]),
    `Standard errors differ by at most ${
      farthest(own.errors, other.errors).toExponential(1)
    } of themselves; ` +
    `critical values over lists ${own.critical.toFixed(3)} and ${
      other.critical.toFixed(3)
    }; closed-form ` +
    `deviations and NumPy's over ${REDRAWS} draws by at most ${
      farthest(own.deviations, other.deviations).toExponential(1)
    }.`,
  ].join("\n");
}
