import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import { findCircle, type Import, projectImports } from "./imports.ts";

const imports = await projectImports(["lib", "data", "notebooks"]);

/** The room of a file: its folder in `lib/`, the root of `lib/`, or `data/` or `notebooks/`. */
function roomOf(path: string): string {
  if (path === "lib/mod.ts") return "lib/mod.ts";
  return /^lib\/[^/]+\//.exec(path)?.[0] ??
    (path.startsWith("lib/") ? "lib/*.ts" : `${path.split("/")[0]}/`);
}

/** Who may import whom, from the table in `CONTRIBUTING.md`: rooms from the top of the house down. */
async function allowedImports(): Promise<Map<string, readonly string[]>> {
  const text = await Deno.readTextFile(join(cloneFolder, "CONTRIBUTING.md"));
  const rows = [...text.matchAll(/^\| `([^`]+)` +\|[^|]*\|([^|]*)\|$/gm)];
  const names = rows.map(([, room]) => room!);
  return new Map(rows.map(([, room, allowed], place) => [
    room!,
    allowed!.includes("everything below")
      ? names.slice(place + 1)
      : [...allowed!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
  ]));
}

const allowed = await allowedImports();

const between = (rooms: readonly Import[]) =>
  rooms.map(({ from, to }) => ({ from, to, rooms: [roomOf(from), roomOf(to)] as const }))
    .filter(({ rooms: [from, to] }) => from !== to);

Deno.test("CONTRIBUTING.md's table names every room of the house, once", () => {
  const rooms = new Set([...imports.flatMap(({ from, to }) => [from, to])].map(roomOf));
  assertEquals([...allowed.keys()].toSorted(), [...rooms].toSorted());
});

Deno.test("every import is one that CONTRIBUTING.md's table allows, and every room named there is used", () => {
  const forbidden = between(imports)
    .filter(({ rooms: [from, to] }) => !allowed.get(from)?.includes(to))
    .map(({ from, to }) => `${from} imports ${to}`);
  assertEquals(forbidden, []);
  const used = new Set(between(imports).map(({ rooms }) => rooms.join(" -> ")));
  const everything = [...allowed].filter(([, rooms]) => rooms.length < 8);
  const idle = everything.flatMap(([from, rooms]) => rooms.map((to) => `${from} -> ${to}`))
    .filter((pair) => !used.has(pair));
  assertEquals(idle, []);
});

Deno.test("a room imports only rooms that stand below it in the table", () => {
  const order = [...allowed.keys()];
  const upward = between(imports)
    .filter(({ rooms: [from, to] }) => order.indexOf(to) < order.indexOf(from))
    .map(({ from, to }) => `${from} imports ${to}`);
  assertEquals(upward, []);
});

Deno.test("no file imports itself by way of others", () => {
  assertEquals(findCircle(imports), undefined);
  const circle = [{ from: "a", to: "b" }, { from: "b", to: "c" }, { from: "c", to: "a" }];
  assertEquals(findCircle([...circle, { from: "a", to: "d" }]), ["a", "b", "c", "a"]);
});

Deno.test("the cores know no frame, no file and no notebook", async () => {
  const cores = ["lib/nuisance/", "lib/effects/", "lib/inference/", "lib/interference/"];
  const edges = ["lib/frames/", "lib/files/", "lib/notebook/", "lib/command/"];
  const leaks = between(imports).filter(({ rooms: [from, to] }) =>
    cores.includes(from) && edges.includes(to)
  );
  assertEquals(leaks, []);
  const foreign = [];
  for (const path of new Set(imports.map(({ from }) => from))) {
    if (!cores.includes(roomOf(path))) continue;
    // Workers are started, and nothing else of the machine is used.
    const code = (await Deno.readTextFile(join(cloneFolder, path))).replace(
      /^ *(\*|\/\/).*$/gm,
      "",
    );
    if (/nodejs-polars|node:fs|Deno\.(read|write|open|stat|mkdir|remove|make)/.test(code)) {
      foreign.push(path);
    }
  }
  assertEquals(foreign, []);
});
