/**
 * Time of the inference over segments beside NumPy and SciPy doing the same, on rows of shuffled lists.
 *
 * @module
 */

import { join } from "node:path";
import type { Report } from "lib/command/mod.ts";
import { clickedLists } from "lib/inference/clicked_lists.ts";
import { placedSegments, testPlacesByLot } from "lib/inference/places_by_lot.ts";
import { residualLists } from "lib/inference/residual_lists.ts";
import { testResidualsByLot } from "lib/inference/residuals_by_lot.ts";
import { indexSegments } from "lib/inference/segment_index.ts";
import { segmentMeans } from "lib/inference/segment_means.ts";
import { simultaneousIntervals } from "lib/inference/simultaneous.ts";
import { simulatedWorld, simulateImpressionColumns } from "lib/simulation/impressions/simulate.ts";
import { run } from "../../notebooks/environment/run.ts";
import { divisionsOf, scoresOf, wholeListsOf } from "./false_findings.ts";
import { lineUp, pairedRatio, spread } from "./figures.ts";
import { measureInTurn } from "./in_turn.ts";
import { ensurePeerEnvironment, OF_ESTIMATORS } from "./peer_environment.ts";

/** How often errors are drawn over clusters, places of clicked rows, and places of all rows. */
const [BOOTSTRAP, REDRAWS, ROW_REDRAWS] = [2_000, 10_000, 2_000];

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
  const residuals = residualLists({
    list: rows.list,
    topThree: rows.treatment,
    outcome: rows.outcome,
    expected: rows.outcomeRate,
  }, index);
  return { rows, index, lists, residuals, scores: scoresOf(rows) };
}

type Prepared = ReturnType<typeof prepared>;

/** What is measured; places of all rows on one thread, and ours on two. */
type Step = "means" | "bootstrap" | "redraws" | "rows" | "rowsOnTwo";

/** What a side measured, and the figures that both must agree on. */
interface InferenceRun {
  readonly seconds: Readonly<Record<Step, number>>;
  readonly effects?: readonly number[];
  readonly errors: readonly number[];
  readonly critical: number;
  /** Standard deviations of the sums over the draws of the places. */
  readonly deviations: readonly number[];
  /** The same of residuals of all rows. */
  readonly rowDeviations: readonly number[];
}

/** What DoubleML measured: effects by segment, and joint intervals, a division at a time. */
interface DoubleMlRun {
  readonly seconds: Readonly<Record<"means" | "bootstrap", number>>;
  readonly effects: readonly number[];
}

/**
 * Measures all sides in turn.
 *
 * @param pairs how often each side is measured
 * @param report told of each step
 * @returns the report
 */
