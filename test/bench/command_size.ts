/**
 * Running a command of this project in a process of its own, with its time and memory.
 *
 * @module
 */

const POLL_MILLISECONDS = 50;

/** One measured run of a command. */
export interface CommandSize {
  /** What the command printed. */
  readonly out: string;
  /** Wall-clock seconds from start to exit. */
  readonly seconds: number;
  /** Largest resident memory of the process in MiB; `undefined` where the system has no /proc. */
  readonly peakMebibytes: number | undefined;
}

/** What a command must stay below. */
export interface SizeLimits {
  /** Wall-clock seconds. */
  readonly seconds: number;
  /** Resident memory in MiB. */
  readonly peakMebibytes: number;
}

/**
 * Runs a command.
 *
 * @param script the command's file, from the clone's root
 * @param args its arguments
 * @returns what it printed and took
 */
export async function measureCommand(
  script: string,
  args: readonly string[],
): Promise<CommandSize> {
  const started = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", script, ...args],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const peak = watchPeak(child);
  const { code, stdout } = await child.output();
  const seconds = (performance.now() - started) / 1000;
  const out = new TextDecoder().decode(stdout).trimEnd();
  if (code !== 0) throw new Error(`the command ended with code ${code}:\n${out}`);
  return { out, seconds, peakMebibytes: await peak };
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
 * Says what a command took beside what it may take.
 *
 * @param size one measured run
 * @param limits what it must stay below
 * @returns such as `12.3 s (limit 60), peak 700 MiB (limit 4096)`
 */
export function describeSize(
  { seconds, peakMebibytes }: Omit<CommandSize, "out">,
  limits: SizeLimits,
): string {
  const peak = peakMebibytes === undefined
    ? "peak memory unknown on this system"
    : `peak ${peakMebibytes.toFixed(0)} MiB (limit ${limits.peakMebibytes})`;
  return `${seconds.toFixed(1)} s (limit ${limits.seconds}), ${peak}`;
}

/**
 * Whether a run stayed within its limits.
 *
 * @param size one measured run
 * @param limits what it must stay below
 * @returns `false` if it took too long or too much memory
 */
export function isWithin(
  { seconds, peakMebibytes }: Omit<CommandSize, "out">,
  limits: SizeLimits,
): boolean {
  return seconds < limits.seconds && (peakMebibytes ?? 0) < limits.peakMebibytes;
}
