/**
 * Simulated files in the raw MIND format, for tests and for the size measurement.
 *
 * They mimic the release's layout and list lengths; the words, users and articles are invented.
 *
 * @module
 */

import seedrandom from "seedrandom";
import { writeLines } from "../places.ts";

/** What to simulate. */
export interface RawMindOptions {
  /** Lines of `behaviors.tsv`. */
  readonly impressions: number;
  /** Lines of `news.tsv`. */
  readonly articles: number;
  /** How many users there are. */
  readonly users: number;
  /** Seed of every draw. */
  readonly seed: number;
}

/** The lines of the two raw files, without line ends. */
export interface RawMind {
  /** Lines of `behaviors.tsv`. */
  readonly behaviors: Iterable<string>;
  /** Lines of `news.tsv`. */
  readonly news: Iterable<string>;
}

/** Quartiles and tail of the release's list lengths, as points of their distribution function. */
const LIST_LENGTHS: readonly (readonly [share: number, length: number])[] = [
  [0, 2],
  [0.25, 10],
  [0.5, 24],
  [0.75, 51],
  [0.9, 91],
  [0.95, 118],
  [1, 299],
];
/** Within a quartile short lists are commoner; this bend gives the release's mean of 37.2. */
const BEND = 1.74;

const CATEGORIES = ["news", "sports", "finance", "lifestyle", "weather", "movies"];
const WORDS = "storm vote price team recipe film river market coach border school crash star"
  .split(" ");
/** Titles that trip a reader which honours quotes, or which counts UTF-16 units. */
const ODD_TITLES = [
  'The "quiet" storm',
  '"Unclosed quote',
  "Crème brûlée 🎉 recipes",
  "It's 5 o'clock",
];

/**
 * Simulates the raw files.
 *
 * @param options sizes and seed
 * @returns the lines, made as they are asked for
 */
export function simulateRawMind(options: RawMindOptions): RawMind {
  return { behaviors: behaviorsLines(options), news: newsLines(options) };
}

function* newsLines({ articles, seed }: RawMindOptions): Generator<string> {
  const random = seedrandom(`news ${seed}`);
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
  const words = (count: number) => Array.from({ length: count }, () => pick(WORDS)).join(" ");
  for (let number = 1; number <= articles; number++) {
    const category = pick(CATEGORIES);
    const title = number % 50 === 7 ? pick(ODD_TITLES) : words(6 + Math.floor(random() * 9));
    const abstract = random() < 0.05 ? "" : words(10 + Math.floor(random() * 60));
    const entity = () =>
      `{"Label": "${pick(WORDS)}", "Type": "C", "WikidataId": "Q${number}", ` +
      `"Confidence": ${random().toFixed(3)}, "OccurrenceOffsets": [${
        number % 40
      }], "SurfaceForms": ["${pick(WORDS)}"]}`;
    const entities = (count: number) => `[${Array.from({ length: count }, entity).join(", ")}]`;
    yield [
      newsId(number),
      category,
      `${category}${Math.floor(random() * 40)}`,
      title,
      abstract,
      `https://assets.example.org/labs/mind/${number}.html`,
      entities(Math.floor(random() * 3)),
      entities(Math.floor(random() * 4)),
    ].join("\t");
  }
}

function* behaviorsLines(options: RawMindOptions): Generator<string> {
  const random = seedrandom(`behaviors ${options.seed}`);
  // Squared, so that few articles are displayed often and most seldom, as in the release.
  const article = () => newsId(1 + Math.floor(random() ** 2 * options.articles));
  for (let id = 1; id <= options.impressions; id++) {
    const history = Array.from(
      { length: random() < 0.02 ? 0 : 1 + Math.floor(-32 * Math.log(1 - random())) },
      article,
    );
    const length = listLength(random());
    const clicked = Math.floor(random() * length);
    const items = Array.from(
      { length },
      (_, place) => `${article()}-${place === clicked || random() < 0.013 ? 1 : 0}`,
    );
    yield [
      id,
      `U${1 + Math.floor(random() * options.users)}`,
      logTime(Math.floor(random() * 6 * 86_400)),
      history.join(" "),
      items.join(" "),
    ].join("\t");
  }
}

/** Ids as long as the release's, with gaps between them. */
function newsId(number: number): string {
  return `N${10_000 + 2 * number}`;
}

function listLength(share: number): number {
  const upper = LIST_LENGTHS.findIndex(([until]) => share < until);
  const [from, shortest] = LIST_LENGTHS[upper - 1]!;
  const [until, longest] = LIST_LENGTHS[upper]!;
  const within = ((share - from) / (until - from)) ** BEND;
  return Math.round(shortest + within * (longest - shortest));
}

/** The log's way of writing a time, from seconds after 9 November 2019 00:00. */
function logTime(seconds: number): string {
  const hour = Math.floor(seconds / 3600) % 24;
  const pad = (value: number) => String(value).padStart(2, "0");
  return `11/${9 + Math.floor(seconds / 86_400)}/2019 ${hour % 12 || 12}:` +
    `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)} ${hour < 12 ? "AM" : "PM"}`;
}

/**
 * Writes the two raw files into a folder.
 *
 * @param folder an existing folder
 * @param raw the lines
 * @param lineEnd what ends each line
 */
export async function writeRawFolder(folder: string, raw: RawMind, lineEnd = "\n"): Promise<void> {
  await writeLines(`${folder}/behaviors.tsv`, raw.behaviors, lineEnd);
  await writeLines(`${folder}/news.tsv`, raw.news, lineEnd);
}
