/**
 * Whole lists of an impression table: the rows that could stand in either arm, and what is known of the
 * lot that gave them their places.
 *
 * @module
 */

import { requireFunction, requireKnownOptions, requireMade } from "lib/argument_checks.ts";
import { shown } from "lib/checks.ts";
import { InputError } from "lib/errors.ts";
import { categoricalColumn, numericColumn } from "lib/frames/frame_columns.ts";
import { type ImpressionTable, requireTable } from "lib/impressions/table.ts";
import { countByList } from "lib/placed_rows.ts";
import { seededSource, seedText } from "lib/random/seeded.ts";

/** Rows of whole lists in which both arms occur, list by list. */
export interface WholeLists {
  readonly rows: number;
  readonly lists: number;
  /** Number of each row in the table, from 0. */
  readonly sourceRow: Int32Array;
  /** Number of each row's list, from 0. */
  readonly list: Int32Array;
  /** Number of each row's reader, from 0. */
  readonly reader: Int32Array;
  /** Number of each row's article, from 0. */
  readonly article: Int32Array;
  /** How many rows the row's list has. */
  readonly listSize: Int32Array;
  /** 1 where the article stood in one of the first three places. */
  readonly topThree: Uint8Array;
  readonly clicked: Uint8Array;
  /** Probability of a first place if a lot gives them: the share of such places in the row's list. */
  readonly byLot: Float64Array;
  /** What is left out, and why. */
  readonly excluded: ExcludedLists;
}

/** Lists that are left out. */
export interface ExcludedLists {
  /** Lists with one arm only, such as those of three articles or fewer, and their rows. */
  readonly listsOfOneArm: number;
  readonly rowsOfOneArm: number;
  /** Rows of other lists that could stand in one arm only. */
  readonly certainRows: number;
  /** Lists with another number of rows than they say, and their rows. */
  readonly tornLists: number;
  readonly tornRows: number;
  /** Rows whose list is not known. */
  readonly rowsWithoutList: number;
  /** Lists that are sound, but were not drawn. */
  readonly listsNotDrawn: number;
}

/** Options for {@linkcode wholeLists}. */
export interface WholeListsOptions {
  /** Draw at most this many lists; by default all are taken. */
  readonly most?: number;
  /** Where the draw starts; 0 unless told otherwise. */
  readonly seed?: number | string;
}

/**
 * Whole lists of a table in which both arms occur: what an analysis by design needs, whose lot was drawn
 * over all of a list.
 *
 * A list of three articles or fewer has rows of the first three places only: nothing in the data says what
 * they would do further down, and they are left out. So are lists of which rows are missing, as
 * `candidate_set_size` tells, and rows without a list; all are counted. Drawn lists are drawn whole.
 *
 * @param table the impression table
 * @param options how many lists to draw at most, and from which seed
 * @returns the rows list by list, in the table's order
 * @throws {InputError} if no list is whole and has both arms, or an option is no number it can be
 *
 * @example Fifty simulated lists, of which those of three or fewer tell nothing
 * ```ts
 * import { openImpressions } from "lib/impressions/table.ts";
 * import { wholeLists } from "lib/impressions/whole_lists.ts";
 * import { simulateImpressions } from "lib/simulation/impressions/simulate.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/impressions.parquet`;
 * simulateImpressions({ impressions: 50, seed: 7, order: "shuffled" }).impressions.writeParquet(path);
 * const { lists, listSize, byLot, excluded } = wholeLists(openImpressions(path));
 * assertEquals(lists + excluded.listsOfOneArm, 50);
 * assert(listSize.every((size, row) => size > 3 && byLot[row] === 3 / size));
 * ```
 */
export function wholeLists(table: ImpressionTable, options: WholeListsOptions = {}): WholeLists {
  const { most = Infinity, seed = 0 } = requireKnownOptions(options, ["most", "seed"]);
  requireTable(table);
  seedText(seed);
  if (!(most === Infinity || Number.isInteger(most) && most >= 1)) {
    throw new InputError(`${shown(most)} is no number of lists`, {
      remedy: "Give a whole number from 1, or leave it out to take all lists.",
    });
  }
  const places = table.places();
  const counts = countByList(places);
  const isTorn = tornLists(table, places.list, counts.rows);
  const numbers = new Int32Array(counts.rows.length).fill(-1);
  let [sound, listsOfOneArm, rowsOfOneArm, tornRows, torn] = [0, 0, 0, 0, 0];
  for (let list = 0; list < numbers.length; list++) {
    const [rows, top] = [counts.rows[list]!, counts.topThree[list]!];
    if (rows === 0) continue;
    if (isTorn[list] === 1) {
      torn++;
      tornRows += rows;
    } else if (top === 0 || top === rows) {
      listsOfOneArm++;
      rowsOfOneArm += rows;
    } else numbers[list] = sound++;
  }
  if (sound === 0) {
    throw new InputError("no list is whole and has articles in both arms", {
      file: table.path,
      count: 0,
      remedy: "Give whole lists of four or more articles, with impression_id: a lot over a list " +
        "cannot be judged by a part of it.",
    });
  }
  const listsNotDrawn = keepAtMost(numbers, sound, most, seed);
  return {
    ...rowsOf(table, places, counts, numbers),
    excluded: {
      listsOfOneArm,
      rowsOfOneArm,
      certainRows: 0,
      tornLists: torn,
      tornRows,
      rowsWithoutList: counts.rowsWithoutList,
      listsNotDrawn,
    },
  };
}

