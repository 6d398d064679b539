import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { compileChart } from "../../notebooks/export/live_charts.ts";
import { oneSlateChart } from "lib/charts/one_slate.ts";
import { drawChart, renderSvg } from "lib/charts/render.ts";
import { CHART_WIDTH } from "lib/charts/theme.ts";
import type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
import { InputError } from "lib/errors.ts";
import type { OneSlate } from "lib/interference/one_slate.ts";
import { clicksPerHundred } from "lib/text/clicks_per_hundred.ts";
import { chosen, moviesOf, slateOf } from "./slate_choice.ts";

const SLATE = slateOf(6);
const MOVIES = moviesOf(6);
const { spec, caption } = oneSlateChart(SLATE, MOVIES, { from: 5 });

interface Param {
  readonly name: string;
  readonly value: number;
  readonly bind?: { readonly input: string; readonly name: string; readonly labels?: string[] };
}
const paramsOf = (spec: VegaLiteSpec) => spec["params"] as unknown as readonly Param[];

/** The texts of a drawing, in the order of drawing. */
const textsOf = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>|<tspan[^>]*>([^<]*)<\/tspan>/g)]
    .map(([, text, part]) => text ?? part!);

/** A change per 100 displays as the chart writes it. */
function signed(change: number): string {
  const text = clicksPerHundred(change);
  return Number(text) === 0 ? "0" : change > 0 ? `+${text}` : text;
}

Deno.test("every movie and every place can be chosen, and both controls have a name", () => {
  const [movie, place] = paramsOf(spec);
  assertEquals(movie, {
    name: "movedMovie",
    value: 5,
    bind: {
      input: "select",
      name: "Movie",
      options: [1, 2, 3, 4, 5, 6],
      labels: MOVIES.map(({ title }, item) => `${item + 1}. ${title}`),
    },
  } as unknown as Param);
  assertEquals(place, {
    name: "movedTo",
    value: 1,
    bind: { input: "range", name: "Moved to place", min: 1, max: 6, step: 1 },
  } as unknown as Param);
  const { signals } = compileChart(spec) as { signals: Param[] };
  for (const { name, bind } of paramsOf(spec)) {
    assertEquals(signals.find((signal) => signal.name === name)?.bind, bind);
  }
});

Deno.test("whatever is chosen, the numbers and the order are the library's", async () => {
  for (let from = 1; from <= 6; from++) {
    for (let to = 1; to <= 6; to++) {
      const texts = textsOf(await renderSvg(chosen(spec, from, to)));
      const { exposure, probability, change } = SLATE.move(from, to);
      const order = [...exposure.finalPosition.keys()]
        .sort((a, b) => exposure.finalPosition[a]! - exposure.finalPosition[b]!);
      const labels = order.map((item, at) => `${at + 1}. ${MOVIES[item]!.title}`);
      assertEquals(texts.filter((text) => /^\d+\. Movie/.test(text)), [
        ...MOVIES.map(({ title }, at) => `${at + 1}. ${title}`),
        ...labels,
      ]);
      const expected = [
        ...SLATE.unchanged,
        SLATE.unchanged.reduce((sum, value) => sum + value, 0),
        ...probability,
        probability.reduce((sum, value) => sum + value, 0),
      ].map((value) => clicksPerHundred(value));
      assertEquals(texts.filter((text) => /^\d+\.\d$/.test(text)), expected);
      const whole = change.reduce((sum, value) => sum + value, 0);
      const changes = texts.filter((text) => /^([+−]\d+\.\d|0)$/.test(text));
      assertEquals(changes.toSorted(), [...change, whole].map(signed).toSorted());
    }
  }
});

Deno.test("a sentence says what was chosen and what becomes of it", async () => {
  const sentence = async (from: number, to: number) =>
    textsOf(await renderSvg(chosen(spec, from, to))).filter((text) =>
      /“|displays;|Nothing/.test(text)
    );
  const { change } = SLATE.move(5, 2);
  const others = change.reduce((sum, value) => sum + value, 0) - change[4]!;
  assertEquals(await sentence(5, 2), [
    "“Movie E (1964)” from place 5 to 2",
    `${signed(change[4]!)} clicks per 100 displays; the 5 others ${signed(others)}`,
  ]);
  assertEquals(await sentence(3, 3), [
    "“Movie C (1962)” stays in place 3",
    "Nothing moves and nobody is promoted: nothing changes",
  ]);
});

