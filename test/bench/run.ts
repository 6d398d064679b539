/**
 * `deno task bench [SECTION…]`: measures this project against a Python peer, against its own size,
 * and against the truth.
 *
 * The report is for reading: no figure in it is asserted. What ends it is only a peer that comes to
 * other tables of the slates, for then there is nothing to compare.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  fromCaller,
  printLine,
  runCommand,
  terminalReport,
  UsageError,
  wholeNumber,
} from "lib/command/mod.ts";
import { openImpressions } from "lib/impressions/table.ts";
import { findImpressions } from "lib/notebook/impression_input.ts";
import { findSlates } from "lib/notebook/slate_input.ts";
import type { ListOrder } from "lib/simulation/impressions/simulate.ts";
import { benchClosedForms } from "./closed_forms.ts";
import { compareTables } from "./compare_tables.ts";
import { describeCoverage, replicateCoverageInParallel } from "./coverage.ts";
import { describeFalseFindings, describePower, findNothingInParallel } from "./false_findings.ts";
import { benchInference } from "./inference.ts";
import { lineUp, pairedRatio, spread } from "./figures.ts";
import { measureInTurn } from "./in_turn.ts";
import { type Measured, measureOurs, measurePeer } from "./measure.ts";
import { describeKills } from "./kills/describe_kills.ts";
import { killAtRandom, type KillPlan } from "./kills/kills.ts";
import { describeMindSize, measureMindSize } from "./mind_size.ts";
import { describeMovieLensSize, measureMovieLensSize } from "./movielens_size.ts";
import { ensurePeerEnvironment } from "./peer_environment.ts";
import type { PipelineRun } from "./pipeline.ts";
import { checkLogsInParallel, describeSegmentCoverage, type Truth } from "./segment_coverage.ts";
import { benchMillionSlates, benchSlates } from "./slate_sections.ts";

const USAGE = `Usage: deno task bench [SECTION…] [--pairs N] [--input PARQUET] [--slates FOLDER]

Measures, and prints one report. Sections, all of them by default:

  pipeline        load, draw 150,000 rows, cross-fit, score, all segment tables: this project and
                  the Python peer in turn, and this project on all rows
  rows            time per row on a quarter, a half and all of the rows
  mind            preparing raw logs of the genuine size
  coverage        how often the 95 % interval of the global lift covers a known truth
  segment_coverage
                  the same for the intervals by design that the notebook on trust recommends, for all
                  displays and by segment, with errors by rows, by lists and by readers
  false_findings  how often each way of testing many segments finds what is there, and what is not
  inference       errors of many segments, drawn over lists and over places: this project, NumPy and DoubleML
  closed_forms    what the notebook on trust computes without draws, beside the cross-fit of as many rows
  slates          the interference analysis from its three tables to its six files: this project and
                  the Python peer in turn
  million_slates  time per row of its exposure mapping, outcomes and totals on a quarter, a half and
                  all of a million simulated slates
  movielens       preparing simulated ratings of the size of ml-25m
  kills           a hundred kills of commands at random moments: what they leave, and whether the
                  next run recovers

  --pairs N        how often each side is measured, after one run to warm up (5)
  --input PARQUET  the table of pipeline and rows, by default the reference table of 737,762 rows in
                   REFERENCE_DIR, else the simulated sample
  --slates FOLDER  the three tables of slates, by default the reference's 3,000 slates in
                   REFERENCE_DIR, else those that the notebook finds
  --help, -h       shows this text`;

const SAMPLE_ROWS = 150_000;
/** The coverage study: tables of the size of the notebook's sample. */
const COVERAGE = { replications: 600, impressions: 4_000, seed: "coverage" };

/** The study of intervals by segment: each world with the truths that its intervals are read for. */
const SEGMENT_COVERAGE = { logs: 400, impressions: 4_000, seed: "segment coverage" };
const COVERED_WORLDS: readonly {
  readonly order: ListOrder;
  readonly about: string;
  readonly truths: readonly Truth[];
}[] = [
  { order: "shuffled", about: "no effect, clicks as they come", truths: ["own rows"] },
  { order: "ranked", about: "an effect, clicks independent", truths: ["own rows"] },
  {
    order: "clustered",
    about: "an effect, clicks of a reader alike",
    truths: ["own rows", "population"],
  },
];

/** The study of false findings: tables of the size of the sample. */
const FALSE_FINDINGS = {
  tables: 200,
  impressions: 20_000,
  minimumRows: 4_000,
  draws: 999,
  seed: "false findings",
};

/** What a first place adds to the click probability where the study asks for power. */
const ADDED = 0.02;

