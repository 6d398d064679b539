/**
 * The sentences on the order of the lists: whether places within them can have an effect at all.
 *
 * @module
 */

import type { PlaceTest } from "lib/effects/places.ts";
import type { LIST_ORDERS, Provenance } from "lib/frames/provenance.ts";
import { formatCount } from "lib/text/counts.ts";
import { type Markdown, markdown } from "lib/text/markdown.ts";
import { formatP } from "lib/text/p_value.ts";

/** Where lists come from, as far as is known: simulated, of MIND, of another log, or not said. */
export type ListOrigin = "simulated" | "MIND" | "log" | "unknown";

/**
 * Assumptions that a simulation can break: that the table holds every reason for places and clicks, or
 * that its rows are independent.
 */
export type BrokenAssumption = "recorded reasons" | "independent rows";

/** What a table's origin and its clicks say of the effect of a place. */
export interface OrderFinding {
  /**
   * `zero` where the order is known to have been shuffled, `possibly zero` where the clicks are as if
   * it had been, else `open`.
   */
  readonly effect: "zero" | "possibly zero" | "open";
  /** Why, in a sentence or two of plain text. */
  readonly grounds: string;
  /** The grounds, and what they mean for whatever is estimated. */
  readonly text: string;
  /** Where the lists come from. */
  readonly origin: ListOrigin;
  /** Assumption of the estimates that a simulation breaks on purpose, where it breaks one. */
  readonly broken?: BrokenAssumption;
  /** What speaks against the order that the table is known to have, in a sentence; empty if nothing. */
  readonly doubt: string;
}

/** A finding on the table that a notebook reads. */
export interface DescribedOrder extends OrderFinding {
  /** Which table this is, and the finding: to show first, and to say below the page. */
  readonly data: Markdown;
}

/** What a notebook knows of its table before it is opened. */
export interface DescribedInput {
  readonly provenance: Provenance;
  /** Whether the table is simulated, where that is known by more than its own word. */
  readonly simulated?: boolean;
  /** Which table this is. */
  readonly notice: Markdown;
}

/** Of a log that was shuffled, no test gives a smaller p-value but one in a thousand. */
const BEYOND_CHANCE = 0.001;

const ZERO = "the true effect of a place in the top three is zero in every segment";

/**
 * Finding on the order of a table's lists, with the sentences that say it.
 *
 * What the table is known to be goes before the test: the genuine MIND logs were shuffled, whatever
 * the p-value, and the order of simulated lists is known. Of any other table, a p-value at or above
 * the level is no proof that its order was shuffled, and the sentences say so.
 *
 * @param input the table's provenance and its notice
 * @param test the test of whether clicks depend on the place
 * @param level the p-value below which they count as dependent
 * @returns whether the true effect is zero, and the sentences
 *
 * @example A table of unknown origin, whose clicks fall as in a shuffled log
 * ```ts
 * import { describeOrder } from "lib/tables/list_order.ts";
 * import { md } from "lib/text/markdown.ts";
 * import { assertEquals, assertStringIncludes } from "@std/assert";
 *
 * const input = { provenance: { kind: "unknown" }, notice: md("Data: `mine.parquet`.") } as const;
 * const lists = { lists: 900, telling: 800, rowsWithoutList: 0 };
 * const test = { ...lists, difference: -0.001, z: -0.7, p: 0.484, isLarge: true };
 * const { effect, data } = describeOrder(input, test, 0.05);
 * assertEquals(effect, "possibly zero");
 * assertStringIncludes(data.text, "no dependence of clicks on the place was found (p = .484");
 * ```
 */
export function describeOrder(
  { provenance, notice, simulated = false }: DescribedInput,
  test: PlaceTest,
  level: number,
): DescribedOrder {
  const found = findOrder(provenance, test, level);
  // An earlier simulation's table does not say itself that it is one.
  const finding: OrderFinding = simulated ? { ...found, origin: "simulated" } : found;
  return { ...finding, data: markdown`${notice} ${finding.text}` };
}

type Finding = Pick<OrderFinding, "effect" | "grounds" | "text">;

/** Finding on the order of a table's lists; `following` is what shows the method's error. */
export function findOrder(
  provenance: Provenance,
  test: PlaceTest,
  level: number,
  following = "what follows",
): OrderFinding {
  const broken = provenance.kind === "simulated impressions" ? BROKEN[provenance.order] : undefined;
  return {
    ...findingOf(provenance, test, level, following),
    ...(broken === undefined ? {} : { broken }),
    origin: ORIGINS[provenance.kind] ?? "unknown",
    doubt: shufflingOf(provenance) !== undefined && contradicts(test, level)
      ? `But clicks depend on the place within the list (${formatP(test.p!)}), which shuffling ` +
        "cannot bring about: check what has changed the table since."
      : "",
  };
}

