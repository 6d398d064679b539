/** How far estimates can be trusted: by rows without a counterpart and by treated clicks, nothing else. */

import { assertEquals, assertThrows } from "@std/assert";
import { judgeSegments } from "lib/effects/judged_segment.ts";
import { segmentEffects } from "lib/effects/segments.ts";
import { InputError } from "lib/errors.ts";

const ROWS_EACH = 100;
const CODES = Int32Array.from(
  { length: 3 * ROWS_EACH },
  (_, row) => Math.floor(row / ROWS_EACH) - 1,
);
const TOPIC = { name: "topic", levels: ["news", "missing"], codes: CODES };
const place = (row: number) => row % ROWS_EACH;

/** Of each segment's 100 rows the first 50 are treated, and so many of these are clicked. */
const SCORED = {
  treatment: Uint8Array.from(CODES, (_, row) => place(row) < 50 ? 1 : 0),
  outcome: Uint8Array.from(CODES, (code, row) => place(row) < 29 + code ? 1 : 0),
  scores: Float64Array.from(CODES, (_, row) => row % 2),
};
const { effects } = segmentEffects(TOPIC, SCORED, {
  minimumRows: 2,
  minimumTreated: 1,
  minimumControl: 1,
});
const THRESHOLDS = { mostWithoutCounterpart: 0.05, fewestTreatedClicks: 29 };
const lonely = (of: (code: number) => number) =>
  Uint8Array.from(CODES, (code, row) => place(row) < of(code) ? 1 : 0);
const standings = (withoutCounterpart: Uint8Array, thresholds = THRESHOLDS) =>
  Object.fromEntries(
    judgeSegments(effects, TOPIC, { withoutCounterpart }, thresholds)
      .map(({ effect, standing }) => [effect.segment, standing]),
  );

Deno.test("clicks count from the threshold on, and a missing segment is judged by its own rows", () => {
  assertEquals(standings(lonely(() => 0)), {
    "missing (no value)": "few treated clicks", // 28 clicks
    news: "sound", // 29
    missing: "sound", // 30
  });
});

Deno.test("a share at the threshold has overlap, above it none, whatever the clicks", () => {
  assertEquals(standings(lonely((code) => code === 0 ? 5 : code < 0 ? 6 : 100)), {
    "missing (no value)": "no overlap",
    news: "sound",
    missing: "no overlap",
  });
  assertEquals(
    new Set(
      Object.values(standings(lonely(() => 100), { ...THRESHOLDS, mostWithoutCounterpart: 1 })),
    ),
    new Set(["few treated clicks", "sound"]),
  );
});

Deno.test("the truth is that of the segment's own rows, or not known", () => {
  const withoutCounterpart = lonely(() => 0);
  const trueLift = Float64Array.from(CODES, (code, row) => code + place(row) / 100);
  const judged = judgeSegments(effects, TOPIC, { withoutCounterpart, trueLift }, THRESHOLDS);
  assertEquals(
    Object.fromEntries(judged.map(({ effect, truth }) => [effect.segment, truth?.toFixed(3)])),
    { "missing (no value)": "-0.505", news: "0.495", missing: "1.495" },
  );
  const unknown = judgeSegments(effects, TOPIC, { withoutCounterpart }, THRESHOLDS);
  assertEquals(unknown.map(({ truth }) => truth), [undefined, undefined, undefined]);
  assertEquals(judgeSegments([], TOPIC, { withoutCounterpart }, THRESHOLDS), []);
});

Deno.test("unsound rows, thresholds and segments of another division are refused", () => {
  const rows = { withoutCounterpart: lonely(() => 0) };
  const cases: readonly (() => unknown)[] = [
    () => judgeSegments(effects, TOPIC, { withoutCounterpart: new Uint8Array(3) }, THRESHOLDS),
    () =>
      judgeSegments(
        effects,
        TOPIC,
        { withoutCounterpart: rows.withoutCounterpart.fill(2) },
        THRESHOLDS,
      ),
    () =>
      judgeSegments(
        effects,
        TOPIC,
        { ...rows, trueLift: new Float64Array(300).fill(NaN) },
        THRESHOLDS,
      ),
    () => judgeSegments(effects, TOPIC, rows, { ...THRESHOLDS, mostWithoutCounterpart: 5 }),
    () => judgeSegments(effects, TOPIC, rows, { ...THRESHOLDS, fewestTreatedClicks: NaN }),
    () =>
      judgeSegments(effects, { ...TOPIC, levels: ["a", "b"] }, {
        withoutCounterpart: lonely(() => 0),
      }, THRESHOLDS),
  ];
  for (const call of cases) assertThrows(call, InputError);
});
