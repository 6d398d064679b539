/**
 * Killing a command at a random moment and looking at what it leaves.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { basename, join, relative } from "node:path";
import { isPartial } from "lib/files/mod.ts";

/** How a command is started. */
export interface Call {
  /** The arguments of Deno. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What is killed: the command's own process, or every process of its group. */
export type Victim = "command" | "group";

/** A command that is running. */
export interface Running {
  readonly kill: (victim: Victim) => void;
  /** Its exit code and all that it said. */
  readonly ended: Promise<{ readonly code: number; readonly said: string }>;
  /** Comes when it has said a text, or has ended without. */
  readonly says: (text: string) => Promise<void>;
}

/** Starts a command in a process group of its own. */
export function start({ args, cwd, env }: Call): Running {
  const child = new Deno.Command("setsid", {
    args: [Deno.execPath(), ...args],
    cwd,
    env,
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let said = "";
  const listeners: (() => void)[] = [];
  const listen = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      said += text;
      for (const listener of listeners) listener();
    }
  };
  const ended = Promise.all([listen(child.stdout), listen(child.stderr), child.status])
    .then(([, , { code }]) => ({ code, said }));
  const says = async (text: string) => {
    const heard = new Promise<void>((resolve) => {
      listeners.push(() => said.includes(text) && resolve());
    });
    if (!said.includes(text)) await Promise.race([heard, ended]);
  };
  const kill = (victim: Victim) => {
    // A process that setsid started leads its group; the signal may come when all is over.
    try {
      if (victim === "command") child.kill("SIGKILL");
      else Deno.kill(-child.pid, "SIGKILL");
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound || error instanceof TypeError)) throw error;
    }
  };
  return { kill, ended, says };
}

/** Fingerprint by path of every file below a folder, but for the folders left out. */
export type Snapshot = ReadonlyMap<string, string>;

/** The files below a folder as they are now; folders without files count as well. */
export async function snapshot(
  folder: string,
  leaveOut: readonly string[] = [],
): Promise<Snapshot> {
  const found = new Map<string, string>();
  const walk = async (path: string) => {
    const entries = await Array.fromAsync(Deno.readDir(path));
    if (entries.length === 0) found.set(`${relative(folder, path)}/`, "");
    for (const { name, isDirectory } of entries) {
      const inner = join(path, name);
      if (leaveOut.includes(inner)) continue;
      if (isDirectory) await walk(inner);
      else found.set(relative(folder, inner), fingerprint(await Deno.readFile(inner)));
    }
  };
  await walk(folder);
  return found;
}

function fingerprint(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Whether a path, or a folder on the way to it, has a name that only a running command gives. */
export function isTemporary(path: string): boolean {
  return path.split("/").some((name) =>
    isPartial(name) || /^\..*\.(writing|renaming)\.partial$/.test(name) ||
    /\.replaced-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(basename(name))
  );
}

/** The part of a snapshot at or below a path. */
export function below(files: Snapshot, path: string): Snapshot {
  return new Map([...files].filter(([name]) => name === path || name.startsWith(`${path}/`)));
}

/** Whether two snapshots hold the same files. */
export function isSame(first: Snapshot, second: Snapshot): boolean {
  return first.size === second.size &&
    [...first].every(([name, print]) => second.get(name) === print);
}

/** The names in which two snapshots differ. */
export function differing(first: Snapshot, second: Snapshot): string[] {
  const names = new Set([...first.keys(), ...second.keys()]);
  return [...names].filter((name) => first.get(name) !== second.get(name)).sort();
}
