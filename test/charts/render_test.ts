import UPNG from "upng-js";
import { Resvg } from "@resvg/resvg-js";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreaterOrEqual,
  assertLessOrEqual,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { Chart } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { FONT_FAMILY, FONT_FILES, fontFilesFor, textWidth } from "lib/charts/fonts.ts";
import { naiveVersusDoublyRobustChart } from "lib/charts/naive_versus_doubly_robust.ts";
import { drawChart, renderPng, renderSvg } from "lib/charts/render.ts";
import { segmentEffectsChart } from "lib/charts/segment_effects.ts";
import { ALL_SEGMENTS, CATEGORIES, judged, OVERALL } from "./effects.ts";
import { keyEffectsChart } from "lib/charts/key_effects.ts";
import { clippingBoundChart } from "lib/charts/clipping_bound.ts";

const LONG = "a segment whose name is about as long as such names get";

const CHARTS: readonly Chart[] = [
  segmentEffectsChart(judged(CATEGORIES), { plural: "categories", overall: OVERALL }),
  segmentEffectsChart(judged([{ ...CATEGORIES[0]!, segment: LONG }], { truth: 0.02 })),
  segmentEffectsChart(judged(ALL_SEGMENTS, { standing: "no overlap" }), {
    plural: "segments of divisions whose name in the plural is as long as such names can get",
  }),
  segmentEffectsChart([]),
  keyEffectsChart(OVERALL, judged(ALL_SEGMENTS, { truth: 0.01 }), { truth: 0.01 }),
  clippingBoundChart([
    { clip: 0.01, effect: OVERALL, raised: 900, lowered: 0 },
    { clip: 0.02, effect: { ...OVERALL, lift: 0.02 }, raised: 1800, lowered: 9 },
  ], { clip: 0.01, truth: 0.01 }),
  naiveVersusDoublyRobustChart(judged(ALL_SEGMENTS)),
  naiveVersusDoublyRobustChart(judged([{ ...CATEGORIES[0]!, segmentColumn: LONG }])),
];

Deno.test("a drawing says everything in words: title, axes, segments, caption", async () => {
  const chart = CHARTS[0]!;
  const { svg } = await drawChart(chart);
  for (
    const text of [
      "The estimated effect is largest for weather and tv; 3 of 4 intervals exclude zero",
      "Additional clicks per 100 displays",
      "Category",
      "interval excludes zero",
      "interval holds zero",
      "all displays 1.5",
      ...CATEGORIES.map(({ segment }) => segment),
    ]
  ) {
    assert(svg.includes(`>${text}</text>`), text);
  }
  assert(svg.includes(`<desc>${chart.caption}</desc>`));
  assert(svg.includes("Arial, sans-serif"));
});

Deno.test("the picture has twice the drawing's size", async () => {
  for (const chart of CHARTS) {
    const { svg, png, width, height } = await drawChart(chart);
    const view = new DataView(png.buffer);
    assertEquals([view.getUint32(16), view.getUint32(20)], [2 * width, 2 * height]);
    assert(svg.includes(`width="${width}" height="${height}"`));
    assertEquals(renderPng(svg, { scale: 2 }), png);
  }
});

Deno.test("two drawings of one chart are the same bytes", async () => {
  for (const chart of CHARTS) {
    const [first, second] = [await drawChart(chart), await drawChart(chart)];
    assertEquals(first.svg, second.svg);
    assertEquals(first.png, second.png);
  }
});

Deno.test("no text is cut off at the edge of a drawing", async () => {
  for (const chart of CHARTS) {
    const { svg, width, height } = await drawChart(chart);
    // The white ground would hide what lies on it: only what it covers matters here.
    const ink = resvg(svg.replace(/<rect[^>]*fill="white"[^>]*\/?>/, "")).getBBox()!;
    assertGreaterOrEqual(ink.x, 4, chart.caption);
    assertGreaterOrEqual(ink.y, 4, chart.caption);
    assertLessOrEqual(ink.x + ink.width, width - 4, chart.caption);
    assertLessOrEqual(ink.y + ink.height, height - 4, chart.caption);
  }
});

