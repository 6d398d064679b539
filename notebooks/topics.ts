/**
 * The topics: the folders beside this file that hold notebooks.
 *
 * @module
 */

import { basename, join } from "node:path";
import { cloneFolder, UsageError } from "lib/command/mod.ts";

/** One analysis and its notebooks. */
export interface Topic {
  /** The folder's name, by which commands know the topic. */
  readonly name: string;
  /** The folder's absolute path. */
  readonly folder: string;
  /** The notebooks' absolute paths; the numbers that start their names give the order. */
  readonly notebooks: readonly string[];
}

/**
 * Finds all topics.
 *
 * @param folder the folder that holds the topics' folders
 * @returns the topics by name
 */
export async function findTopics(
  folder: string = join(cloneFolder, "notebooks"),
): Promise<Topic[]> {
  const topics: Topic[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (!entry.isDirectory || entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    const files = await Array.fromAsync(Deno.readDir(path), ({ name }) => name);
    // What begins with a dot is some program's, such as the halves of files that a Mac adds.
    const sorted = files.filter((name) => name.endsWith(".ipynb") && !name.startsWith("."))
      .sort().map((name) => join(path, name));
    if (sorted.length > 0) topics.push({ name: entry.name, folder: path, notebooks: sorted });
  }
  return topics.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The topics a command shall work on.
 *
 * @param all every topic there is
 * @param names the topics the user named; none means all
 * @throws {UsageError} for a name that is no topic
 */
export function selectTopics(all: readonly Topic[], names: readonly string[]): readonly Topic[] {
  const known = all.map((topic) => topic.name).join(", ") || "none";
  const unknown = names.filter((name) => !all.some((topic) => topic.name === name));
  if (unknown.length > 0) {
    throw new UsageError(
      `There is no topic ${unknown.map((name) => `"${name}"`).join(" or ")}: the topics are the ` +
        `folders with notebooks in them, ${known}`,
    );
  }
  return names.length === 0 ? all : all.filter((topic) => names.includes(topic.name));
}

/** A notebook's name without folder and ending. */
export function notebookName(path: string): string {
  return basename(path, ".ipynb");
}

/** The file beside a notebook with the hashes of its results on the built-in sample. */
export function sampleResultsOf(path: string): string {
  return path.replace(/\.ipynb$/, ".sample_results.json");
}
