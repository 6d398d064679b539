/**
 * Fetching what the notebooks and the export import: run by packages.ts as a program of its own.
 *
 * The first package is fetched alone. All others then come over its connection; together they would
 * ask for the address of the registry some hundred and fifty times at once, and a name server that
 * leaves some of that unanswered costs half a minute.
 *
 * @module
 */

import { fileURLToPath } from "node:url";

const FIRST = "seedrandom";
const REST = [
  "../../lib/mod.ts",
  "../export/export.ts",
  "../writeup_index.ts",
  "../../data/sample.ts",
  "../../data/mind.ts",
  "../../data/movielens.ts",
];

// Names that Deno cannot read off the program: it would fetch what they lead to before it starts.
const load = (name: string): Promise<unknown> => import(name);

await load(FIRST);
for (const path of REST) await load(new URL(path, import.meta.url).href);

// The caller keeps the place of the largest package, to see by it whether all are still there.
console.log(fileURLToPath(import.meta.resolve("nodejs-polars")));
