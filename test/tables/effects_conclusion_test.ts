/** The opening of the analysis of effects by segment, and its grounds: every wording, read as a whole. */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { JudgedSegment, Standing } from "lib/effects/judged_segment.ts";
import { type EffectsFinding, effectsSummary } from "lib/tables/effects_conclusion.ts";
import { effectsGrounds } from "lib/tables/effects_grounds.ts";

const COUNTS = { rows: 4_000, treatedRows: 400, controlRows: 3_600 };
const RATES = { treatedClickRate: 0.1, controlClickRate: 0.05, naiveLift: 0.05 };

function segment(
  [segmentColumn, name]: readonly [string, string],
  lift: number,
  options: { readonly standing?: Standing; readonly truth?: number; readonly reach?: number } = {},
): JudgedSegment {
  const { standing = "sound", truth, reach = 0.0196 } = options;
  const interval = { standardError: reach / 1.96, lower: lift - reach, upper: lift + reach };
  const effect = { segmentColumn, segment: name, ...COUNTS, ...RATES, lift, ...interval };
  return { effect, standing, truth };
}

const SEGMENTS = [
  segment(["category", "tv"], 0.05, { truth: 0.04 }),
  segment(["history_bucket", "11-30"], 0.01, { truth: 0.05 }),
  segment(["candidate_set_bucket", "1-10"], 0.21, { standing: "no overlap", truth: 0.04 }),
  segment(["subcategory", "recipes"], 0.09, { standing: "few treated clicks", truth: 0.01 }),
  segment(["subcategory", "markets"], -0.09, { standing: "few treated clicks", truth: 0.01 }),
];
const NOT_KNOWN = SEGMENTS.map((judged) => ({ ...judged, truth: undefined }));
const OPEN = { effect: "open", origin: "log", grounds: "GROUNDS.", doubt: "" } as const;
const THRESHOLDS = { mostWithoutCounterpart: 0.05, fewestTreatedClicks: 30 };

/** A finding, with what a test changes of it. */
function finding(changes: Partial<EffectsFinding> = {}): EffectsFinding {
  return {
    overall: { rows: 150_000, lift: 0.0263, standardError: 0.0029, lower: 0.0207, upper: 0.0319 },
    truth: undefined,
    clickRate: 0.0406,
    segments: changes.truth === undefined ? NOT_KNOWN : SEGMENTS,
    thresholds: THRESHOLDS,
    order: OPEN,
    ...changes,
  };
}

const paragraphsOf = (changes: Partial<EffectsFinding> = {}) =>
  effectsSummary(finding(changes)).text.split("\n\n");
const grounds = (changes: Partial<EffectsFinding> = {}, clippedRows = 22_338) =>
  effectsGrounds({ ...finding(changes), clippedRows, rowsWithoutCounterpart: 889 })
    .map(({ text }) => text);

const SIMULATED = { ...OPEN, origin: "simulated" } as const;
const SHUFFLED = { ...OPEN, effect: "zero", origin: "simulated" } as const;
const MIND = { ...OPEN, effect: "zero", origin: "MIND" } as const;

Deno.test("simulated lists open with that, estimate, base and truth, and permit no decision", () => {
  const [overall, segments, decision] = paragraphsOf({ order: SIMULATED, truth: 0.018 });
  assertEquals(
    overall,
    "In simulated lists, a place in the top three, rather than further down, adds an estimated 2.6 " +
      "clicks to every 100 displays of an article (95 % interval 2.1 to 3.2). On average 4.1 of 100 " +
      "displays are clicked. The true effect, known because the lists are simulated, is 1.8: the " +
      "interval misses it, and the estimate is too high.",
  );
  assertEquals(
    segments,
    "Of 5 segments 2 have enough to go by; the estimate, per 100 displays, is largest for category tv (5.0, interval 3.0 " +
      "to 7.0; truth 4.0) and smallest for readers with 11 to 30 articles read before (1.0, interval " +
      "−1.0 to 3.0; truth 5.0). In 1 of them the interval lies above 0, in none below. The other 3 are passed " +
      "over here: 1 has too many displays that could be nowhere but in the top three, so that there is " +
      "nothing to compare them with; 2 have fewer than 30 clicks in the top three.",
  );
  assertMatch(decision!, /^Nothing here is about a real service, and no product decision can rest/);
  const [covered] = paragraphsOf({ order: SIMULATED, truth: 0.025 });
  assertStringIncludes(covered!, "is 2.5: the interval covers it.");
  const [low] = paragraphsOf({ order: SIMULATED, truth: 0.04 });
  assertStringIncludes(low!, "misses it, and the estimate is too low.");
  const [unread] = paragraphsOf({ order: SIMULATED });
  assertEquals(/truth|true/.test(unread!), false);
});

