/**
 * Which part of the suite a developer asked for.
 *
 * @module
 */

import { dirname, relative, resolve } from "node:path";

/** The paths the stages work on; a stage without paths is left out. */
export interface Selection {
  /** Whether the whole suite is wanted. */
  readonly everything: boolean;
  /** What is formatted and linted and type checked. */
  readonly sources: readonly string[];
  /** Files and folders whose doc comments' examples are run. */
  readonly documented: readonly string[];
  /** Files and folders of tests. */
  readonly tests: readonly string[];
}

/** The folders of our code. */
export const SOURCE_FOLDERS: readonly string[] = ["lib", "notebooks", "data", "test"];

/**
 * Narrows the suite to some paths: a folder or file of `lib/` stands for its own examples and for
 * the tests that mirror it, or where no test has its name for those of its room; one of `test/` for
 * itself.
 *
 * @param paths what the developer named, relative to `folder`; none means the whole suite
 * @param folder the folder the command was called from
 * @param root the clone's root
 * @param exists whether there is such a file or folder in the clone
 * @returns paths relative to the root
 */
export function select(
  paths: readonly string[],
  folder: string,
  root: string,
  exists: (path: string) => boolean,
): Selection {
  if (paths.length === 0) {
    return {
      everything: true,
      sources: SOURCE_FOLDERS,
      documented: ["lib"],
      tests: ["test"],
    };
  }
  const sources = paths.map((path) => relative(root, resolve(folder, path)));
  const mirrored = sources.flatMap((path) => {
    if (path === "test" || path.startsWith("test/")) return [path];
    const mirror = path.replace(/^lib(?=\/|$)/, "test").replace(/\.ts$/, "_test.ts");
    // A room's own tests; not all tests for a file at the root of the library.
    const room = dirname(mirror).startsWith("test/") ? [dirname(mirror)] : [];
    const found = [mirror, ...room].find(exists);
    return mirror !== path && found !== undefined ? [found] : [];
  });
  return {
    everything: false,
    sources: [...new Set([...sources, ...mirrored])],
    documented: sources.filter((path) => path === "lib" || path.startsWith("lib/")),
    tests: [...new Set(mirrored)],
  };
}