Deno.test("exposures have words, colors and shapes, and a move down promotes nobody", async () => {
  const svg = await renderSvg(spec);
  for (
    const words of [
      "Promoted movie",
      "Others of its genre",
      "All other movies",
      "No promotion",
    ]
  ) assertStringIncludes(svg, `>${words}</text>`);
  assert(JSON.stringify(spec).includes('["circle","triangle-down","square","diamond"]'));
  // Movie E is a comedy like movie B; all others have another genre or none.
  assertStringIncludes(caption, "Movie B (1961) (same genre as the promoted movie), place 2 to 3");
  assertStringIncludes(
    caption,
    "Movie C (1962) (other genre than the promoted movie), place 3 to 4",
  );
  assertStringIncludes(caption, "Movie E (1964) (promoted movie), place 5 to 1");
  const down = oneSlateChart(SLATE, MOVIES, { from: 1, to: 4 }).caption;
  assertEquals(down.match(/\(no promotion\)/g)?.length, 6);
  const colors = async (from: number, to: number) => {
    const drawn = await renderSvg(chosen(spec, from, to));
    const marks = drawn.slice(0, drawn.indexOf("role-legend"));
    return new Set([...marks.matchAll(/stroke="(#[0-9a-f]{6})"/g)].map(([, color]) => color));
  };
  const [promoted, sameGenre, other] = ["#0072b2", "#cc79a7", "#6b7280"];
  for (const color of [promoted, sameGenre, other]) assert((await colors(5, 1)).has(color!), color);
  for (const color of [promoted, sameGenre]) assert(!(await colors(1, 4)).has(color!), color);
});

Deno.test("the title says for how many movies a promotion to the top pays", () => {
  const titled = (totals: readonly number[]) => {
    const size = totals.length + 1;
    const real = slateOf(size);
    const slate: OneSlate = {
      ...real,
      move: (from, to) => {
        const change = new Float64Array(size);
        if (from > 1 && to === 1) change[0] = totals[from - 2]!;
        return { ...real.move(from, to), change };
      },
    };
    return oneSlateChart(slate, moviesOf(size), { from: 1 }).caption.split(". ")[0];
  };
  assertEquals(
    titled([-0.1, -0.2]),
    "Whichever of its movies is promoted to the top, this slate loses clicks",
  );
  assertEquals(
    titled([0.1, 0.2]),
    "Whichever of its movies is promoted to the top, this slate gains clicks",
  );
  assertEquals(
    titled([0.1, -0.2, -0.1, 0]),
    "Promoting one of its 4 lower movies to the top wins this slate clicks with 1 of them and loses " +
      "some with 2",
  );
  assertEquals(titled([]), "In a slate of one movie there is nothing to move");
});

Deno.test("slates of one and two movies are drawn, one without controls", async () => {
  const one = oneSlateChart(slateOf(1), [{ title: "Alone" }], { from: 1 });
  assertEquals(paramsOf(one.spec).map((param) => "bind" in param), [false, false]);
  assertStringIncludes(await renderSvg(one.spec), "“Alone” stays in place 1");
  const two = oneSlateChart(slateOf(2), moviesOf(2), { from: 2 });
  assertStringIncludes(two.caption, "; the other −");
  assertStringIncludes(await renderSvg(two.spec), "1. Movie B (1961)");
});

Deno.test("titles may be long, equal, missing or hostile", async () => {
  const titles = [
    "Same",
    "Same",
    null,
    `"'\\ \${1} </script><b> & datum.item\n\u2028`,
    "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb ".repeat(20),
    "鋼の錬金術師 シャンバラを征く者 👩‍👩‍👧‍👦",
  ];
  const chart = oneSlateChart(SLATE, titles.map((title) => ({ title })), { from: 5 });
  const { svg, width } = await drawChart(chart);
  assert(width <= CHART_WIDTH, `${width}`);
  assertEquals(svg.split("Same</text>").length, 5);
  assertStringIncludes(svg, "(no title)");
  assertStringIncludes(svg, "…");
  assertStringIncludes(chart.caption, "Same (other genre than the promoted movie), place 1 to 2");
  for (const from of [3, 4, 6]) await renderSvg(chosen(chart.spec, from, 2));
});

Deno.test("long titles leave the chart as wide as the page", async () => {
  const movies = Array.from({ length: 12 }, () => ({ title: "W".repeat(80) }));
  const chart = oneSlateChart(slateOf(12), movies, { from: 12 });
  for (const [from, to] of [[12, 1], [1, 12], [5, 5]] as const) {
    const { width } = await drawChart({ ...chart, spec: chosen(chart.spec, from, to) });
    assert(width <= CHART_WIDTH, `${width}`);
  }
});

Deno.test("places and titles that do not fit the slate are refused, and long slates not drawn", async () => {
  for (const options of [{ from: 0 }, { from: 7 }, { from: 1.5 }, { from: 2, to: 9 }]) {
    assertThrows(() => oneSlateChart(SLATE, MOVIES, options), InputError, "is not a place");
  }
  assertThrows(
    () => oneSlateChart(SLATE, MOVIES.slice(1), { from: 1 }),
    InputError,
    "5 values for 6 movies of the slate",
  );
  const long = Array.from({ length: 31 }, (_, item) => ({ title: `${item}` }));
  const { spec } = oneSlateChart(slateOf(31), long, { from: 1 });
  assertStringIncludes(await renderSvg(spec), "A slate of 31 movies is too long to be drawn");
});

Deno.test("slates of twelve movies stay small in a notebook's file", () => {
  const { spec } = oneSlateChart(slateOf(12), moviesOf(12), { from: 8 });
  const text = JSON.stringify(spec, null, 1);
  assert(text.length < 120_000, `${text.length} characters`);
});
