/**
 * Where things stand in this clone.
 *
 * @module
 */

import { cloneFolder } from "lib/command/mod.ts";
import { holdPartials } from "lib/files/mod.ts";
import { join } from "node:path";

/**
 * Where the set-up puts what it makes in a clone.
 *
 * Nothing lies outside it: not Jupyter's settings, not its connection files, not our scratch files.
 */
export interface EnvironmentFolders {
  /** The Python virtual environment, which holds all the others. */
  readonly environment: string;
  /** The data folder in which Jupyter looks for `kernels/deno`. */
  readonly share: string;
  /** Settings, data and connection files that Jupyter would otherwise put into the user's home. */
  readonly jupyter: string;
  /** Files that live no longer than a command. */
  readonly scratch: string;
  /** The distribution by which Jupyter finds the project's own exporter. */
  readonly exporter: string;
  /** The notebooks as they came, in a clone without history. */
  readonly delivered: string;
}

/**
 * The folders of one clone's environment.
 *
 * @param clone the clone's root
 */
export function environmentFolders(clone: string = cloneFolder): EnvironmentFolders {
  const environment = join(clone, ".venv");
  return {
    environment,
    share: join(environment, "share", "jupyter"),
    jupyter: join(environment, "jupyter"),
    scratch: join(environment, "scratch"),
    exporter: join(environment, "exporter"),
    delivered: join(environment, "delivered"),
  };
}

/**
 * Runs something with a scratch folder of its own and removes that folder afterwards; those that
 * killed commands left are removed before.
 *
 * @param use receives the folder's absolute path
 * @param clone the clone's root
 * @returns what `use` returns
 */
export async function withScratchFolder<T>(
  use: (folder: string) => Promise<T>,
  clone: string = cloneFolder,
): Promise<T> {
  const { scratch } = environmentFolders(clone);
  const partials = await holdPartials([join(scratch, "work")]);
  const folder = partials.paths[0]!;
  try {
    await Deno.mkdir(folder);
    return await use(folder);
  } finally {
    await partials.release().catch(() => {});
  }
}
