/** The charts of 05: what they say, that they draw, and that nothing in them is cut or lost. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { comparedEstimatesChart } from "lib/charts/compared_estimates.ts";
import { whichModelMustBeRight, whoFindsTheTruth } from "lib/charts/compared_findings.ts";
import { confoundingStrengthChart } from "lib/charts/confounding_strength.ts";
import { coverageByClicksChart } from "lib/charts/coverage_by_clicks.ts";
import { detectableEffectsChart } from "lib/charts/detectable_effects.ts";
import { falseFindingsChart } from "lib/charts/false_findings.ts";
import { textWidth } from "lib/charts/fonts.ts";
import { largestByLotChart } from "lib/charts/largest_by_lot.ts";
import { propensityByLengthChart } from "lib/charts/propensity_by_length.ts";
import { renderSvg } from "lib/charts/render.ts";
import { shrunkEffectsChart } from "lib/charts/shrunk_effects.ts";
import { verdictsChart } from "lib/charts/verdicts.ts";
import type { ComparedEstimate } from "lib/effects/compared_estimate.ts";
import { FAMILIES, STUDIED_PROCEDURES } from "lib/inference/null_findings.ts";

const LINES = ["all displays", "1 to 3", "4 to 10", "101 or more"];
const COMPARED: ComparedEstimate[] = ["Ranked sample", "Shuffled sample"].flatMap((panel) =>
  LINES.flatMap((line, at) => {
    const truth = line === "1 to 3" ? undefined : 0.01 * at;
    const interval = (lift: number, reach = 0.004) => ({
      lift,
      lower: lift - reach,
      upper: lift + reach,
    });
    return [
      {
        ...{ panel, line, truth, estimator: "known chances" },
        ...line === "1 to 3" ? { lift: NaN, lower: NaN, upper: NaN } : interval(0.01 * at + 0.001),
      },
      {
        panel,
        line,
        truth,
        estimator: "notebook 04",
        ...interval(line === "1 to 3" ? 0.9 : 0.02 + 0.01 * at),
      },
    ];
  })
);

/** Colours of the bars, in the order in which they are drawn. */
const barColors = (svg: string) =>
  [...svg.matchAll(/<path aria-label="[^"]*"[^>]*aria-roledescription="bar"[^>]*fill="([^"]+)"/g)]
    .map(([, color]) => color!);
const texts = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);

Deno.test("compared estimates: panels, lines, what lies beyond as a number, and what is missing in words", async () => {
  const chart = comparedEstimatesChart(COMPARED, {
    title: whoFindsTheTruth(COMPARED),
    heading: "Articles in the list",
    ruling: ["known chances"],
  });
  const shown = texts(await renderSvg(chart.spec));
  for (
    const text of ["Ranked sample", "Shuffled sample", "1 to 3", "90.0", "nothing to compare with"]
  ) {
    assert(shown.includes(text), text);
  }
  assertEquals(shown.filter((text) => text === "90.0").length, 2);
  assertStringIncludes(chart.caption, "known chances nothing to compare with");
  assertStringIncludes(chart.reading!, "An arrow with a number");
});

Deno.test("the titles count what covers, and name the combinations that miss", () => {
  assertEquals(
    whoFindsTheTruth(COMPARED),
    "The interval covers the truth with known chances in 6 of 6 cases, in notebook 04 in 0 of 6",
  );
  assertEquals(
    whoFindsTheTruth(COMPARED.map((each) => ({ ...each, truth: undefined }))),
    "The truth is not known in any of these logs",
  );
  const of = (line: string, lower: number) => ({
    ...{
      panel: "p",
      line,
      estimator: "doubly robust",
      lift: 0.02,
      lower,
      upper: 0.03,
      truth: 0.01,
    },
  });
  assertEquals(
    whichModelMustBeRight([of("a", 0.009), of("b", 0.009)]),
    "All four combinations cover the truth here",
  );
  assertEquals(
    whichModelMustBeRight([of("chance right, clicks wrong", 0.02), of("both wrong", 0.02)]),
    "The interval misses the truth with chance right, clicks wrong; both wrong",
  );
});

Deno.test("one panel has no name over it, and no estimate at all says so", async () => {
  const one = COMPARED.filter(({ panel }) => panel === "Ranked sample");
  const chart = comparedEstimatesChart(one, { title: "One", heading: "Lists" });
  assert(!texts(await renderSvg(chart.spec)).includes("Ranked sample"));
  const none = one.map((each) => ({ ...each, lift: NaN }));
  assertStringIncludes(
    comparedEstimatesChart(none, { title: "None", heading: "Lists" }).caption,
    "no estimate",
  );
});

