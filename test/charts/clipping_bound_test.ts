import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { compileChart } from "../../notebooks/export/live_charts.ts";
import { clippingBoundChart } from "lib/charts/clipping_bound.ts";
import { renderSvg } from "lib/charts/render.ts";
import { clippingBounds } from "lib/effects/clipping.ts";
import { OVERALL } from "./effects.ts";

const EFFECTS = clippingBounds(0.01).map((clip, at) => ({
  clip,
  effect: { ...OVERALL, lift: 0.0146 + at / 10_000, lower: 0.0087 + at / 5_000, upper: 0.0213 },
  raised: 1_500 * at,
  lowered: 15,
}));

Deno.test("the slider reaches every bound, begins at the one in use, and has a name", () => {
  const { spec } = clippingBoundChart(EFFECTS, { clip: 0.01 });
  const [param] = spec["params"] as unknown as {
    value: number;
    bind: { input: string; name: string; min: number; max: number; step: number };
  }[];
  const { input, name, min, max, step } = param!.bind;
  assertEquals([input, name, min, max, param!.value], [
    "range",
    "Clipping bound",
    0.002,
    0.1,
    0.01,
  ]);
  assertEquals(Math.round((max - min) / step) + 1, EFFECTS.length);
});

Deno.test("the slider survives the compilation for the page", () => {
  const { spec } = clippingBoundChart(EFFECTS, { clip: 0.01 });
  const { signals } = compileChart(spec) as {
    signals: { name: string; bind?: { input: string } }[];
  };
  assertEquals(signals.find(({ name }) => name === "clippingBound")?.bind?.input, "range");
});

Deno.test("each bound on the slider picks the numbers of just that bound", async () => {
  const { spec } = clippingBoundChart(EFFECTS, { clip: 0.01 });
  for (const at of [0, 4, 20, EFFECTS.length - 1]) {
    // A slider hands over decimals, not the last bit.
    const value = Number(EFFECTS[at]!.clip.toFixed(3));
    const [param] = spec["params"] as unknown as object[];
    const svg = await renderSvg({ ...spec, params: [{ ...param!, value }] });
    const shown = [...svg.matchAll(/>(Bound [^<]*)<\/text>/g)].map(([, text]) => text);
    assertEquals(shown.length, 1);
    assertStringIncludes(shown[0]!, `Bound ${value.toFixed(3)}: `);
    const share = (100 * (1_500 * at + 15) / OVERALL.rows).toFixed(1);
    assertStringIncludes(shown[0]!, `${share} % of rows clipped`);
  }
});

Deno.test("without the slider both curves are there in full, with the bound in use", async () => {
  const { spec, caption } = clippingBoundChart(EFFECTS, { clip: 0.01, truth: 0.018 });
  assertEquals((spec["data"] as unknown as { values: unknown[] }).values.length, EFFECTS.length);
  const svg = await renderSvg(spec);
  for (
    const text of [
      "Additional clicks per 100 displays",
      "Rows clipped, in %",
      "Clipping bound",
      "used here",
      "true effect 1.8",
      "Bound 0.010: 1.5 (0.9 to 2.1), 4.0 % of rows clipped",
    ]
  ) assertStringIncludes(svg, `>${text}</text>`);
  assertStringIncludes(
    caption,
    "Bound 0.010: 1.5 (0.9 to 2.1), 4.0 % of rows clipped: the bound used",
  );
  assertStringIncludes(caption, "The true effect is 1.8.");
});

Deno.test("the title says between what the estimate lies, and where the bound in use puts it", () => {
  const titled = (clip: number, ...lifts: readonly number[]) =>
    clippingBoundChart(
      lifts.map((lift, at) => ({ ...EFFECTS[at]!, effect: { ...EFFECTS[at]!.effect, lift } })),
      { clip },
    ).caption;
  const [first, second] = [EFFECTS[0]!.clip, EFFECTS[1]!.clip];
  assertStringIncludes(
    titled(second, 0.03, 0.02, 0.04),
    "the estimate lies between 2.0 and 4.0 clicks per 100 displays; the bound used here gives 2.0, the " +
      "lowest.",
  );
  assertStringIncludes(
    titled(second, 0.03, 0.05, 0.04),
    "the bound used here gives 5.0, the highest.",
  );
  assertStringIncludes(titled(first, 0.03, 0.05, 0.02), "the bound used here gives 3.0.");
  assertStringIncludes(titled(0.5, 0.03, 0.05), "between 3.0 and 5.0 clicks per 100 displays.");
});

Deno.test("one bound needs no slider, none has a chart that says so", async () => {
  const { spec } = clippingBoundChart(EFFECTS.slice(4, 5), { clip: 0.01 });
  assert(!("bind" in (spec["params"] as unknown as object[])[0]!));
  assertStringIncludes(await renderSvg(spec), "Under the bound 0.01 the estimate is");
  const none = clippingBoundChart([], { clip: 0.01 });
  assertStringIncludes(await renderSvg(none.spec), "There is no clipping bound to compare");
});
