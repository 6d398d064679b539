/**
 * Claims and verdicts as tables.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { tableOf } from "lib/frames/displayed.ts";
import { textColumn } from "lib/frames/frame_columns.ts";
import { wordColumn } from "lib/frames/reader_columns.ts";
import { type ReaderTable, readerTable } from "lib/frames/reader_table.ts";
import type { ClaimTruth } from "lib/tables/claim_verdicts.ts";
import type { Claim } from "lib/tables/claims.ts";

/**
 * Table of claims.
 *
 * @param claims the claims
 * @param logs the logs' names, in the order of the verdicts
 * @returns one row per claim and log: `claim`, `log`, `verdict`, `because`, `truth` (missing
 *   where it is not known), `needed`
 *
 * @example
 * ```ts
 * import { claimTable } from "lib/tables/claim_tables.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const judged = [{ verdict: "holds", because: "1.7 (1.5 to 2.0)" }] as const;
 * const table = claimTable([{ claim: "It works.", judged, needed: "Nothing." }], ["ours"]);
 * assertEquals(table.select("log", "verdict").toRecords(), [{ log: "ours", verdict: "holds" }]);
 * ```
 */
export function claimTable(claims: readonly Claim[], logs: readonly string[]): DataFrame {
  const rows = claims.flatMap(({ claim, judged, needed }) =>
    judged.map(({ verdict, because, truth }, at) => ({
      ...{ claim, log: logs[at]!, verdict, because, needed },
      truth: truth === undefined ? null : truthInWords(truth),
    }))
  );
  return tableOf(
    (["claim", "log", "verdict", "because", "truth", "needed"] as const).map((name) =>
      textColumn(name, rows.map((row) => row[name]))
    ),
  );
}

/**
 * Table of claims for readers: a line per claim, a column per log.
 *
 * @param claims the claims
 * @param logs the logs' names, in the order of the verdicts
 * @returns verdicts with what they rest on, what is true where that is known, and what it would take to know
 *
 * @example
 * ```ts
 * import { claimsForReaders } from "lib/tables/claim_tables.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const judged = [{ verdict: "holds", because: "1.7 (1.5 to 2.0)" }] as const;
 * const { columns } = claimsForReaders([{ claim: "It works.", judged, needed: "Nothing." }], ["Ours"]);
 * assertEquals(columns.map(({ cells }) => cells[0]), [
 *   "It works.",
 *   "Holds: 1.7 (1.5 to 2.0)",
 *   "Nothing.",
 * ]);
 * ```
 */
export function claimsForReaders(
  claims: readonly Claim[],
  logs: readonly string[],
): ReaderTable {
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return readerTable([
    wordColumn("Claim", claims.map(({ claim }) => claim)),
    ...logs.map((log, at) =>
      wordColumn(
        log,
        claims.map(({ judged }) => {
          const { verdict, because, truth } = judged[at]!;
          const known = truth === undefined ? "" : `. ${capital(truthInWords(truth))}`;
          return `${capital(verdict)}: ${because}${known}`;
        }),
      )
    ),
    wordColumn("What it would take", claims.map(({ needed }) => needed)),
  ], {
    noun: "claims",
    notes: [
      "Effects are in clicks per 100 displays, with 95 % intervals. Verdicts do not use what is true in a simulation.",
    ],
  });
}

/** Whether the claim is true, and by which figure. */
function truthInWords({ isTrue, because }: ClaimTruth): string {
  return `in truth ${isTrue ? "so" : "not so"}: ${because}`;
}