/**
 * Rows of whole lists that meet a condition, such as that a lot could have placed them either way.
 *
 * @param lists the rows list by list
 * @param isKept says of a row, by its number from 0, whether to keep it
 * @returns the rows kept, each with the size and the lot of its whole list; the others are counted as
 *   certain of their arm
 * @throws {InputError} if no row is kept, or the condition says neither true nor false
 *
 * @example
 * ```ts
 * import { openImpressions } from "lib/impressions/table.ts";
 * import { keepRows, wholeLists } from "lib/impressions/whole_lists.ts";
 * import { simulateImpressions } from "lib/simulation/impressions/simulate.ts";
 * import { assert } from "@std/assert";
 *
 * const path = `${Deno.makeTempDirSync()}/impressions.parquet`;
 * simulateImpressions({ impressions: 50, seed: 7, order: "shuffled" }).impressions.writeParquet(path);
 * const lists = wholeLists(openImpressions(path));
 * const long = keepRows(lists, (row) => lists.listSize[row]! > 20);
 * assert(long.rows < lists.rows && long.listSize.every((size) => size > 20));
 * ```
 */
export function keepRows(lists: WholeLists, isKept: (row: number) => boolean): WholeLists {
  requireMade(lists, ["list", "listSize", "byLot", "excluded"], {
    noun: "whole lists",
    maker: "wholeLists",
  });
  requireFunction(isKept, "condition", "(row) => chance[row] < 1");
  const kept = Int32Array.from(lists.list.keys()).filter((row) => saysYes(isKept(row), row));
  if (kept.length === lists.rows) return lists;
  if (kept.length === 0) {
    throw new InputError(`none of ${lists.rows} rows is kept`, {
      count: 0,
      remedy: "Give rows that could stand in either arm.",
    });
  }
  const numbers = new Map<number, number>();
  const own = (column: Int32Array) => Int32Array.from(kept, (row) => column[row]!);
  return {
    rows: kept.length,
    sourceRow: own(lists.sourceRow),
    list: Int32Array.from(kept, (row) => {
      const list = lists.list[row]!;
      if (!numbers.has(list)) numbers.set(list, numbers.size);
      return numbers.get(list)!;
    }),
    lists: numbers.size,
    reader: own(lists.reader),
    article: own(lists.article),
    listSize: own(lists.listSize),
    topThree: Uint8Array.from(kept, (row) => lists.topThree[row]!),
    clicked: Uint8Array.from(kept, (row) => lists.clicked[row]!),
    byLot: Float64Array.from(kept, (row) => lists.byLot[row]!),
    excluded: {
      ...lists.excluded,
      certainRows: lists.excluded.certainRows + lists.rows - kept.length,
    },
  };
}

/** An answer, true or false; a promise, such as an asynchronous function returns, would always be yes. */
function saysYes(answer: unknown, row: number): boolean {
  if (answer === true || answer === 1) return true;
  if (answer === false || answer === 0) return false;
  throw new InputError(`the condition says ${shown(answer)} of row ${row}, counted from 0`, {
    remedy: "Give a function that returns true or false for every row.",
  });
}

/** Which lists have another number of rows than they say; where none says, nothing is known. */
function tornLists(table: ImpressionTable, list: Int32Array, rows: Int32Array): Uint8Array {
  const said = numericColumn(
    table.gather(["candidate_set_size"], everyRow(list.length)),
    "candidate_set_size",
  );
  const isTorn = new Uint8Array(rows.length);
  for (let row = 0; row < list.length; row++) {
    const own = list[row]!;
    if (own >= 0 && said[row] === said[row] && said[row] !== rows[own]) isTorn[own] = 1;
  }
  return isTorn;
}

/** Keeps the numbers of so many lists, drawn at random, and numbers them through; how many it drops. */
function keepAtMost(
  numbers: Int32Array,
  sound: number,
  most: number,
  seed: number | string,
): number {
  if (sound <= most) return 0;
  const order = Int32Array.from({ length: sound }, (_, at) => at);
  seededSource(seed, "lists").shuffle(order);
  const isKept = new Uint8Array(sound);
  for (let at = 0; at < most; at++) isKept[order[at]!] = 1;
  let next = 0;
  for (let list = 0; list < numbers.length; list++) {
    if (numbers[list]! >= 0) numbers[list] = isKept[numbers[list]!] === 1 ? next++ : -1;
  }
  return sound - most;
}

function rowsOf(
  table: ImpressionTable,
  { list, topThree, clicked }: ReturnType<ImpressionTable["places"]>,
  counts: ReturnType<typeof countByList>,
  numbers: Int32Array,
) {
  // Lists may lie scattered over a table; here each is one stretch of rows.
  const kept = everyRow(list.length).filter((row) => list[row]! >= 0 && numbers[list[row]!]! >= 0)
    .sort((a, b) => numbers[list[a]!]! - numbers[list[b]!]! || a - b);
  const names = table.gather(["user_id", "news_id"], kept);
  const own = (of: (row: number) => number) => Int32Array.from(kept, of);
  return {
    rows: kept.length,
    lists: numbers.reduce((most, number) => Math.max(most, number), -1) + 1,
    sourceRow: kept,
    list: own((row) => numbers[list[row]!]!),
    reader: categoricalColumn(names, "user_id").codes,
    article: categoricalColumn(names, "news_id").codes,
    listSize: own((row) => counts.rows[list[row]!]!),
    topThree: Uint8Array.from(kept, (row) => topThree[row]!),
    clicked: Uint8Array.from(kept, (row) => clicked[row]!),
    byLot: Float64Array.from(
      kept,
      (row) => counts.topThree[list[row]!]! / counts.rows[list[row]!]!,
    ),
  };
}

function everyRow(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}