interface Settings {
  readonly pairs: number;
  /** The table of impressions; empty if no section reads it. */
  readonly input: string;
  /** The folder of the slates' tables; empty if no section reads it. */
  readonly slates: string;
}

const SECTIONS: Readonly<Record<string, (settings: Settings) => Promise<string>>> = {
  pipeline: benchPipeline,
  rows: benchRows,
  mind: async () => describeMindSize(await measureMindSize()),
  coverage: benchCoverage,
  segment_coverage: benchSegmentCoverage,
  false_findings: benchFalseFindings,
  inference: ({ pairs }) => benchInference(pairs, terminalReport),
  closed_forms: ({ pairs }) => benchClosedForms(pairs, terminalReport),
  slates: ({ slates, pairs }) => benchSlates(slates, pairs, terminalReport),
  million_slates: ({ pairs }) => benchMillionSlates(pairs, terminalReport),
  movielens: async () => describeMovieLensSize(await measureMovieLensSize()),
  kills: benchKills,
};

/** A hundred kills; a command that takes a minute is killed less often. */
const KILLS: KillPlan = {
  "data:sample": 11,
  "data:mind": 11,
  "data:movielens": 11,
  writeups: 13,
  "notebook:refresh": 11,
  "notebook:clean": 11,
  "notebook:restore": 11,
  "notebook:new": 10,
  lab: 5,
  setup: 6,
};

async function benchKills(): Promise<string> {
  const counts = await killAtRandom({
    plan: KILLS,
    seed: "kills",
    tell: (text) => terminalReport.status(text),
  });
  return describeKills(counts);
}

async function benchPipeline({ input, pairs }: Settings): Promise<string> {
  const python = await ensurePeerEnvironment(terminalReport);
  const { ours, peer, all } = await measureInTurn(
    {
      ours: () => measureOurs(input, { rows: SAMPLE_ROWS }),
      peer: () => measurePeer(python, input, SAMPLE_ROWS),
      all: () => measureOurs(input, { rows: "all" }),
    },
    pairs,
    (text) => terminalReport.status(`pipeline: ${text}`),
  );
  const of = (list: Runs, figure: (run: Measured<PipelineRun>) => number) => list.map(figure);
  const row = (name: string, figure: (run: Measured<PipelineRun>) => number, digits = 2) => [
    name,
    ...[ours, peer, all].map((list) => spread(of(list, figure), digits)),
    pairedRatio(of(peer, figure), of(ours, figure)),
    pairedRatio(of(peer, figure), of(all, figure)),
  ];
  const table = lineUp([
    [
      "median (least to most)",
      `ours, ${ours[0]!.rows}`,
      `peer, ${peer[0]!.rows}`,
      `ours, ${all[0]!.rows}`,
      "peer/ours",
      `peer/ours, ${all[0]!.rows}`,
    ],
    row("open and check / load, s", ({ seconds }) => seconds.load),
    row("draw and read, s", ({ seconds }) => seconds.sample),
    row("cross-fit, s", ({ seconds }) => seconds.crossFit),
    row("scores and six tables, s", ({ seconds }) => seconds.scoreAndSegments),
    row("load to last table, s", ({ seconds }) => seconds.total),
    row("processor, load to last table, s", ({ cpuSeconds }) => cpuSeconds),
    row("start-up, imports and exit, s", ({ aroundSeconds }) => aroundSeconds),
    row("peak memory, MiB", ({ peakMebibytes }) => peakMebibytes ?? NaN, 0),
  ]);
  const difference = compareTables(ours[0]!, peer[0]!);
  return `${table}
(Seconds exclude start-up and imports. Both sides run with MALLOC_ARENA_MAX=1.)\n
Tables of ${ours[0]!.rows} rows: ${difference.segments} segments on both sides` +
    (difference.unlike === 0 ? "" : `, ${difference.unlike} that differ in rows`) + `.
The peer's solver stops before its optimum, ours ends at it (largest gradient entry 1e-9).
Largest difference in a lift ${difference.largestLift.toExponential(1)}, in any number ` +
    `${difference.largest.toExponential(1)}; ${difference.changedCells} of ${difference.cells} ` +
    `numbers differ at the four decimals printed.`;
}

type Runs = readonly Measured<PipelineRun>[];

