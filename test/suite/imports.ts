/**
 * The project's imports, as its files name them.
 *
 * @module
 */

import { dirname, join, relative } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import { filesBelow } from "./own_files.ts";

/** One import, by paths from the clone's root. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** The imports between the project's own files below some folders, notebooks' cells included. */
export async function projectImports(folders: readonly string[]): Promise<Import[]> {
  const imports: Import[] = [];
  for (const folder of folders) {
    for await (const file of filesBelow(join(cloneFolder, folder), /\.(ts|ipynb)$/)) {
      const from = relative(cloneFolder, file);
      for (const specifier of specifiersOf(await codeOf(file))) {
        if (specifier.startsWith("lib/")) imports.push({ from, to: specifier });
        else if (specifier.startsWith(".")) {
          imports.push({ from, to: join(dirname(from), specifier) });
        }
      }
    }
  }
  return imports;
}

async function codeOf(file: string): Promise<string> {
  const text = await Deno.readTextFile(file);
  if (!file.endsWith(".ipynb")) return text;
  const { cells } = JSON.parse(text) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return cells.filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => [source].flat().join("")).join("\n");
}

/** What a module imports, for its types or for more; examples in comments are not its own imports. */
function specifiersOf(code: string): string[] {
  const withoutComments = code.replace(/^\s*(\/\*[\s\S]*?\*\/|\/\/.*)$/gm, "");
  const statements = /^(?:import|export)\b(?:[^"';]*?\bfrom)?\s*"([^"]+)"/gm;
  const workers = /new URL\("(\.[^"]+\.ts)", import\.meta\.url\)/g;
  const dynamic = /\bimport\("([^"]+)"\)/g;
  return [statements, workers, dynamic].flatMap((pattern) =>
    [...withoutComments.matchAll(pattern)].map(([, specifier]) => specifier!)
  );
}

/** A circle of files each of which imports the next, if there is one. */
export function findCircle(imports: readonly Import[]): string[] | undefined {
  const targets = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const { to } of targets.get(file) ?? []) {
      const circle = visit(to, [...way, file]);
      if (circle !== undefined) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of targets.keys()) {
    const circle = visit(file, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
