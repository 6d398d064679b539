/**
 * A stopwatch for the stages of a measured program, which also knows what its process took.
 *
 * @module
 */

import process from "node:process";

/** Measures stage after stage, from the moment it is made. */
export interface Stages {
  /** Ends a stage; returns its wall-clock seconds. */
  end(): number;
  /** What all ended stages took together. */
  sum(): StagesSum;
}

/** What all stages took together. */
export interface StagesSum {
  /** Wall-clock seconds from the first stage's beginning to the last one's end. */
  readonly total: number;
  /** Processor seconds of all threads since the first stage's beginning. */
  readonly cpuSeconds: number;
  /** Largest resident memory of the process so far in MiB; null where the system does not say. */
  readonly peakMebibytes: number | null;
}

/**
 * Starts the first stage.
 *
 * @returns the stopwatch
 */
export function startStages(): Stages {
  const cpuBefore = processCpuSeconds();
  const start = performance.now();
  let last = start;
  return {
    end: () => {
      const now = performance.now();
      const seconds = (now - last) / 1000;
      last = now;
      return seconds;
    },
    sum: () => ({
      total: (last - start) / 1000,
      cpuSeconds: processCpuSeconds() - cpuBefore,
      peakMebibytes: peakMebibytes(),
    }),
  };
}

function processCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What Linux keeps count of itself. */
function peakMebibytes(): number | null {
  try {
    const status = Deno.readTextFileSync("/proc/self/status");
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) / 1024;
  } catch {
    return null;
  }
}