export async function benchInference(pairs: number, report: Report): Promise<string> {
  const python = await ensurePeerEnvironment(report);
  const withDoubleMl = await ensurePeerEnvironment(report, OF_ESTIMATORS);
  const data = prepared();
  const folder = await Deno.makeTempDir();
  try {
    await writeColumns(folder, data);
    const say = (text: string) => report.status(`inference: ${text}`);
    const sides = {
      ours: () => measureOurs(data),
      peer: () => measurePeer(python, folder, data),
    };
    const doubleMlSides = {
      ours: sides.ours,
      doubleMl: () => measureDoubleMl(withDoubleMl, folder, data),
    };
    const { ours, peer } = await measureInTurn(sides, pairs, say);
    const { ours: again, doubleMl } = await measureInTurn(doubleMlSides, pairs, say);
    return `${describe(data, ours, peer)}\n\n${describeDoubleMl(again, doubleMl)}`;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function measureOurs(
  { rows, index, lists, residuals, scores }: Prepared,
): Promise<InferenceRun> {
  const timed = async <Result>(
    work: () => Result | Promise<Result>,
  ): Promise<[Result, number]> => {
    const begun = performance.now();
    return [await work(), (performance.now() - begun) / 1000];
  };
  const [means, meansSeconds] = await timed(() => segmentMeans(scores, index, rows.list));
  const [intervals, bootstrap] = await timed(() =>
    simultaneousIntervals(means, { draws: BOOTSTRAP, seed: 1 })
  );
  const [, redraws] = await timed(() => testPlacesByLot(lists, index, { draws: REDRAWS, seed: 1 }));
  const drawRows = (workers: number) =>
    timed(() => testResidualsByLot(residuals, index, { draws: ROW_REDRAWS, seed: 1, workers }));
  const [onOne, rowSeconds] = await drawRows(1);
  const [onTwo, rowsOnTwo] = await drawRows(2);
  if (JSON.stringify(onOne) !== JSON.stringify(onTwo)) throw new Error("threads change the bits");
  return {
    seconds: { means: meansSeconds, bootstrap, redraws, rows: rowSeconds, rowsOnTwo },
    effects: means.segments.map(({ lift }) => lift),
    errors: means.segments.map(({ standardError }) => standardError),
    critical: intervals.criticalValue,
    deviations: placedSegments(lists, index).map(({ nullError, rows }) => nullError * rows),
    rowDeviations: onOne.segments.map(({ nullError, rows }) => nullError * rows),
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
    ...["--row-redraws", String(ROW_REDRAWS)],
  ]);
  if (code !== 0) throw new Error(`the peer stopped: ${stderr}`);
  return JSON.parse(stdout.trim().split("\n").at(-1)!);
}

async function measureDoubleMl(
  python: string,
  folder: string,
  { index }: Prepared,
): Promise<DoubleMlRun> {
  const { code, stdout, stderr } = await run(python, [
    join(import.meta.dirname!, "peer_doubleml.py"),
    folder,
    ...["--divisions", String(index.divisions.length)],
    ...["--segments", String(index.segments.length)],
    ...["--bootstrap", String(BOOTSTRAP)],
  ]);
  if (code !== 0) throw new Error(`DoubleML stopped: ${stderr}`);
  return JSON.parse(stdout.trim().split("\n").at(-1)!);
}

function describeDoubleMl(
  ours: readonly InferenceRun[],
  doubleMl: readonly DoubleMlRun[],
): string {
  const step = (name: "means" | "bootstrap", words: string) => {
    const [a, b] = [ours, doubleMl].map((runs) => runs.map(({ seconds }) => seconds[name]));
    return [words, spread(a!), spread(b!), pairedRatio(b!, a!)];
  };
  const difference = Math.max(
    ...ours[0]!.effects!.map((effect, at) => Math.abs(effect / doubleMl[0]!.effects[at]! - 1)),
  );
  return [
    lineUp([
      ["step", "ours, s", "DoubleML, s", "DoubleML over ours"],
      step("means", "effects and errors of all segments"),
      step("bootstrap", `joint intervals by ${BOOTSTRAP} draws`),
    ]),
    `Effects differ by at most ${
      difference.toExponential(1)
    } of themselves. DoubleML takes a division at a ` +
    "time, its errors are by row, and its joint intervals hold within a division; ours are by list, with " +
    "the covariance of all segments, and hold for all.",
  ].join("\n");
}

async function writeColumns(
  folder: string,
  { rows, index, lists, residuals, scores }: Prepared,
): Promise<void> {
  const columns: Readonly<Record<string, Float64Array | Int32Array | Uint8Array>> = {
    scores,
    outcome: rows.outcome,
    treatment: rows.treatment,
    propensity: rows.propensity,
    rate: rows.outcomeRate,
    cluster: numbered(rows.list),
    size: lists.size,
    treated: lists.treated,
    start: lists.start,
    row_size: residuals.size,
    row_treated: residuals.treated,
    row_start: residuals.start,
    row_weights: residuals.weights,
    ...Object.fromEntries(residuals.divisions.map((codes, at) => [`row_codes_${at}`, codes])),
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
  const step = (name: Step, words: string, theirs = name) => {
    const [a, b] = [
      ours.map(({ seconds }) => seconds[name]),
      peer.map(({ seconds }) => seconds[theirs]),
    ];
    return [words, spread(a), spread(b), pairedRatio(b, a)];
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
      step("rows", `${ROW_REDRAWS} draws of all rows' places`),
      step("rowsOnTwo", "the same on two threads", "rows"),
    ]),
    `Standard errors differ by at most ${
      farthest(own.errors, other.errors).toExponential(1)
    } of themselves; ` +
    `critical values over lists ${own.critical.toFixed(3)} and ${
      other.critical.toFixed(3)
    }; closed-form ` +
    `deviations and NumPy's over ${REDRAWS} draws by at most ${
      farthest(own.deviations, other.deviations).toExponential(1)
    }, of all rows over ${ROW_REDRAWS} by at most ${
      farthest(own.rowDeviations, other.rowDeviations).toExponential(1)
    }.`,
  ].join("\n");
}
