/** The opening of the analysis of slates, and its grounds: every wording. */

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type SlatesFinding, slatesSummary } from "lib/tables/slates_conclusion.ts";
import { slatesGrounds } from "lib/tables/slates_grounds.ts";

/** Four slates of two movies, the first two promoted; lifts of the movie and of its neighbour. */
function finding(direct: number, other: number, promoted = [1, 1, 0, 0]): SlatesFinding {
  const bySlate = (value: number) => Float64Array.from(promoted, (flag) => flag * value);
  const unchanged = Float64Array.from({ length: 8 }, (_, row) => row % 2 === 0 ? 0.25 : 0.5);
  const lift = (row: number) => row % 2 === 0 ? direct : other;
  return {
    totals: {
      clicks: Int32Array.of(0, 1, 1, 2),
      expectedClicks: bySlate(direct + other).map((value) => value + 0.75),
      expectedClicksUnchanged: new Float64Array(4).fill(0.75),
      lift: bySlate(direct + other),
      directLift: bySlate(direct),
      sameClusterLift: new Float64Array(4),
      otherLift: bySlate(other),
    },
    assignment: { focalRow: Int32Array.of(0, 2, 4, 6), promoted: Uint8Array.from(promoted) },
    potential: { unchanged, promoted: unchanged.map((value, row) => value + lift(row)) },
  };
}

const paragraphsOf = (given: SlatesFinding) => slatesSummary(given).text.split("\n\n");

Deno.test("the opening says simulated and assumed first, then both changes, the truth and what one experiment shows", () => {
  const [changes, shown, decision] = paragraphsOf(finding(0.125, -0.25));
  assertEquals(
    changes,
    "In a simulated experiment, by an assumed click model, promoting a movie wins it 0.12 clicks and " +
      "costs the others of its slate 0.25: the slate as a whole loses 0.12, on average over all 4 slates. A slate is expected to get 0.75 " +
      "clicks without a promotion (37.5 per 100 displays) and 0.62 with one (31.2 per 100 displays). All " +
      "2 promoted slates lose.",
  );
  assertEquals(
    shown,
    "One experiment of this size, judged by its clicks alone, shows a change of −1.00 clicks a slate (95 " +
      "% interval −2.39 to 0.39): the interval covers the truth, −0.12.",
  );
  assertMatch(decision!, /^Nothing here is about a real service, and no product decision can rest/);
});

Deno.test("gains are called gains, and slates that do not lose are not counted", () => {
  const [changes] = paragraphsOf(finding(0.25, -0.125));
  assertStringIncludes(
    changes!,
    "wins it 0.25 clicks and costs the others of its slate 0.12: the slate as a whole gains 0.12, on",
  );
  assertStringIncludes(changes!, "0.0 % of the 2 promoted slates lose.");
  assertStringIncludes(
    paragraphsOf(finding(-0.125, 0.25))[0]!,
    "costs it 0.12 clicks and wins the others of its slate 0.25: the slate as a whole gains 0.12",
  );
  const wrong = finding(0.5, 0.5);
  assertStringIncludes(
    paragraphsOf({ ...wrong, totals: { ...wrong.totals, clicks: Int32Array.of(0, 0, 2, 2) } })[1]!,
    "shows a change of −2.00 clicks a slate (95 % interval −2.00 to −2.00): the interval misses the truth, 1.00.",
  );
});

Deno.test("a lot that promotes nothing, one slate or all is told as it is", () => {
  assertMatch(
    slatesSummary(finding(0.5, -0.25, [0, 0, 0, 0])).text,
    /the lot promoted a movie in none of 4 slates: there is no change to report\.$/,
  );
  const one = finding(0.125, -0.25, [1, 0, 0, 0]);
  assertStringIncludes(paragraphsOf(one)[0]!, "There is only one promoted slate, and it loses.");
  assertStringIncludes(paragraphsOf(one)[1]!, "one of its arms has fewer than two slates.");
  assertStringIncludes(slatesGrounds(one)[4]!.text, "error cannot be told");
});

Deno.test("the grounds are five lines with the lot and the noise of the run", () => {
  const lines = slatesGrounds(finding(0.125, -0.25)).map(({ text }) => text);
  assertEquals(lines.length, 5);
  assertStringIncludes(lines[2]!, "it promoted in 2 of 4 slates (50.0 %)");
  assertStringIncludes(lines[4]!, "reaches 1.39 clicks to either side");
});
