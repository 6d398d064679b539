/**
 * Whether both sides of the interference benchmark come to the same tables.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";
import { CommandError } from "lib/command/mod.ts";
import { type Cell, type PlainTable, plainTable, SAVED_FILES, type SlateRun } from "./slates.ts";

/** Exponentials differ in the last digit between NumPy and V8, and sums in their order. */
const LARGEST_DIFFERENCE = 1e-10;

/** pandas averages a column of single precision in single precision. */
const SINGLE_PRECISION = { columns: ["mean_engagement_score"], largestDifference: 2 ** -23 };

/** How close two sides' tables are that agree. */
export interface SlateAgreement {
  /** Tables compared. */
  readonly tables: number;
  /** Cells compared. */
  readonly cells: number;
  /** The largest difference in any number of double precision. */
  readonly largest: number;
}

/** One run and where it saved its files. */
export interface SavedRun {
  /** What the run printed. */
  readonly run: SlateRun;
  /** The folder of its six files. */
  readonly folder: string;
}

/**
 * Compares two runs' tables, the printed and the saved ones, cell by cell.
 *
 * @param ours one run
 * @param peers the other, of the same input
 * @returns how close they are
 * @throws {CommandError} if a table differs in its columns, its rows, a text, or in a number by more
 *   than 1e-10 (2⁻²³ where one side has single precision)
 */
export function compareSlates(ours: SavedRun, peers: SavedRun): SlateAgreement {
  const left = allTables(ours);
  const right = allTables(peers);
  let cells = 0;
  let largest = 0;
  for (const [name, table] of Object.entries(left)) {
    const other = right[name] ?? {};
    refuse(name, "columns", Object.keys(table).join(), Object.keys(other).join());
    for (const [column, values] of Object.entries(table)) {
      const others = other[column]!;
      refuse(`${name}, ${column}`, "rows", values.length, others.length);
      const isSingle = SINGLE_PRECISION.columns.includes(column);
      const allowed = isSingle ? SINGLE_PRECISION.largestDifference : LARGEST_DIFFERENCE;
      values.forEach((value, row) => {
        const difference = differenceOf(value, others[row]!);
        if (!(difference <= allowed)) {
          refuse(`${name}, ${column}`, `row ${row}`, value, others[row]!);
        }
        if (!isSingle) largest = Math.max(largest, difference);
      });
      cells += values.length;
    }
  }
  return { tables: Object.keys(left).length, cells, largest };
}

function allTables({ run, folder }: SavedRun): Record<string, PlainTable> {
  const saved = SAVED_FILES.map((name) => [name, plainTable(read(`${folder}/${name}`))]);
  return { ...run.tables, ...Object.fromEntries(saved) };
}

function read(path: string): DataFrame {
  if (path.endsWith(".csv")) return pl.readCSV(path);
  return pl.scanParquet(path).collectSync();
}

/** How far two numbers lie apart; of other values 0 if they are equal, else infinity. */
function differenceOf(one: Cell, other: Cell): number {
  if (typeof one === "number" && typeof other === "number") {
    return Object.is(one, other) ? 0 : Math.abs(one - other);
  }
  return one === other ? 0 : Infinity;
}

function refuse(where: string, what: string, ours: Cell, peers: Cell): void {
  if (ours === peers) return;
  throw new CommandError(
    `Both sides' tables differ in ${where}: ${what} ${ours} here, ${peers} in the peer's`,
    "Find out which side is wrong before comparing how long they took.",
  );
}