async function benchRows({ input, pairs }: Settings): Promise<string> {
  const { rows } = openImpressions(input);
  const sizes = [rows / 4, rows / 2, rows].map(Math.round);
  // One thread throughout: a second one at the larger sizes would hide a growth.
  const runs = Object.values(
    await measureInTurn(
      Object.fromEntries(sizes.map((size) => [
        `${size} rows`,
        () => measureOurs(input, { rows: size, workers: 1 }),
      ])),
      pairs,
      (text) => terminalReport.status(`rows: ${text}`),
    ),
  );
  return lineUp([
    ["rows", "total, s", "µs a row", "µs a row, cross-fit", "processor, µs a row"],
    ...sizes.map((size, i) => [
      String(size),
      spread(runs[i]!.map(({ seconds }) => seconds.total)),
      ...[
        ({ seconds }: PipelineRun) => seconds.total,
        ({ seconds }: PipelineRun) => seconds.crossFit,
        ({ cpuSeconds }: PipelineRun) => cpuSeconds,
      ].map((figure) => spread(runs[i]!.map((run) => 1e6 * figure(run) / size))),
    ]),
  ]);
}

async function benchCoverage(): Promise<string> {
  const replications = await replicateCoverageInParallel({
    ...COVERAGE,
    onProgress: ({ done, total }) => terminalReport.status(`coverage: ${done} of ${total}`),
  }, navigator.hardwareConcurrency);
  return `${COVERAGE.replications} simulated tables of ${COVERAGE.impressions} ranked lists, ` +
    `true propensity supplied\n${describeCoverage(replications)}`;
}

async function benchSegmentCoverage(): Promise<string> {
  const worlds: string[] = [];
  for (const { order, about, truths } of COVERED_WORLDS) {
    const logs = await checkLogsInParallel({
      ...SEGMENT_COVERAGE,
      order,
      onProgress: ({ done, total }) =>
        terminalReport.status(`segment_coverage, ${order}: ${done} of ${total}`),
    }, navigator.hardwareConcurrency);
    worlds.push(
      `${logs.length} logs of ${SEGMENT_COVERAGE.impressions} ${order} lists (${about})\n` +
        describeSegmentCoverage(logs, truths),
    );
  }
  return `whole lists of four or more, known propensity\n${worlds.join("\n\n")}`;
}

async function benchFalseFindings(): Promise<string> {
  const threads = navigator.hardwareConcurrency;
  const study = (what: string, lift: number) =>
    findNothingInParallel({
      ...FALSE_FINDINGS,
      lift,
      onProgress: ({ done, total }) =>
        terminalReport.status(`false_findings, ${what}: ${done} of ${total}`),
    }, threads);
  const nothing = await study("no effect", 0);
  const something = await study("an effect", ADDED);
  return `${FALSE_FINDINGS.tables} simulated tables of ${FALSE_FINDINGS.impressions} shuffled lists, whole ` +
    `lists of four or more, known propensity\n${describeFalseFindings(nothing)}\n\n` +
    describePower(something, ADDED);
}

/** The table named, or the reference table, or the simulated sample, made if it is absent. */
async function chooseInput(named: string | undefined): Promise<string> {
  if (named !== undefined) return fromCaller(named);
  const reference = Deno.env.get("REFERENCE_DIR");
  const path = reference &&
    join(fromCaller(reference), "inputs", "mind_full", "impressions.parquet");
  return path && existsSync(path) ? path : (await findImpressions()).path;
}

/** The folder named, or the reference's slates, or those that the notebook finds. */
async function chooseSlates(named: string | undefined): Promise<string> {
  if (named !== undefined) return fromCaller(named);
  const reference = Deno.env.get("REFERENCE_DIR");
  const folder = reference && join(fromCaller(reference), "inputs", "ml_3000");
  return folder && existsSync(folder) ? folder : (await findSlates()).folder;
}

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {
      pairs: { type: "string", default: "5" },
      input: { type: "string" },
      slates: { type: "string" },
    },
    allowPositionals: true,
    run: async ({ values, positionals }) => {
      const pairs = wholeNumber("--pairs", values.pairs, { least: 1 });
      const unknown = positionals.find((name) => !Object.hasOwn(SECTIONS, name));
      if (unknown !== undefined) {
        throw new UsageError(
          `There is no section "${unknown}": sections are ${Object.keys(SECTIONS).join(", ")}`,
        );
      }
      const names = positionals.length > 0 ? positionals : Object.keys(SECTIONS);
      const needsInput = names.includes("pipeline") || names.includes("rows");
      const input = needsInput ? await chooseInput(values.input) : "";
      const slates = names.includes("slates") ? await chooseSlates(values.slates) : "";
      printLine(
        `Deno ${Deno.version.deno}, ${navigator.hardwareConcurrency} processors, load ` +
          `${Deno.loadavg()[0]!.toFixed(1)}` +
          (needsInput ? `, ${openImpressions(input).rows} rows` : ""),
      );
      for (const name of names) {
        const text = await SECTIONS[name]!({ pairs, input, slates });
        terminalReport.status("");
        printLine(`\n== ${name}\n${text}`);
      }
      return 0;
    },
  });
}
