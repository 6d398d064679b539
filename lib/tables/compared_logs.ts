/**
 * Several logs side by side: what they are called, and which of their rows can be compared.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { integerColumn, textColumn } from "lib/frames/frame_columns.ts";
import type { Provenance } from "lib/frames/provenance.ts";
import { countColumn, secondary, wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import { bold, paragraph } from "lib/tables/paragraphs.ts";
import { type Markdown, markdown, md } from "lib/text/markdown.ts";
import { percentOf } from "lib/text/shares.ts";

/**
 * Name of a reader's own log, for panels and columns.
 *
 * @param input the log's origin, as its file says
 * @returns `MIND`, or `Your log`, or for simulated lists in what order they are
 *
 * @example
 * ```ts
 * import { nameOfLog } from "lib/tables/compared_logs.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(nameOfLog({ provenance: { kind: "unknown" } }), "Your log");
 * ```
 */
export function nameOfLog({ provenance }: { readonly provenance: Provenance }): string {
  if (provenance.kind === "mind") return "MIND";
  return provenance.kind === "simulated impressions"
    ? `Your ${provenance.order} lists`
    : "Your log";
}

/** A log, and what is known of it. */
export interface KnownLog {
  readonly name: string;
  /** Which table it is, and what is known of its order. */
  readonly order: { readonly data: Markdown };
  /** What is known of the truth; undefined where there is nothing to say. */
  readonly truth: { readonly notice: Markdown | undefined };
  /** Whether it records the chance of each place. */
  readonly isRecorded: boolean;
}

/**
 * Sentences on several logs, a paragraph each, its name first.
 *
 * @param logs the logs
 * @returns the sentences, the names in bold
 *
 * @example
 * ```ts
 * import { aboutLogs } from "lib/tables/compared_logs.ts";
 * import { md } from "lib/text/markdown.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const known = { truth: { notice: undefined }, isRecorded: false };
 * const log = { name: "Your log", order: { data: md("Data: mine.") }, ...known };
 * assertEquals(aboutLogs([log, log]).source, "**Your log.** Data: mine.\n\n**Your log.** Data: mine.");
 * ```
 */
export function aboutLogs(logs: readonly KnownLog[]): Markdown {
  const paragraphs = logs.map(({ name, order, truth, isRecorded }) =>
    paragraph([
      markdown`${bold(`${name}.`)} ${order.data}`,
      truth.notice ?? "",
      isRecorded ? md("The chance of each place is read from its column `propensity_top_3`.") : "",
    ])
  );
  return paragraphs.reduce((text, own) => markdown`${text}\n\n${own}`);
}

/** Counts of what is left out of a log. */
export interface ExcludedCounts {
  readonly listsOfOneArm: number;
  readonly rowsOfOneArm: number;
  readonly certainRows: number;
  readonly tornLists: number;
  readonly tornRows: number;
  readonly rowsWithoutList: number;
}

/** One of several logs, taken by whole lists. */
export interface LogLists {
  readonly name: string;
  /** How many rows and lists can be compared, and what is left out. */
  readonly lists: {
    readonly rows: number;
    readonly lists: number;
    readonly excluded: ExcludedCounts;
  };
}

/**
 * Table of which rows of each log can be compared, and which are left out.
 *
 * @param logs the logs, taken by whole lists
 * @returns one row a log: `log`, `lists`, `rows`, and the counts of lists and rows that are left out
 *
 * @example
 * ```ts
 * import { excludedTable } from "lib/tables/compared_logs.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const none = { certainRows: 0, tornLists: 0, tornRows: 0, rowsWithoutList: 0, listsNotDrawn: 0 };
 * const excluded = { listsOfOneArm: 2, rowsOfOneArm: 5, ...none };
 * const table = excludedTable([{ name: "Ours", lists: { rows: 40, lists: 4, excluded } }]);
 * assertEquals(table.select("log", "rows_of_one_arm").toRecords(), [{ log: "Ours", rows_of_one_arm: 5 }]);
 * ```
 */
export function excludedTable(logs: readonly LogLists[]): DataFrame {
  const count = (name: string, of: (log: LogLists) => number) => integerColumn(name, logs.map(of));
  return tableOf([
    textColumn("log", logs.map(({ name }) => name)),
    count("lists", ({ lists }) => lists.lists),
    count("rows", ({ lists }) => lists.rows),
    count("lists_of_one_arm", ({ lists }) => lists.excluded.listsOfOneArm),
    count("rows_of_one_arm", ({ lists }) => lists.excluded.rowsOfOneArm),
    count("certain_rows", ({ lists }) => lists.excluded.certainRows),
    count("torn_lists", ({ lists }) => lists.excluded.tornLists),
    count("torn_rows", ({ lists }) => lists.excluded.tornRows),
    count("rows_without_list", ({ lists }) => lists.excluded.rowsWithoutList),
  ]);
}

/**
 * Table of the same for readers.
 *
 * @param logs the logs, taken by whole lists
 * @returns one row a log: lists and displays that can be compared, and displays that are left out
 *
 * @example
 * ```ts
 * import { excludedForReaders } from "lib/tables/compared_logs.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const none = { certainRows: 0, tornLists: 0, tornRows: 0, rowsWithoutList: 0, listsNotDrawn: 0 };
 * const excluded = { listsOfOneArm: 2, rowsOfOneArm: 5, ...none };
 * const { notes } = excludedForReaders([{ name: "Ours", lists: { rows: 45, lists: 4, excluded } }]);
 * assertEquals(notes, ["Left out for want of the other arm: in Ours 5 displays (10.0 %), in 2 lists."]);
 * ```
 */
export function excludedForReaders(logs: readonly LogLists[]): ReaderTable {
  const count = (heading: string, of: (log: LogLists) => number) =>
    countColumn(heading, logs.map(of));
  const loud = logs.filter(({ lists }) => lists.excluded.rowsOfOneArm > 0).map(
    ({ name, lists }) => {
      const { rowsOfOneArm, listsOfOneArm } = lists.excluded;
      return `in ${name} ${rowsOfOneArm.toLocaleString("en-US")} displays (${
        percentOf(rowsOfOneArm, rowsOfOneArm + lists.rows)
      }), in ${listsOfOneArm.toLocaleString("en-US")} lists`;
    },
  );
  return readerTable([
    wordColumn("Log", logs.map(({ name }) => name)),
    count("Lists compared", ({ lists }) => lists.lists),
    count("Displays compared", ({ lists }) => lists.rows),
    count("Displays with nothing to compare with", ({ lists }) => lists.excluded.rowsOfOneArm),
    secondary(count("Displays always in one arm", ({ lists }) => lists.excluded.certainRows)),
    secondary(count("Displays of torn lists", ({ lists }) => lists.excluded.tornRows)),
    secondary(count("Displays without a list", ({ lists }) => lists.excluded.rowsWithoutList)),
  ], {
    noun: "logs",
    notes: loud.length === 0 ? [] : [`Left out for want of the other arm: ${loud.join("; ")}.`],
  });
}
