/**
 * What a hundred kills did, as a table.
 *
 * @module
 */

import { lineUp } from "../figures.ts";
import type { KillCount } from "./kills.ts";

/** The counts a row a command, their sum, and every fault in a line below. */
export function describeKills(counts: readonly KillCount[]): string {
  const sum = (figure: (count: KillCount) => number) =>
    counts.reduce((total, count) => total + figure(count), 0);
  const figures: readonly (readonly [string, (count: KillCount) => number])[] = [
    ["kills", ({ kills }) => kills],
    ["half-written", ({ halfWritten }) => halfWritten.length],
    ["user's files changed", ({ lost }) => lost.length],
    ["processes left", ({ outlived }) => outlived.length],
    ["not recovered", ({ notRecovered }) => notRecovered.length],
  ];
  const table = lineUp([
    ["command", "undisturbed, s", ...figures.map(([name]) => name)],
    ...counts.map((count) => [
      count.command,
      count.seconds.toFixed(1),
      ...figures.map(([, figure]) => String(figure(count))),
    ]),
    ["all", "", ...figures.map(([, figure]) => String(sum(figure)))],
  ]);
  const faults = counts.flatMap(({ command, halfWritten, lost, outlived, notRecovered }) => [
    ...halfWritten.map((fault) => `${command}: half-written, ${fault}`),
    ...lost.map((fault) => `${command}: changed, ${fault}`),
    ...outlived.map((fault) => `${command}: lived on, ${fault}`),
    ...notRecovered.map((fault) => `${command}: not recovered, ${fault}`),
  ]);
  return [table, ...faults].join("\n");
}
