/**
 * The processed impression table of parsed MIND logs.
 *
 * @module
 */

import pl, { type LazyDataFrame, type Series } from "nodejs-polars";
import type { MindBehaviors } from "lib/raw/mind/behaviors.ts";
import type { MindNews } from "lib/raw/mind/news.ts";
import type { PlacedRows } from "lib/placed_rows.ts";
import { polarsType } from "lib/frames/columns.ts";
import { IMPRESSION_COLUMNS } from "lib/impressions/schema.ts";

/** The processed table, planned but not yet computed. */
export interface PlannedImpressions {
  /** One displayed item a row, the columns of the schema, rows in logged order. */
  readonly plan: LazyDataFrame;
  readonly rows: number;
  /** Number of clicked rows. */
  readonly clicks: number;
  /** List, arm and click of every row. */
  readonly places: PlacedRows;
}

/**
 * Plan of the processed table of the chosen impressions, so that it can be written without standing
 * in memory as a whole.
 *
 * An article that `news.tsv` lacks keeps its rows, with category, subcategory, title and both
 * lengths null. Exposures and clicks of an article are counted within the table.
 */
export function impressionTable(
  behaviors: MindBehaviors,
  news: MindNews,
  chosen: Int32Array,
): PlannedImpressions {
  const items = itemFrame(behaviors, chosen);
  // Every row finds exactly one partner in each join. Polars keeps no order unless asked.
  const keepOrder = { how: "left", maintainOrder: "left" } as const;
  const plan = items.frame.lazy()
    .join(impressionFrame(behaviors, chosen).lazy(), { on: "impression", ...keepOrder })
    .join(articleFrame(behaviors, news, items).lazy(), { on: "article", ...keepOrder })
    .withColumns(
      pl.col("position").cast(pl.Float64).div(pl.col("candidate_set_size").cast(pl.Float64))
        .alias("relative_position"),
      pl.col("position").ltEq(pl.lit(3)).alias("is_top_3"),
    )
    .select(...IMPRESSION_COLUMNS.map(({ name, kind }) => pl.col(name).cast(polarsType(kind))));
  return { plan, rows: items.rows, clicks: items.clicks, places: items.places };
}

/** One displayed item a row, with the keys of the other two frames. */
interface ItemFrame {
  readonly frame: pl.DataFrame;
  readonly rows: number;
  readonly clicks: number;
  readonly places: PlacedRows;
  /** Per article code: rows of the table that display it. */
  readonly exposuresOf: Float64Array;
  /** Per article code: rows of the table in which it was clicked. */
  readonly clicksOf: Float64Array;
}

function itemFrame(behaviors: MindBehaviors, chosen: Int32Array): ItemFrame {
  const { itemStarts, newsCodes } = behaviors;
  const listSize = (index: number) => itemStarts[index + 1]! - itemStarts[index]!;
  const rows = chosen.reduce((sum, index) => sum + listSize(index), 0);
  const impression = new Int32Array(rows);
  const article = new Int32Array(rows);
  const position = new Int32Array(rows);
  const clicked = new Uint8Array(rows);
  const exposuresOf = new Float64Array(behaviors.newsIds.length);
  const clicksOf = new Float64Array(behaviors.newsIds.length);
  let row = 0;
  let clicks = 0;
  chosen.forEach((index, key) => {
    const start = itemStarts[index]!;
    for (let item = start; item < itemStarts[index + 1]!; item++, row++) {
      const code = newsCodes[item]!;
      const click = behaviors.clicks[item]!;
      impression[row] = key;
      article[row] = code;
      position[row] = item - start + 1;
      clicked[row] = click;
      exposuresOf[code]!++;
      clicksOf[code]! += click;
      clicks += click;
    }
  });
  const frame = pl.DataFrame([
    pl.Series("impression", impression),
    pl.Series("article", article),
    pl.Series("position", position),
    pl.Series("clicked", clicked),
  ]);
  const topThree = Uint8Array.from(position, (place) => place <= 3 ? 1 : 0);
  const places = { list: impression, topThree, clicked };
  return { frame, rows, clicks, places, exposuresOf, clicksOf };
}

function impressionFrame(behaviors: MindBehaviors, chosen: Int32Array): pl.DataFrame {
  const doubles = (name: string, value: (index: number) => number) =>
    pl.Series(name, Float64Array.from(chosen, value));
  const { itemStarts, times } = behaviors;
  return inSchemaTypes([
    pl.Series("impression", Int32Array.from(chosen, (_, key) => key)),
    doubles("impression_id", (index) => behaviors.impressionIds[index]!),
    pl.Series(
      "user_id",
      Array.from(chosen, (index) => behaviors.users[behaviors.userCodes[index]!]),
    ),
    doubles("timestamp", (index) => times[index]! * 1000),
    doubles("history_len", (index) => behaviors.historyLengths[index]!),
    doubles("candidate_set_size", (index) => itemStarts[index + 1]! - itemStarts[index]!),
    doubles("hour", (index) => new Date(times[index]!).getUTCHours()),
    // JavaScript's week begins on Sunday, the table's on Monday.
    doubles("day_of_week", (index) => (new Date(times[index]!).getUTCDay() + 6) % 7),
  ]);
}

function articleFrame(behaviors: MindBehaviors, news: MindNews, items: ItemFrame): pl.DataFrame {
  const ids = behaviors.newsIds;
  const articles = ids.map((id) => news.articles.get(id));
  // The type is said, not guessed: a column may begin with, or consist of, nulls.
  const strings = (name: string, values: readonly (string | null)[]) =>
    pl.Series(name, [...values], pl.String);
  const lengths = (name: string, values: readonly (number | null)[]) =>
    pl.Series(name, [...values], pl.Float64);
  return inSchemaTypes([
    pl.Series("article", Int32Array.from(ids, (_, code) => code)),
    strings("news_id", ids),
    strings("category", articles.map((article) => article?.category ?? null)),
    strings("subcategory", articles.map((article) => article?.subcategory ?? null)),
    strings("title", articles.map((article) => article?.title ?? null)),
    lengths("title_length", articles.map((article) => article?.titleLength ?? null)),
    lengths("abstract_length", articles.map((article) => article?.abstractLength ?? null)),
    pl.Series("item_exposures", items.exposuresOf),
    pl.Series("item_clicks", items.clicksOf),
    pl.Series("item_ctr", items.clicksOf.map((clicks, code) => clicks / items.exposuresOf[code]!)),
  ]);
}

/** Casts before the join what would be cast a hundred times as often after it. */
function inSchemaTypes(columns: Series[]): pl.DataFrame {
  return pl.DataFrame(columns.map((series) => {
    const kind = IMPRESSION_COLUMNS.find(({ name }) => name === series.name)?.kind;
    if (kind === undefined) return series;
    // A double holds microseconds exactly until the year 2255, but is no time to Polars.
    return (kind === "timestamp" ? series.cast(pl.Int64) : series).cast(polarsType(kind));
  }));
}
