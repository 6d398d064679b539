/**
 * The rows of one simulated list: order, covariates, clicks.
 *
 * @module
 */

import { FIRST_DAY, FIRST_DAY_OF_WEEK } from "lib/simulation/impressions/audience.ts";
import type { SimulatedColumns } from "lib/simulation/impressions/layout.ts";
import type { ListContext, ListSteps } from "lib/simulation/impressions/models/model.ts";
import { TREATED_PLACES } from "lib/simulation/impressions/ranking.ts";

/** Rows of one list, filled in for the articles it shows, which come in any order. */
export function fillList(
  columns: SimulatedColumns,
  list: number,
  articles: Uint32Array,
  context: ListContext,
  { place, click, givenClick }: ListSteps,
): void {
  const draw = () => {
    place(columns, list, articles);
    fillCovariates(columns, list, context);
    click(columns, list);
  };
  draw();
  if (!context.onlyClicked) return;
  const [start, end] = [columns.lists.start[list]!, columns.lists.start[list + 1]!];
  while (columns.outcome.subarray(start, end).indexOf(1) === -1) draw();
  givenClick(columns, list);
}

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_HOUR = 3_600;

/** Fills what follows from a list's users, time and articles. */
function fillCovariates(
  columns: SimulatedColumns,
  list: number,
  { exposures, world: { catalogue, audience } }: ListContext,
): void {
  const start = columns.lists.start[list]!;
  const end = columns.lists.start[list + 1]!;
  const user = columns.lists.user[list]!;
  const seconds = columns.lists.timestamp[list]! - FIRST_DAY;
  columns.impression.fill(list, start, end);
  columns.user.fill(user, start, end);
  columns.historyLength.fill(audience.historyLength[user]!, start, end);
  columns.candidateSetSize.fill(end - start, start, end);
  columns.hour.fill(Math.floor(seconds % SECONDS_PER_DAY / SECONDS_PER_HOUR), start, end);
  columns.dayOfWeek.fill(
    (FIRST_DAY_OF_WEEK + Math.floor(seconds / SECONDS_PER_DAY)) % 7,
    start,
    end,
  );
  for (let row = start; row < end; row++) {
    const article = columns.item[row]!;
    columns.position[row] = row - start + 1;
    columns.treatment[row] = row - start < TREATED_PLACES ? 1 : 0;
    columns.category[row] = catalogue.category[article]!;
    columns.subcategory[row] = catalogue.topic[article]!;
    columns.titleLength[row] = catalogue.titleLength[article]!;
    columns.abstractLength[row] = catalogue.abstractLength[article]!;
    columns.itemExposures[row] = exposures[article]!;
  }
}
