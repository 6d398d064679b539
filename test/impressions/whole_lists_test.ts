/** Whole lists: which rows they hold, in which order, and what is left out and counted. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "lib/errors.ts";
import { coveredDays } from "lib/impressions/covered_days.ts";
import { divideRows } from "lib/impressions/divisions.ts";
import { openImpressions } from "lib/impressions/table.ts";
import { keepRows, wholeLists } from "lib/impressions/whole_lists.ts";
import { simulateImpressions } from "lib/simulation/impressions/simulate.ts";
import pl, { type DataFrame } from "nodejs-polars";

const { impressions } = simulateImpressions({ impressions: 200, seed: 5, order: "ranked" });

function opened(frame: DataFrame) {
  const path = `${Deno.makeTempDirSync()}/impressions.parquet`;
  frame.writeParquet(path);
  return openImpressions(path);
}

const table = opened(impressions);
const numbers = (frame: DataFrame, name: string) =>
  frame.getColumn(name).toArray().map(Number) as number[];

Deno.test("rows are those of lists of four or more, list by list, each with its list's size and lot", () => {
  const lists = wholeLists(table);
  const sizes = numbers(impressions, "candidate_set_size");
  assertEquals(lists.rows, sizes.filter((size) => size > 3).length);
  assertEquals(lists.excluded.rowsOfOneArm, sizes.filter((size) => size <= 3).length);
  lists.sourceRow.forEach((row, at) => {
    assertEquals(lists.listSize[at], sizes[row]);
    assertEquals(lists.byLot[at], 3 / sizes[row]!);
    if (at > 0) {
      assert(lists.list[at]! - lists.list[at - 1]! === 0 || lists.list[at]! > lists.list[at - 1]!);
    }
  });
  assertEquals(new Set(lists.list).size, lists.lists);
});

Deno.test("rows that lie scattered over the table give the same lists", () => {
  const order = Int32Array.from({ length: impressions.height }, (_, row) => row)
    .sort((a, b) => (a * 7919) % impressions.height - (b * 7919) % impressions.height);
  const scattered = opened(
    impressions.select(pl.all().gather(pl.Series("row", order, pl.Int32))),
  );
  const [whole, mixed] = [wholeLists(table), wholeLists(scattered)];
  assertEquals([mixed.rows, mixed.lists, mixed.excluded], [
    whole.rows,
    whole.lists,
    whole.excluded,
  ]);
  const clicks = ({ list, clicked, listSize }: typeof whole) => {
    const sums = new Map<number, [size: number, clicks: number]>();
    list.forEach((own, row) => {
      const [, count] = sums.get(own) ?? [0, 0];
      sums.set(own, [listSize[row]!, count + clicked[row]!]);
    });
    return [...sums.values()].map(String).sort();
  };
  assertEquals(clicks(mixed), clicks(whole));
  // Each list is one stretch.
  assertEquals(mixed.list.filter((own, row) => row > 0 && own < mixed.list[row - 1]!).length, 0);
});

Deno.test("a list of which rows are missing is left out and counted, a table of such lists refused", () => {
  const first = Number(impressions.getColumn("candidate_set_size").get(0));
  assert(first > 3);
  const torn = opened(impressions.slice(1, impressions.height - 1));
  const { excluded } = wholeLists(torn);
  assertEquals([excluded.tornLists, excluded.tornRows], [1, first - 1]);
  const sampled = opened(impressions.filter(pl.col("position").modulo(2).eq(1)));
  assertThrows(
    () => wholeLists(sampled),
    InputError,
    "no list is whole and has articles in both arms",
  );
});

Deno.test("drawn lists are whole, as many as asked for, and the same for the same seed", () => {
  const drawn = wholeLists(table, { most: 40, seed: 1 });
  assertEquals(drawn.lists, 40);
  assertEquals(drawn.excluded.listsNotDrawn, wholeLists(table).lists - 40);
  const sizes = new Map<number, number>();
  drawn.list.forEach((own) => sizes.set(own, (sizes.get(own) ?? 0) + 1));
  drawn.list.forEach((own, row) => assertEquals(sizes.get(own), drawn.listSize[row]));
  assertEquals(drawn, wholeLists(table, { most: 40, seed: 1 }));
  assert(String(drawn.sourceRow) !== String(wholeLists(table, { most: 40, seed: 2 }).sourceRow));
  for (const most of [0, 1.5, -1, NaN, "all" as never, 5n as never, null as never]) {
    assertThrows(() => wholeLists(table, { most }), InputError, "no number of lists");
  }
  assertEquals(wholeLists(table, { most: 1e12 }).lists, wholeLists(table).lists);
});

Deno.test("seeds that are none are refused whether they are needed or not, options by name", () => {
  for (const seed of [null, "", NaN, {}, 5n, Object.create(null), Symbol("seed")]) {
    for (const options of [{ seed }, { seed, most: 5 }]) {
      assertThrows(() => wholeLists(table, options as never), InputError, "The seed is");
    }
  }
  assertThrows(() => wholeLists(table, { lists: 5 } as never), InputError, 'no option "lists"');
  assertThrows(() => wholeLists(table, 5 as never), InputError, "no record of options");
});

Deno.test("what is no table, and what are no whole lists, is refused with what makes them", () => {
  for (const given of [undefined, null, 5, "impressions.parquet", {}, [], impressions] as never[]) {
    assertThrows(() => wholeLists(given), InputError, "openImpressions");
    assertThrows(() => coveredDays(given), InputError, "openImpressions");
    assertThrows(() => divideRows(given, Int32Array.of(0, 1, 2, 3)), InputError, "openImpressions");
    assertThrows(() => keepRows(given, () => true), InputError, "wholeLists");
  }
});

Deno.test("a condition says true or false of every row; a promise of an answer is none", () => {
  const lists = wholeLists(table);
  const odd = Uint8Array.from(lists.list.keys(), (row) => row % 2);
  const byNumber = keepRows(lists, ((row: number) => odd[row]) as never);
  assertEquals(byNumber, keepRows(lists, (row) => row % 2 === 1));
  for (const answer of [undefined, null, NaN, "no", 2, Promise.resolve(false)]) {
    assertThrows(() => keepRows(lists, (() => answer) as never), InputError, "of row 0");
  }
  for (const given of [undefined, null, 5, "row"] as never[]) {
    assertThrows(() => keepRows(lists, given), InputError, "no condition");
  }
});

Deno.test("ids of 64 bits are told apart", () => {
  const far = impressions.withColumns(
    // Neighbours that a number of this language takes for one.
    pl.col("impression_id").cast(pl.Int64).add(pl.lit(2n ** 53n)).alias("impression_id"),
  );
  const [whole, ofFar] = [wholeLists(table), wholeLists(opened(far))];
  assertEquals([ofFar.lists, ofFar.rows, ofFar.excluded], [
    whole.lists,
    whole.rows,
    whole.excluded,
  ]);
});

Deno.test("rows that are not kept are counted, and lists keep their size", () => {
  const lists = wholeLists(table);
  const kept = keepRows(lists, (row) => row % 2 === 0);
  assertEquals(kept.excluded.certainRows, lists.rows - kept.rows);
  assertEquals(kept.listSize[1], lists.listSize[2]);
  assertEquals(keepRows(lists, () => true), lists);
  assertThrows(() => keepRows(lists, () => false), InputError, "none of");
});

Deno.test("divisions are those of the rows asked for, short lists apart", () => {
  const rows = Int32Array.from({ length: 100 }, (_, row) => 3 * row);
  const { listLength, category } = divideRows(table, rows);
  const sizes = numbers(impressions, "candidate_set_size");
  const edges = [3, 10, 25, 50, 100, Infinity];
  rows.forEach((row, at) => {
    assertEquals(listLength.codes[at], edges.findIndex((edge) => sizes[row]! <= edge));
    assertEquals(category.levels[category.codes[at]!], impressions.getColumn("category").get(row));
  });
});

Deno.test("rows that the table does not have are refused, and counted", () => {
  for (const row of [impressions.height, -1, 0.5, 1e12, NaN, null, "3", 2n ** 60n]) {
    const error = assertThrows(() => divideRows(table, [0, 1, 2, row] as never), InputError);
    assertEquals([error.column, error.count], ["rows", 1]);
  }
  assertThrows(() => divideRows(table, undefined as never), InputError, "no column");
  assertThrows(() => divideRows(table, Int32Array.of()), InputError, "0 values cannot fill");
});

Deno.test("a log without timestamps covers an unknown number of days", () => {
  assertEquals(coveredDays(opened(impressions.drop("timestamp"))), undefined);
  const size = Number(impressions.getColumn("candidate_set_size").get(0));
  // The rows of one list have one timestamp.
  assertEquals(coveredDays({ ...table, path: opened(impressions.slice(0, size)).path }), 1);
});
