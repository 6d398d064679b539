/**
 * Clicks that are logistic in what a list, its articles and their places add.
 *
 * @module
 */

import { type ListTerms, listTerms, rankedClicks } from "lib/simulation/impressions/clicks.ts";
import type { SimulatedColumns } from "lib/simulation/impressions/layout.ts";
import type { Clicks, ListContext } from "lib/simulation/impressions/models/model.ts";

/** What a model changes of the logistic clicks of ranked lists, all in log-odds. */
export interface LogisticTerms {
  /** Terms of a list, from those that its length, hour and history give. */
  readonly ofList?: (terms: ListTerms, columns: SimulatedColumns, list: number) => ListTerms;
  /** Relevance of a row, from that of its article. */
  readonly ofRow?: (relevance: number, columns: SimulatedColumns, row: number) => number;
}

/** Logistic clicks of independent rows, given both their click probabilities. */
export function logisticClicks(context: ListContext, terms: LogisticTerms = {}): Clicks {
  const fill = logisticProbabilities(context, terms);
  return (columns, list) => {
    fill(columns, list);
    const end = columns.lists.start[list + 1]!;
    for (let row = columns.lists.start[list]!; row < end; row++) {
      const { treatment, pTop3, pRank4Plus } = columns;
      const probability = treatment[row] === 1 ? pTop3[row]! : pRank4Plus[row]!;
      columns.outcome[row] = context.clickSource.uniform() < probability ? 1 : 0;
    }
  };
}

/** Both click probabilities of a list's rows, without the draw of clicks. */
export function logisticProbabilities(
  { relevance, world: { catalogue } }: ListContext,
  { ofList = (terms) => terms, ofRow = (own) => own }: LogisticTerms = {},
): Clicks {
  return (columns, list) => {
    const start = columns.lists.start[list]!;
    const end = columns.lists.start[list + 1]!;
    const terms = ofList(
      listTerms(columns.historyLength[start]!, end - start, columns.hour[start]!),
      columns,
      list,
    );
    for (let row = start; row < end; row++) {
      const { positionGain } = catalogue.topics[columns.subcategory[row]!]!;
      const own = ofRow(relevance[columns.item[row]!]!, columns, row);
      const { top3, rank4Plus } = rankedClicks(own, positionGain, terms);
      columns.pTop3[row] = top3;
      columns.pRank4Plus[row] = rank4Plus;
    }
  };
}
