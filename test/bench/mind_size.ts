/**
 * Measures `deno task data:mind` on simulated files of the size of the genuine MINDsmall train log.
 *
 * @module
 */

import { simulateRawMind, writeRawFolder } from "../raw/mind/raw_mind.ts";
import { describeSize, isWithin, measureCommand } from "./command_size.ts";

/** The sizes of the genuine train log; the number of users is that of its ids. */
const MIND_SMALL_TRAIN = { impressions: 156_965, articles: 51_282, users: 50_000, seed: 2019 };

/** What the command must stay below. */
export const MIND_SIZE_LIMITS = { seconds: 60, peakMebibytes: 4096 } as const;

/** One measured run. */
export interface MindSize {
  /** Bytes of both raw files together. */
  readonly rawBytes: number;
  /** The command's last line: impressions, rows and click rate. */
  readonly summary: string;
  /** Wall-clock seconds from start to exit. */
  readonly seconds: number;
  /** Largest resident memory of the process in MiB; `undefined` where the system has no /proc. */
  readonly peakMebibytes: number | undefined;
}

/**
 * Simulates the raw files and runs the command on all their impressions.
 *
 * @param impressions how many impressions to simulate, by default as many as the genuine log has
 * @returns time and peak memory of the command, simulation excluded
 */
export async function measureMindSize(
  impressions: number = MIND_SMALL_TRAIN.impressions,
): Promise<MindSize> {
  const folder = await Deno.makeTempDir();
  try {
    await writeRawFolder(folder, simulateRawMind({ ...MIND_SMALL_TRAIN, impressions }));
    const sizes = ["behaviors.tsv", "news.tsv"].map((name) =>
      Deno.statSync(`${folder}/${name}`).size
    );
    const { out, ...taken } = await measureCommand("data/mind.ts", [
      ...["--from", folder, "--accept-license", "--impressions", "all"],
      ...["--out", `${folder}/impressions.parquet`],
    ]);
    return {
      rawBytes: sizes.reduce((sum, size) => sum + size, 0),
      summary: out.slice(out.lastIndexOf("\n") + 1).replace(`${folder}/`, ""),
      ...taken,
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Says what was measured and whether it is within {@linkcode MIND_SIZE_LIMITS}.
 *
 * @param size one measured run
 * @returns one line for the reader
 */
export function describeMindSize(size: MindSize): string {
  return `${(size.rawBytes / 1e6).toFixed(1)} MB raw. ${size.summary} ` +
    describeSize(size, MIND_SIZE_LIMITS);
}

/**
 * Whether a run stayed within {@linkcode MIND_SIZE_LIMITS}.
 *
 * @param size one measured run
 * @returns `false` if it took too long or too much memory
 */
export function isWithinLimits(size: MindSize): boolean {
  return isWithin(size, MIND_SIZE_LIMITS);
}

if (import.meta.main) {
  const size = await measureMindSize();
  console.log(describeMindSize(size));
  if (!isWithinLimits(size)) Deno.exit(1);
}