const RATES = [
  ...FAMILIES.flatMap((family, at) =>
    STUDIED_PROCEDURES.map((procedure, place) => ({
      ...family,
      procedure,
      tablesWithFinding: 40 - 5 * at - place,
      tested: 60,
      falseFindings: 0.4,
    }))
  ),
  {
    ...{ procedure: "maxTByPlaces" as const, isNullError: true, isFloored: false },
    ...{ tablesWithFinding: 9, tested: 60, falseFindings: 0.05 },
  },
];
const CLASS = { least: 0, most: 2, intervals: 90, covering: 40, coveringByNullError: 88 };
const STUDY = {
  ...{ tables: 200, level: 0.05, floor: 30, rates: RATES, overallCovering: 190 },
  coverage: [CLASS, { ...CLASS, least: 30, most: Infinity, covering: 86 }, {
    ...CLASS,
    intervals: 0,
  }],
  coverageBelowFloor: CLASS,
  coverageFromFloor: { ...CLASS, least: 30, most: Infinity, covering: 86 },
};

Deno.test("false findings: four bars with their numbers, what errs too often apart, the others in words", async () => {
  const chart = falseFindingsChart(STUDY);
  const shown = texts(await renderSvg(chart.spec));
  assertEquals(shown.filter((text) => /^\d+(\.\d)? %$/.test(text)), [
    ...["20.0 %", "19.0 %", "11.5 %", "4.5 %"],
  ]);
  for (const name of ["One by one", "Holm", "Holm, null error, 30 clicks", "Draws of the places"]) {
    assert(shown.includes(name), name);
  }
  const [first, second, third, last] = barColors(await renderSvg(chart.spec));
  assert(first !== undefined && last !== undefined && first !== last);
  assertEquals([second, third], [first, first]);
  assertStringIncludes(chart.caption, "Holm finds something in 19.0 % of the logs");
  assertStringIncludes(chart.caption, "draws of the places in 4.5 %");
  assertStringIncludes(chart.caption, "Benjamini-Hochberg (30 effective clicks or more) 16.0 %");
  assertStringIncludes(chart.reading!, "2 to 8 %");
  assertStringIncludes(
    chart.reading!,
    "Bonferroni, Benjamini-Hochberg and Max-t over draws of clusters err in 18.0 to 19.5 % as usual, " +
      "and in 10.5 to 12.0 % with both cures.",
  );
});

Deno.test("coverage: classes with too few intervals are not drawn, none at all is said", async () => {
  const chart = coverageByClicksChart(STUDY);
  assertStringIncludes(
    chart.caption,
    "With 0 to 2 effective clicks 95 % intervals cover 44 times in 100",
  );
  assert(texts(await renderSvg(chart.spec)).includes("over 29"));
  assertStringIncludes(
    coverageByClicksChart({ ...STUDY, coverage: [{ ...CLASS, intervals: 5 }] }).caption,
    "Too few intervals",
  );
});

Deno.test("distances: borders and the most distant names; no list that tells anything is said", async () => {
  const segments = Array.from({ length: 40 }, (_, at) => ({
    ...{
      segmentColumn: "category",
      segment: `topic ${at}`,
      rows: 900,
      clicks: 40,
      treatedClicks: 9,
    },
    ...{ lift: 0.01, nullError: 0.004, z: 4 - at / 10, normalP: 0.01, drawnP: 0.02 },
    adjustedP: at === 0 ? 0.01 : 0.4,
  }));
  const chart = largestByLotChart({
    segments,
    family: segments.map((_, at) => at),
    draws: 999,
    globalP: 0.01,
    criticalValue: 3.4,
  });
  const shown = texts(await renderSvg(chart.spec));
  for (const text of ["one test, 5 %: 1.96", "Bonferroni: 3.23", "draws of the places: 3.40"]) {
    assert(shown.includes(text), text);
  }
  assertStringIncludes(
    chart.caption,
    "1 of 40 segments is further from zero than chance brings the furthest in 95 of 100 draws",
  );
  const silent = segments.map((own) => ({ ...own, z: NaN }));
  assertStringIncludes(
    largestByLotChart({ segments: silent, family: [], draws: 999, globalP: 1, criticalValue: NaN })
      .caption,
    "No list tells anything",
  );
});

Deno.test("probabilities by length: both curves have names; the worst range is in the title", async () => {
  const balance = [4, 20, 120].map((length, at) => ({
    ...{
      length,
      shortest: length,
      longest: length + 10 * at,
      rows: 500,
      fitted: 0.2 - 0.05 * at,
      known: 3 / length,
    },
    ...{ fittedWeight: 3 / length / (0.2 - 0.05 * at), knownWeight: 1 },
  }));
  const chart = propensityByLengthChart(balance);
  const shown = texts(await renderSvg(chart.spec));
  assertEquals(shown.filter((text) => text === "known" || text === "fitted").length, 4);
  assertStringIncludes(
    chart.caption,
    "In lists of 120 to 140 articles the model says .10 where .025 is right",
  );
  assertStringIncludes(propensityByLengthChart([]).caption, "no lists");
});

Deno.test("detectable effects: what lies below the line could be found", async () => {
  const segments = [0.05, 0.02, 0.005].map((detectable, at) => ({
    ...{ segmentColumn: "category", segment: `topic ${at}`, rows: 900 * 10 ** at, detectable },
    timesRows: (detectable / 0.01) ** 2,
  }));
  const chart = detectableEffectsChart(segments, {
    power: 0.8,
    compared: 0.01,
    comparedName: "matters:",
  });
  assertStringIncludes(
    chart.caption,
    "An effect of 1.0 clicks per 100 displays could be found in 1 of 3",
  );
  assert(texts(await renderSvg(chart.spec)).includes("matters: 1.0"));
});

