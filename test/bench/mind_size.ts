/**
 * Measures `deno task data:mind` on simulated files of the size of the genuine MINDsmall train log.
 *
 * @module
 */

import { simulateRawMind, writeRawFolder } from "../impressions/raw_mind.ts";

/** The sizes of the genuine train log; the number of users is that of its ids. */
const MIND_SMALL_TRAIN = { impressions: 156_965, articles: 51_282, users: 50_000, seed: 2019 };
const POLL_MILLISECONDS = 50;

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
    const started = performance.now();
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "data/mind.ts",
        ...["--from", folder, "--accept-license", "--impressions", "all"],
        ...["--out", `${folder}/impressions.parquet`],
      ],
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const peak = watchPeak(child);
    const { code, stdout } = await child.output();
    const seconds = (performance.now() - started) / 1000;
    const out = new TextDecoder().decode(stdout).trimEnd();
    if (code !== 0) throw new Error(`the command ended with code ${code}:\n${out}`);
    return {
      rawBytes: sizes.reduce((sum, size) => sum + size, 0),
      summary: out.slice(out.lastIndexOf("\n") + 1).replace(`${folder}/`, ""),
      seconds,
      peakMebibytes: await peak,
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The kernel keeps the peak itself, so looking now and then misses nothing but the last moment. */
async function watchPeak(child: Deno.ChildProcess): Promise<number | undefined> {
  let kibibytes: number | undefined;
  let ended = false;
  child.status.then(() => ended = true);
  while (!ended) {
    const status = await Deno.readTextFile(`/proc/${child.pid}/status`).catch(() => "");
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    if (found !== undefined) kibibytes = Number(found);
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  return kibibytes === undefined ? undefined : kibibytes / 1024;
}

/**
 * Says what was measured and whether it is within {@linkcode MIND_SIZE_LIMITS}.
 *
 * @param size one measured run
 * @returns one line for the reader
 */
export function describeMindSize(size: MindSize): string {
  const { seconds, peakMebibytes } = MIND_SIZE_LIMITS;
  const peak = size.peakMebibytes === undefined
    ? "peak memory unknown on this system"
    : `peak ${size.peakMebibytes.toFixed(0)} MiB (limit ${peakMebibytes})`;
  return `${(size.rawBytes / 1e6).toFixed(1)} MB raw. ${size.summary} ` +
    `${size.seconds.toFixed(1)} s (limit ${seconds}), ${peak}`;
}

/**
 * Whether a run stayed within {@linkcode MIND_SIZE_LIMITS}.
 *
 * @param size one measured run
 * @returns `false` if it took too long or too much memory
 */
export function isWithinLimits(size: MindSize): boolean {
  return size.seconds < MIND_SIZE_LIMITS.seconds &&
    (size.peakMebibytes ?? 0) < MIND_SIZE_LIMITS.peakMebibytes;
}

if (import.meta.main) {
  const size = await measureMindSize();
  console.log(describeMindSize(size));
  if (!isWithinLimits(size)) Deno.exit(1);
}
