/**
 * The preparation of the processed impression table from the raw MIND release.
 *
 * @module
 */

import { type OnProgress, uncounted } from "lib/progress.ts";
import { formatCount } from "lib/text/counts.ts";
import { dirname, resolve } from "node:path";
import { type PlaceTest, testPlaces } from "lib/effects/places.ts";
import { InputError } from "lib/errors.ts";
import { type Provenance, writeProvenance } from "lib/frames/provenance.ts";
import { requireTablePlace } from "lib/files/output_place.ts";
import { requireWritable, unwritable } from "lib/files/writable_folder.ts";
import { writeAtomically } from "lib/files/atomic_write.ts";
import { type AbsentNews, findAbsentNews, requireFewAbsent } from "lib/raw/mind/absent_news.ts";
import { BEHAVIORS_REMEDIES, type BehaviorsFault, parseBehaviors } from "lib/raw/mind/behaviors.ts";
import {
  ChecksumTap,
  describeRelease,
  MIND_CHECKSUMS,
  type MindChecksums,
  type MindRelease,
  recognizeLog,
  recognizeRelease,
} from "lib/raw/mind/checksums.ts";
import { NEWS_REMEDIES, type NewsFault, parseNews } from "lib/raw/mind/news.ts";
import { drawImpressions } from "lib/raw/mind/sample.ts";
import { openMindSource } from "lib/raw/mind/source.ts";
import { impressionTable } from "lib/raw/mind/plan.ts";
import { type LineReport, requireFewFaults } from "lib/raw/line_faults.ts";
import { watchWriting } from "lib/raw/mind/writing.ts";
import type { RawFile } from "lib/raw/raw_file.ts";
import { watchedBytes } from "lib/raw/watched_bytes.ts";

const IF_EMPTY = "Unpack the MIND archive again, or name the archive itself.";

/** Options for {@linkcode prepareMind}. */
export interface MindOptions {
  /** Impressions to draw; a log with fewer is taken whole, and so is `"all"`. */
  readonly impressions: number | "all";
  /** Seed of the draw, a whole number. */
  readonly seed: number;
  /** Place of the parquet file. */
  readonly output: string;
  /** Percent of displayed items that may lack their article in `news.tsv`, 1 unless given. */
  readonly absentNews?: number;
  /** Steps: `reading` (counted in bytes), `recognizing`, `drawing` and `writing` (in rows, estimated). */
  readonly onProgress?: OnProgress;
  /** Ends the work early, leaving nothing behind. */
  readonly signal?: AbortSignal;
}

/** Report of {@linkcode prepareMind} on what it read and wrote. */
export interface MindReport {
  /** The two raw files as found. */
  readonly files: { readonly behaviors: string; readonly news: string };
  readonly checksums: MindChecksums;
  /** The genuine release that the files are, or `undefined` if they are others. */
  readonly release: MindRelease | undefined;
  readonly behaviors: LineReport<BehaviorsFault>;
  readonly news: LineReport<NewsFault>;
  /** Sentences on what is otherwise than in the release, and how it was read. */
  readonly readings: readonly string[];
  /** Displayed articles that `news.tsv` lacks, over the whole log. */
  readonly absentNews: AbsentNews;
  /** Well-formed impressions of the log, and the items they display. */
  readonly logged: { readonly impressions: number; readonly items: number };
  readonly written: {
    readonly impressions: number;
    readonly rows: number;
    readonly clicks: number;
  };
  /** What the table is, as its file says itself. */
  readonly provenance: Provenance;
  /** The test of whether the table's clicks depend on the place within the list. */
  readonly places: PlaceTest;
  /** Place of the table. */
  readonly output: string;
}

/**
 * The processed impression table, drawn from the raw MIND files and written as parquet.
 *
 * The rows keep the logged order. In MIND that order is shuffled within an impression, so position
 * has no effect there by construction. The file says in its footer which release the log is of, or
 * that it is another ({@linkcode readProvenance}).
 *
 * @param path the archive, such as `MINDsmall_train.zip`, or a folder
 * @param options how many impressions, the seed and where to write
 * @param genuine the fingerprints that genuine files are recognized by
 * @returns what was read, what was malformed and what was written
 * @throws {InputError} if a file is missing or unreadable, if more than 1 % of a file's lines are
 *   malformed, if more than 1 % of the displayed items lack their article, if an option is not
 *   usable or the output cannot be written; then nothing is written
 *
 * @example One reader who is shown one article and clicks it
 * ```ts
 * import { prepareMind } from "lib/raw/mind/prepare.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * Deno.writeTextFileSync(`${folder}/news.tsv`, "N8\tnews\tworld\tHeadline\t\t\t[]\t[]\n");
 * Deno.writeTextFileSync(`${folder}/behaviors.tsv`, "1\tU7\t11/11/2019 9:05:58 AM\t\tN8-1\n");
 * const output = `${folder}/impressions.parquet`;
 * const report = await prepareMind(folder, { impressions: "all", seed: 42, output });
 * assertEquals(report.written, { impressions: 1, rows: 1, clicks: 1 });
 * assertEquals(report.release, undefined);
 * ```
 */