Deno.test("where the order was shuffled 0 is right, and no segment is named for its estimate", () => {
  for (
    const [order, lists] of [
      [SHUFFLED, "In simulated lists"],
      [MIND, "In the logged lists of MIND"],
    ] as const
  ) {
    const [overall, segments, decision] = paragraphsOf({ order, truth: 0 });
    assertEquals(
      overall,
      `${lists}, whose order was shuffled, a place in the top three has no effect: 0 is the right ` +
        "answer, for all articles and in every segment. The method reports 2.6 clicks per 100 " +
        "displays (95 % interval 2.1 to 3.2), which leaves out 0: all of this is its error. On " +
        "average 4.1 of 100 displays are clicked.",
    );
    assertStringIncludes(segments!, "1 of their intervals leaves out 0. By a right method one in");
    assertEquals(/estimate|largest|tv/.test(segments!), false);
    assertMatch(decision!, /no product decision can rest|No product decision can rest/);
  }
  const doubt = "But clicks depend on the place.";
  assertStringIncludes(
    paragraphsOf({ order: { ...MIND, doubt } })[0]!,
    `every segment. ${doubt} The`,
  );
  const right = { rows: 9, lift: 0.001, standardError: 0.001, lower: -0.001, upper: 0.003 };
  assertStringIncludes(
    paragraphsOf({ order: MIND, overall: right })[0]!,
    "reports 0.1 clicks per 100 displays (95 % interval −0.1 to 0.3), which covers 0, as it should.",
  );
});

Deno.test("logged lists may lead to a test by lot, and are told how seldom the method was right", () => {
  const [overall, segments, decision] = paragraphsOf();
  assertMatch(
    overall!,
    /^In logged lists, a place in the top three, rather than further down, adds/,
  );
  assertStringIncludes(overall!, "covered the true effect once.");
  assertEquals(segments!.includes("truth"), false);
  assertMatch(
    decision!,
    /^This can be a reason to test placement by lot\. It is no reason to change/,
  );
  assertMatch(
    paragraphsOf({ order: { ...OPEN, origin: "unknown" } })[0]!,
    /^In lists of unknown origin, taken to be logged, a place/,
  );
  const harmful = { rows: 9, lift: -0.02, standardError: 0.005, lower: -0.03, upper: -0.01 };
  assertStringIncludes(
    paragraphsOf({ overall: harmful })[0]!,
    "takes an estimated 2.0 clicks from every 100 displays of an article (95 % interval −3.0 to −1.0)",
  );
});

Deno.test("clicks that look shuffled leave it open whether the number is an error", () => {
  const order = { ...OPEN, effect: "possibly zero", origin: "unknown" } as const;
  const [overall, segments, decision] = paragraphsOf({ order });
  assertMatch(
    overall!,
    /^In lists of unknown origin, taken to be logged, clicks show no dependence/,
  );
  assertStringIncludes(overall!, "If the order was shuffled, 0 is the right answer");
  assertStringIncludes(
    segments!,
    "leaves out 0. If the order was shuffled, by a right method one in",
  );
  assertMatch(decision!, /before it is known whether the order was shuffled\.$/);
});

Deno.test("where nothing was found nothing follows", () => {
  const overall = { rows: 9, lift: 0.003, standardError: 0.0026, lower: -0.002, upper: 0.008 };
  const [all, segments, decision] = paragraphsOf({
    overall,
    segments: [segment(["category", "tv"], 0.01), segment(["category", "news"], 0)],
  });
  assertStringIncludes(
    all!,
    "In logged lists, whether a place in the top three changes clicks cannot be told: the estimate is " +
      "0.3 clicks per 100 displays, and its 95 % interval, −0.2 to 0.8, holds 0.",
  );
  assertMatch(
    segments!,
    /^All 2 segments have enough to go by; .* In none of them the interval lies above 0/,
  );
  assertEquals(segments!.includes("passed over"), false);
  assertMatch(decision!, /^Nothing follows for the ranking: neither an effect nor its absence/);
});

Deno.test("without a segment that can be read none is named", () => {
  const at = (segments: readonly JudgedSegment[]) => paragraphsOf({ segments })[1]!;
  assertEquals(at([]), "No segment has enough rows to be reported.");
  assertEquals(
    at(SEGMENTS.slice(2)),
    "All 3 segments are passed over here: 1 has too many displays that could be nowhere but in the " +
      "top three, so that there is nothing to compare them with; 2 have fewer than 30 clicks in the " +
      "top three.",
  );
  assertEquals(
    at(SEGMENTS.slice(4)),
    "The only segment is passed over here: 1 has fewer than 30 clicks in the top three.",
  );
  assertEquals(
    at(SEGMENTS.slice(0, 1)),
    "The only segment has enough to go by: category tv (5.0, interval 3.0 to 7.0; truth 4.0).",
  );
  assertMatch(
    at([SEGMENTS[0]!, SEGMENTS[3]!]),
    /^Of 2 segments 1 has enough .* The other one is passed/,
  );
});