Deno.test("texts are as wide as the layout takes them to be", () => {
  for (const weight of [400, 600]) {
    for (const text of ["Doubly robust lift in click probability", "finance-companies 0.08 WAVE"]) {
      const svg =
        `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><text x="0" y="40" ` +
        `font-family='${
          FONT_FAMILY.replaceAll('"', "")
        }' font-size="20" font-weight="${weight}">${text}</text></svg>`;
      const drawn = resvg(svg).getBBox()!.width;
      assertAlmostEquals(textWidth(text, 20, weight), drawn, 0.03 * drawn);
    }
  }
  assert(textWidth("lift", 12, "bold") > textWidth("lift", 12, "normal"));
  assertEquals(textWidth("", 12, 400), 0);
});

Deno.test("what Vega would only warn of is an error", async () => {
  const mistaken = {
    data: { values: [{ a: 1 }] },
    mark: "point",
    encoding: { x: { field: "a", type: "quantitative", scale: { type: "band" } } },
  };
  await assertRejects(() => renderSvg(mistaken), Error, "Vega objects");
  await assertRejects(() => drawChart(new Chart({ mark: "nonsense" }, "")), Error);
});

function resvg(svg: string): Resvg {
  const fontFiles = Object.values(FONT_FILES);
  return new Resvg(svg, { font: { loadSystemFonts: false, fontFiles } });
}

/** The drawing of effects in segments of these names, from the top. */
function drawNamed(names: readonly string[], segmentColumn = "category") {
  const effects = names.map((segment, at) => ({
    ...CATEGORIES[0]!,
    segmentColumn,
    segment,
    lift: 0.01 - at / 1e3,
  }));
  return drawChart(segmentEffectsChart(judged(effects)));
}

const NAMES_IN_SCRIPTS: readonly (readonly [string, string])[] = [
  ["新闻", "体育"],
  ["新聞", "體育"],
  ["ニュース・映画", "スポーツ・映画"],
  ["뉴스", "영화"],
  ["أخبار", "رياضة"],
  ["חדשות", "ספורט"],
  ["समाचार", "हिन्दी"],
  ["ข่าว", "กีฬา"],
  ["😀", "🎬"],
  ["Новости", "Ειδήσεις"],
  ["Family 👩‍👩‍👧 新闻", "Family 👩‍👩‍👧 体育"],
];