/** Assumptions that the simulated orders break. */
const BROKEN: Readonly<Partial<Record<(typeof LIST_ORDERS)[number], BrokenAssumption>>> = {
  clustered: "independent rows",
  hidden: "recorded reasons",
};

/** Origins of the kinds of tables that hold lists. */
const ORIGINS: Readonly<Partial<Record<Provenance["kind"], ListOrigin>>> = {
  mind: "MIND",
  log: "log",
  "simulated impressions": "simulated",
};

function findingOf(
  provenance: Provenance,
  test: PlaceTest,
  level: number,
  following: string,
): Finding {
  const cause = shufflingOf(provenance);
  if (cause !== undefined) {
    const grounds = `${cause}, so ${ZERO}; ${besideShuffling(test, level)}.${leftOut(test)}`;
    return zeroFinding("zero", grounds, `${capital(following)} shows the error of the method.`);
  }
  const { p } = test;
  if (p === undefined || !test.isLarge || p < level) {
    return open(capital(dependence(test, level)) + `.${leftOut(test)}`);
  }
  if (provenance.kind === "simulated impressions") {
    return open(
      `${capital(dependence(test, level))}: it has an effect in this simulation, which is too ` +
        `small a sample to show it.${leftOut(test)}`,
    );
  }
  const counted = String(level).replace(/^0/, "");
  const grounds =
    `Within the lists, no dependence of clicks on the place was found (${formatP(p)}, from ` +
    `${formatCount(test.telling)} lists that tell something; below ${counted} it would count as ` +
    "one), as in a log whose order was shuffled before publication, or in one too small to show " +
    `an effect. If it was shuffled, ${ZERO}.${leftOut(test)}`;
  return zeroFinding(
    "possibly zero",
    grounds,
    `${capital(following)} then shows the error of the method.`,
  );
}

function zeroFinding(
  effect: OrderFinding["effect"],
  grounds: string,
  meaning: string,
): Finding {
  return { effect, grounds, text: `${grounds} ${meaning}` };
}

function open(grounds: string): Finding {
  return { effect: "open", grounds, text: grounds };
}

/** Why a table is known to be shuffled, or `undefined` if it is not. */
function shufflingOf(provenance: Provenance): string | undefined {
  if (provenance.kind === "mind") {
    return "In MIND the order within each list was shuffled before publication";
  }
  if (provenance.kind === "simulated impressions" && provenance.order === "shuffled") {
    return "These lists were simulated in shuffled order, without an effect of position";
  }
  return undefined;
}

/** Whether clicks depend on the place more than chance would have it in a shuffled log. */
function contradicts({ p, isLarge }: PlaceTest, level: number): boolean {
  return isLarge && p !== undefined && p < Math.min(level, BEYOND_CHANCE);
}

/** What the test says of a table that is known to be shuffled. */
function besideShuffling(test: PlaceTest, level: number): string {
  const { p, isLarge } = test;
  if (p === undefined || !isLarge || p >= level) return dependence(test, level);
  return !contradicts(test, level)
    ? `that clicks seem to depend on the place within the list (${formatP(p)}) is chance`
    : `but clicks depend on the place within the list (${formatP(p)}), which shuffling cannot ` +
      "bring about: check what has changed the table since";
}

/** Clause on whether clicks depend on the place. */
function dependence({ p, isLarge, lists, telling }: PlaceTest, level: number): string {
  const untested = "whether clicks depend on the place within the list cannot be tested";
  if (lists === 0) {
    return `${untested}, because the table does not say which rows form a list (impression_id)`;
  }
  if (p === undefined) {
    return `${untested}, because none of ${
      formatCount(lists)
    } lists has rows of both arms, and both ` +
      "clicked and unclicked ones";
  }
  if (!isLarge) {
    return "whether clicks depend on the place within the list cannot be told from so few of them " +
      `(${formatCount(telling)} of ${formatCount(lists)} lists tell something; ${formatP(p)}, ` +
      "roughly)";
  }
  return p < level
    ? `within the lists, clicks depend on the place (${formatP(p)})`
    : `no dependence of clicks on the place within the list was found (${formatP(p)})`;
}

function leftOut({ lists, rowsWithoutList }: PlaceTest): string {
  if (lists === 0 || rowsWithoutList === 0) return "";
  return ` The test leaves out ${formatCount(rowsWithoutList)} rows without impression_id.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