export async function prepareMind(
  path: string,
  options: MindOptions,
  genuine: Readonly<Record<MindRelease, MindChecksums>> = MIND_CHECKSUMS,
): Promise<MindReport> {
  await requireUsable(options);
  const { onProgress, signal } = options;
  const source = await openMindSource(path);
  const { files } = source;
  try {
    await requireTablePlace(options.output, source.paths);
    const newsTap = new ChecksumTap();
    const news = await parseNews(watched(files.news, newsTap, options));
    const behaviorsTap = new ChecksumTap();
    const behaviors = await parseBehaviors(watched(files.behaviors, behaviorsTap, options));

    const checksums = { behaviors: behaviorsTap.checksum(), news: newsTap.checksum() };
    const release = recognizeRelease(checksums, genuine);
    const log = recognizeLog(checksums.behaviors, genuine);
    onProgress?.(uncounted("recognizing", describeRelease(release, log)));
    requireFewFaults(news.report, files.news.name, IF_EMPTY, NEWS_REMEDIES);
    requireFewFaults(behaviors.report, files.behaviors.name, IF_EMPTY, BEHAVIORS_REMEDIES);
    const absentNews = findAbsentNews(behaviors, news);
    const logged = {
      impressions: behaviors.lineNumbers.length,
      items: behaviors.newsCodes.length,
    };
    requireFewAbsent(absentNews, logged.items, files.behaviors.name, options.absentNews);

    const size = options.impressions === "all"
      ? logged.impressions
      : Math.min(options.impressions, logged.impressions);
    onProgress?.(uncounted(
      "drawing",
      `Drawing ${formatCount(size)} of ${formatCount(logged.impressions)} impressions`,
    ));
    const chosen = drawImpressions(logged.impressions, size, options.seed);
    const { plan, rows, clicks, places } = impressionTable(behaviors, news, chosen);
    const drawn = { impressions: size, seed: options.seed };
    const provenance: Provenance = log === undefined
      ? { kind: "log", ...drawn }
      : { kind: "mind", release: log, ...drawn };

    await writeTable(options, async (temporary) => {
      await watchWriting(temporary, rows, onProgress, async () => {
        signal?.throwIfAborted();
        // Absolute, lest the writer take a path that begins like "file:" for an address.
        await plan.sinkParquet(resolve(temporary), { compression: "zstd" }).collect();
        writeProvenance(temporary, provenance);
        signal?.throwIfAborted();
      });
    });
    return {
      files: { behaviors: files.behaviors.name, news: files.news.name },
      checksums,
      release,
      behaviors: behaviors.report,
      news: news.report,
      readings: [...behaviors.readings, ...news.readings],
      absentNews,
      logged,
      written: { impressions: size, rows, clicks },
      provenance,
      places: testPlaces(places),
      output: options.output,
    };
  } finally {
    await source.close();
  }
}

/** The options are checked before minutes of work, not after. */
async function requireUsable(options: MindOptions): Promise<void> {
  const { impressions, seed, output, absentNews = 0 } = options;
  if (impressions !== "all" && !(Number.isSafeInteger(impressions) && impressions > 0)) {
    throw new InputError(`impressions is ${impressions}`, {
      remedy: 'Give a positive whole number or "all".',
    });
  }
  if (!Number.isSafeInteger(seed)) {
    throw new InputError(`seed is ${seed}`, { remedy: "Give a whole number." });
  }
  if (!(absentNews >= 0 && absentNews <= 100)) {
    throw new InputError(`absentNews is ${absentNews}`, { remedy: "Give a percentage, 0 to 100." });
  }
  const isFolder = await Deno.stat(output).then((found) => found.isDirectory, () => false);
  if (isFolder) {
    throw new InputError("the output is a folder", { file: output, remedy: "Name a file." });
  }
  await requireTablePlace(output);
  await requireWritable(dirname(output));
}

/** The bytes of a file, hashed and reported as they pass, until the signal ends it. */
function watched(file: RawFile, tap: ChecksumTap, options: MindOptions) {
  return tap.pass(watchedBytes(file, options));
}

async function writeTable(
  { output, signal }: MindOptions,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  try {
    await writeAtomically(output, write);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unwritable(output, error);
  }
}