Deno.test("names from the data stay text, and numbers stay numbers at their ends", () => {
  const hostile = "<img src=x onerror=alert(1)> **天気** `x` $e$ [a](http://b)";
  const { source } = effectsSummary(
    finding({ segments: [segment(["category", hostile], 0.05), segment(["category", ""], 0.01)] }),
  );
  assertEquals(/<img|(?<!\\)\*\*天|(?<!\\)`x|\$|(?<!\\)\[a/.test(source), false);
  assertStringIncludes(source, "天気");
  assertStringIncludes(paragraphsOf({ clickRate: 0 })[0]!, "No display at all was clicked.");
  assertStringIncludes(paragraphsOf({ clickRate: 0.0012 })[0]!, "On average 0.12 of 100 displays");
  assertStringIncludes(paragraphsOf({ clickRate: 1e-6 })[0]!, "fewer than 1 in 10,000 displays");
  assertEquals(/NaN/.test(paragraphsOf({ clickRate: NaN }).join(" ")), false);
  const narrow = { rows: 9, lift: -0.00001, standardError: 1e-5, lower: -0.00003, upper: 0.00001 };
  assertStringIncludes(paragraphsOf({ overall: narrow })[0]!, "is 0.00 clicks per 100 displays");
});

Deno.test("the grounds say which assumption a simulation breaks on purpose", () => {
  const reasons = grounds({ order: { ...SIMULATED, broken: "recorded reasons" } });
  assertStringIncludes(reasons[0]!, "In this simulation they do not: a cause that the table does");
  assertStringIncludes(reasons[3]!, "clicks are drawn one by one");
  const dependent = grounds({ order: { ...SIMULATED, broken: "independent rows" } });
  assertStringIncludes(dependent[0]!, "In this simulation they do;");
  assertStringIncludes(dependent[3]!, "In this simulation they are not: readers differ");
});

Deno.test("the grounds are five lines with what the run tells of each", () => {
  const lines = grounds({ order: SIMULATED, truth: 0.018 });
  assertEquals(lines.length, 5);
  const [placement, overlap, models, dependence, many] = lines;
  assertMatch(placement!, /^Reasons for placement\. GROUNDS\. The estimate is right only if/);
  assertStringIncludes(placement!, "In this simulation they do");
  assertStringIncludes(overlap!, "889 of 150,000 rows (0.6 %) could stand in the top three only");
  assertStringIncludes(overlap!, "In lists of 1 to 10 articles they are more than 5 %");
  assertStringIncludes(models!, "22,338 of 150,000 propensities (14.9 %) had to be clipped");
  assertStringIncludes(models!, "Here the interval misses the truth");
  assertStringIncludes(models!, "covered the true effect once.");
  assertStringIncludes(dependence!, "clicks are drawn one by one");
  assertStringIncludes(many!, "5 intervals are read side by side");
  assertStringIncludes(many!, "Of the 2 that are not passed over, 1 covers the truth.");

  const logged = grounds({}, 0);
  assertStringIncludes(logged[0]!, "No computation can check that");
  assertStringIncludes(logged[2]!, "No propensity had to be clipped");
  assertEquals(/truth/.test(logged.join(" ")), false);
  const shuffled = grounds({ order: MIND, truth: 0 });
  assertEquals(shuffled[0], "The order was shuffled. GROUNDS.");
  assertStringIncludes(shuffled[2]!, "Here the interval misses the truth");
  assertEquals(/cover the truth|covers the truth/.test(shuffled.join(" ")), false);
  const none = grounds({ segments: [] });
  assertStringIncludes(none[4]!, "There is no segment whose interval");
  assert(none.every((line) => !/NaN|undefined/.test(line)));
  const sound = grounds({ segments: SEGMENTS.slice(0, 1) });
  assertStringIncludes(sound[1]!, "No segment has more than 5 % of such rows.");
  const alone = (name: string) => segment(["category", name], 0, { standing: "no overlap" });
  assertStringIncludes(
    grounds({ segments: ["a", "b", "c", "d", "e"].map(alone) })[1]!,
    "In category a, category b, category c and 2 more they are more than 5 %",
  );
});
