/**
 * The sections of the report that are about the interference analysis.
 *
 * @module
 */

import { basename } from "node:path";
import type { Report } from "lib/command/mod.ts";
import { describeSize } from "./command_size.ts";
import { compareSlates } from "./compare_slates.ts";
import { lineUp, pairedRatio, spread } from "./figures.ts";
import { measureInTurn } from "./in_turn.ts";
import {
  type Measured,
  measureManySlates,
  measureOurSlates,
  measurePeerSlates,
  type PeerSums,
} from "./measure.ts";
import { type ManySlatesRun, MILLION_SLATES_LIMITS, MOST_SLATES } from "./million_slates.ts";
import { ensurePeerEnvironment } from "./peer_environment.ts";
import type { SlateRun } from "./slates.ts";

/**
 * Measures the analysis of one folder's slates against the Python peer, both ways of the latter.
 *
 * @param input the folder of the three tables
 * @param pairs how often each side is measured
 * @param report told of each step
 * @returns the section's text
 * @throws {CommandError} if the sides' tables differ
 */
export async function benchSlates(input: string, pairs: number, report: Report): Promise<string> {
  const python = await ensurePeerEnvironment(report);
  const output = await Deno.makeTempDir();
  try {
    const folderOf = (side: string) => `${output}/${side}`;
    for (const side of ["ours", "filtered", "masked"]) await Deno.mkdir(folderOf(side));
    const peer = (sums: PeerSums) => () => measurePeerSlates(python, input, folderOf(sums), sums);
    const { ours, filtered, masked } = await measureInTurn(
      {
        ours: () => measureOurSlates(input, folderOf("ours")),
        filtered: peer("filtered"),
        masked: peer("masked"),
      },
      pairs,
      (text) => report.status(`slates: ${text}`),
    );
    const own = { run: ours.at(-1)!, folder: folderOf("ours") };
    const agreements = [
      compareSlates(own, { run: filtered.at(-1)!, folder: folderOf("filtered") }),
      compareSlates(own, { run: masked.at(-1)!, folder: folderOf("masked") }),
    ];
    const { tables, cells } = agreements[0]!;
    const largest = Math.max(...agreements.map((agreement) => agreement.largest));
    return `${compareTimes(ours, filtered, masked)}
(Seconds exclude start-up and imports. All sides run with MALLOC_ARENA_MAX=1. The peer filters each
slate's rows to sum its lift by exposure, as the original does; with masked sums it does not.)\n
${own.run.slates} slates, ${own.run.rows} rows, from ${
      basename(input)
    }. All ${tables} tables agree \
on all sides:
texts and whole numbers are equal, and of ${cells} cells none differs by more than \
${largest.toExponential(1)}.`;
  } finally {
    await Deno.remove(output, { recursive: true });
  }
}

type Runs = readonly Measured<SlateRun>[];

function compareTimes(ours: Runs, filtered: Runs, masked: Runs): string {
  const row = (name: string, figure: (run: Measured<SlateRun>) => number, digits = 3) => {
    const [our, ...peers] = [ours, filtered, masked].map((runs) => runs.map(figure));
    return [
      name,
      ...[our!, ...peers].map((values) => spread(values, digits)),
      ...peers.map((values) => pairedRatio(values, our!)),
    ];
  };
  return lineUp([
    [
      "median (least to most)",
      ...["ours", "peer", "peer, masked sums", "peer/ours", "peer/ours, masked sums"],
    ],
    row("open, join and check / load, s", ({ seconds }) => seconds.load),
    row("focal items and promotions, s", ({ seconds }) => seconds.assign),
    row("exposure, its groups and clusters, s", ({ seconds }) => seconds.expose),
    row("probabilities and clicks, s", ({ seconds }) => seconds.simulate),
    row("slates and arms, s", ({ seconds }) => seconds.aggregate),
    row("six files, s", ({ seconds }) => seconds.save),
    row("load to last file, s", ({ seconds }) => seconds.total),
    row("processor, load to last file, s", ({ cpuSeconds }) => cpuSeconds),
    row("start-up, imports and exit, s", ({ aroundSeconds }) => aroundSeconds),
    row("peak memory, MiB", ({ peakMebibytes }) => peakMebibytes ?? NaN, 0),
  ]);
}

/**
 * Measures the analysis of a quarter, a half and all of a million simulated slates.
 *
 * @param rounds how often each size is measured
 * @param report told of each step
 * @returns the section's text
 */
export async function benchMillionSlates(rounds: number, report: Report): Promise<string> {
  const sizes = [MOST_SLATES / 4, MOST_SLATES / 2, MOST_SLATES];
  const runs = Object.values(
    await measureInTurn(
      Object.fromEntries(sizes.map((slates) => [
        `${slates} slates`,
        () => measureManySlates(slates),
      ])),
      rounds,
      (text) => report.status(`million_slates: ${text}`),
    ),
  );
  const row = (name: string, figure: (run: ManySlatesRun) => number, digits = 2) => [
    name,
    ...runs.map((ofSize) => spread(ofSize.map(figure), digits)),
  ];
  const table = lineUp([
    ["median (least to most)", ...sizes.map((slates) => `${slates} slates`)],
    row("check, s", ({ seconds }) => seconds.check),
    row("focal items and promotions, s", ({ seconds }) => seconds.assign),
    row("exposure, its groups and clusters, s", ({ seconds }) => seconds.expose),
    row("probabilities and clicks, s", ({ seconds }) => seconds.simulate),
    row("slates and arms, s", ({ seconds }) => seconds.aggregate),
    row("arrays to arms, s", ({ seconds }) => seconds.total),
    row("µs a row", ({ seconds, rows }) => 1e6 * seconds.total / rows),
    row("processor, µs a row", ({ cpuSeconds, rows }) => 1e6 * cpuSeconds / rows),
    row("peak memory, MiB", ({ peakMebibytes }) => peakMebibytes ?? NaN, 0),
  ]);
  const largest = runs.at(-1)!;
  const { rows, slates } = largest[0]!;
  const slowest = describeSize({
    seconds: Math.max(...largest.map(({ seconds }) => seconds.total)),
    peakMebibytes: Math.max(...largest.map(({ peakMebibytes }) => peakMebibytes ?? 0)) || undefined,
  }, MILLION_SLATES_LIMITS);
  return `${table}
(Seconds exclude start-up, imports and the simulation of the slates; the peak includes them.)\n
${slates} slates, ${rows} rows, at worst: ${slowest}.`;
}