Deno.test("shrinkage: the title compares with the truth where it is known, and is honest where it does not help", async () => {
  const segments = [0.06, 0.01, 0.02].map((raw, at) => ({
    ...{
      segmentColumn: "category",
      segment: `topic ${at}`,
      raw,
      shrunk: 0.5 * raw + 0.015,
      truth: 0.03,
    },
  }));
  const chart = shrunkEffectsChart(segments, { mean: 0.03 });
  assertStringIncludes(
    chart.caption,
    "Shrinkage brings the estimates nearer to the truth: off by 1.08 instead of 2.16",
  );
  assert(texts(await renderSvg(chart.spec)).includes("common mean 3.0"));
  const worse = segments.map((own) => ({ ...own, truth: own.raw }));
  assertStringIncludes(
    shrunkEffectsChart(worse, { mean: 0.03 }).caption,
    "does not bring these estimates nearer",
  );
  const unknown = segments.map((own) => ({ ...own, truth: undefined }));
  assertStringIncludes(
    shrunkEffectsChart(unknown, { mean: 0.03 }).caption,
    "Of the largest estimate, 6.0",
  );
});

Deno.test("a hidden cause: bands, truth and recorded causes; one that cannot undo the estimate is said", async () => {
  const bounds = (strength: number, value: number) => ({
    strength,
    bounds: {
      ...{ lift: 0.02, lowest: 0.02 - strength, highest: 0.02 + strength, lower: 0.015 - strength },
      ...{ upper: 0.025 + strength, robustnessValue: value, robustnessValueOfInterval: value / 2 },
    },
  });
  const strengths = [0, 0.01, 0.02, 0.03].map((strength) => bounds(strength, 0.02));
  const chart = confoundingStrengthChart(strengths, {
    truth: 0.018,
    benchmarks: [{ name: "history", strength: 0.004 }, {
      name: "stronger than drawn",
      strength: 0.5,
    }],
  });
  const shown = texts(await renderSvg(chart.spec));
  assert(shown.includes("history") && shown.includes("true effect 1.8"));
  assert(!shown.includes("stronger than drawn"));
  assertStringIncludes(chart.caption, "stronger than drawn 50.0 %");
  assertStringIncludes(
    confoundingStrengthChart([bounds(0, 1)]).caption,
    "No cause, however strong, would bring the estimate to zero",
  );
});

Deno.test("a chart that says what it is of says so before how to read it", () => {
  const chart = falseFindingsChart(STUDY).of("Shuffled sample");
  assert(chart.reading!.startsWith("Shuffled sample. "));
  assertStringIncludes(chart.caption, "Of: Shuffled sample.");
});

Deno.test("verdicts: what is true stands below them where it is known, and how many are right in words", async () => {
  const judged = [
    { verdict: "holds", truth: { isTrue: true } },
    { verdict: "does not hold", truth: { isTrue: true } },
    { verdict: "cannot be known from this log", truth: { isTrue: false } },
    { verdict: "holds" },
  ] as const;
  const claims = judged.map((own, at) => ({ claim: `Claim ${at}.`, judged: [own] }));
  const chart = verdictsChart(claims, ["Sample"]);
  const shown = texts(await renderSvg(chart.spec));
  assertEquals(shown.filter((text) => text.startsWith("in truth")).toSorted(), [
    ...["in truth: no", "in truth: yes", "in truth: yes"],
  ]);
  assertStringIncludes(chart.caption, "Sample: 2 of 4 claims hold, 1 does not, 1 cannot be known");
  assertStringIncludes(chart.reading!, "of 2 verdicts that can be held against it 1 is right.");
  const blind = verdictsChart([{ claim: "One.", judged: [{ verdict: "holds" }] }], ["Own"]);
  assert(!blind.reading!.includes("truth"));
  assert(!texts(await renderSvg(blind.spec)).some((text) => text.startsWith("in truth")));
});

Deno.test("verdicts: three logs with long words leave each other and the claims their room", async () => {
  const unknown = { verdict: "cannot be known from this log", truth: { isTrue: true } } as const;
  const claim = "In the shortest lists that can be compared, they matter more than in longer ones.";
  const names = ["Your clustered lists", "Ranked sample", "Shuffled sample"];
  const { spec } = verdictsChart([{ claim, judged: [unknown, unknown, unknown] }], names);
  const svg = await renderSvg(spec);
  const ends = [...svg.matchAll(/<text[^>]*translate\(([\d.]+),[^>]*>cannot be known</g)]
    .map(([, x]) => Number(x));
  assertEquals(ends.length, 3);
  const width = textWidth("cannot be known", 13, 600);
  for (const at of [1, 2]) assert(ends[at]! - ends[at - 1]! > width + 20, `${ends}`);
});