Deno.test("names of any script differ in the picture, and none is drawn as boxes or spelled out", async () => {
  for (const [a, b] of NAMES_IN_SCRIPTS) {
    const [one, other] = [await drawNamed([a, b]), await drawNamed([b, a])];
    assertNotEquals(one.png, other.png, a);
    const spelled = await drawNamed(
      [a, b].map((name) =>
        name.replace(/[^ -~]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
      ),
    );
    assertNotEquals(one.png, spelled.png, a);
    assert(one.svg.includes(`>${a}</text>`), a);
  }
});

Deno.test("what no font has is spelled out in the picture, and stays in the drawing", async () => {
  const { svg, png } = await drawNamed(["செய்", "b"]);
  assert(svg.includes(">செய்</text>"));
  const spelled = await drawNamed(["\\u0b9a\\u0bc6\\u0baf\\u0bcd", "b"]);
  assertEquals(png, spelled.png);
});

Deno.test("characters that XML forbids are spelled out in drawing and picture", async () => {
  for (
    const [character, shown] of [
      ["\0", "\\x00"],
      ["\x01", "\\x01"],
      ["\x0b", "\\x0b"],
      ["\x1b", "\\x1b"],
      ["\x9b", "\\x9b"],
      ["\ufffe", "\\ufffe"],
      ["\u{1ffff}", "\\u{1ffff}"],
      ["\ud800", "\\ud800"],
      ["\u202e", "\\u202e"],
    ] as const
  ) {
    const { svg, png } = await drawNamed([`a${character}b`], `T${character}x`);
    assert(svg.includes(`>a${shown}b</text>`), shown);
    assert(svg.includes(`>T${shown}x</text>`), shown);
    assert(!svg.includes(character), shown);
    assertEquals(png, (await drawNamed([`a${shown}b`], `T${shown}x`)).png);
  }
});

Deno.test("fonts are loaded where a text needs them, and measured as they draw", () => {
  const own = Object.values(FONT_FILES);
  assertEquals(fontFilesFor("Sport, naïve – Новости Ειδήσεις Tiếng Việt"), own);
  const others = (text: string) =>
    fontFilesFor(text).slice(own.length).map((path) => path.split("/").at(-1));
  assertEquals(others("חדשות 新闻"), [
    "NotoSansHebrew_400Regular.ttf",
    "ChocolateClassicalSans_400Regular.ttf",
  ]);
  // Characters of Chinese are squares; letters that are joined are narrower than apart.
  assertAlmostEquals(textWidth("新闻体育", 20, 400), 80, 1);
  assert(textWidth("न्द", 20, 400) < textWidth("न", 20, 400) + textWidth("द", 20, 400));
  assert(textWidth("👩‍👩‍👧", 20, 400) < 2 * textWidth("👩", 20, 400));
  assertAlmostEquals(
    textWidth("Sport 新闻", 20, 600),
    textWidth("Sport ", 20, 600) + textWidth("新闻", 20, 600),
    1e-9,
  );
});

Deno.test("a name of any length keeps the figure's width", async () => {
  const widths = [];
  for (const length of [60, 100, 300, 600]) {
    const names = ["segment name ".repeat(50).slice(0, length), "b"];
    widths.push((await drawNamed(names)).width);
    widths.push((await drawNamed(["新".repeat(length), "b"])).width);
  }
  assertEquals(new Set(widths), new Set([736]));
  const { svg, width } = await drawNamed(["😀".repeat(100), "b"], "column ".repeat(100));
  assertEquals(width, 736);
  assert(/>(😀)+…<\/text>/u.test(svg));
  // The heading over the names is cut as they are.
  assert(/>Column column[^<]*…<\/text>/.test(svg));
});

Deno.test("a long title stands in lines, and the figure keeps its width", async () => {
  const title = "A Title Of Many Words ".repeat(30).trim();
  const { svg, width } = await drawChart(
    segmentEffectsChart(judged(CATEGORIES, { standing: "no overlap" }), { plural: title }),
  );
  const lines = [...svg.matchAll(/<tspan[^>]*>([^<]*)<\/tspan>/g)].map(([, line]) => line);
  assertEquals(lines.join(" "), `None of the 4 ${title} has enough to go by`);
  assertEquals(width, 736);
});

Deno.test("what stands in the place of an empty chart is never cut", async () => {
  const reason =
    "None of the 14 segments has 1,500 rows, 200 of them treated and 200 control: the " +
    "largest has 15 rows, 7 of them treated. Lower the thresholds or give more rows.";
  for (const text of [reason, reason.repeat(3), "x".repeat(300)]) {
    const { svg, width } = await drawChart(emptyChart("Lift", text));
    const shown = [...svg.matchAll(/>([^<]+)<\/text>/g)].map(([, line]) => line)
      .filter((line) => line !== "Lift");
    assertEquals(shown.join(" ").replace(/\s/g, ""), text.replace(/\s/g, ""));
    assert(shown.length > 1);
    assertLessOrEqual(width, 650);
  }
});

Deno.test("a PNG keeps every pixel, and few colours as a table of them", () => {
  const bars = ["#0072b2", "#e69f00", "#009e73"].map((color, at) =>
    `<rect x="${10 * at}" y="0" width="10" height="20" fill="${color}"/>`
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">${
    bars.join("")
  }</svg>`;
  const png = renderPng(svg, { scale: 1 });
  const header = new DataView(png.buffer, png.byteOffset);
  assertEquals([header.getUint32(16), header.getUint32(20)], [30, 20]);
  // The header's colour type: 3 is a table of colours.
  assertEquals(png[25], 3);
  const drawn = new Resvg(svg).render();
  assertEquals(
    [...new Uint8Array(UPNG.toRGBA8(UPNG.decode(png.buffer))[0])],
    [...drawn.pixels],
  );
});
