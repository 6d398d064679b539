/**
 * Dark counterparts of the charts' colours, measured: contrasts, and distances as people with each kind
 * of colour vision see them.
 */

import { assert, assertEquals, assertGreater, assertGreaterOrEqual, assertLess } from "@std/assert";
import { DARK_COLORS, DARK_GROUND } from "lib/charts/dark_colors.ts";
import { COLORS, PALETTE } from "lib/charts/theme.ts";

/** Least contrast of a text (WCAG 2.2, criterion 1.4.3). */
const TEXT = 4.5;
/** Least contrast of a mark (WCAG 2.2, criterion 1.4.11). */
const MARK = 3;

/** The tints of areas that have an outline, each with the colour of that outline. */
const TINTS = [["#fbe6d8", PALETTE[4]!], ["#cce3f0", PALETTE[0]!]] as const;
const GUIDES: readonly string[] = [COLORS.axis, COLORS.grid];

const darkOf = (color: string) => DARK_COLORS[color]!;

Deno.test("every colour of the theme has a dark counterpart, written as Vega hands it on", () => {
  for (const color of [...Object.values(COLORS), ...PALETTE]) {
    assert(Object.hasOwn(DARK_COLORS, color), color);
  }
  for (const [light, dark] of Object.entries(DARK_COLORS)) {
    assert(/^(#[0-9a-f]{6}|white)$/.test(light), light);
    assert(/^#[0-9a-f]{6}$/.test(dark), dark);
  }
});

Deno.test("different colours stay different, but for the two names of the ground", () => {
  const inks = Object.entries(DARK_COLORS).filter(([light]) => light !== "white");
  const shared = Map.groupBy(inks, ([, dark]) => dark).values()
    .filter((pairs) => pairs.length > 1).map((pairs) => pairs.map(([light]) => light)).toArray();
  // Titles and the palette's black are both the strongest ink.
  assertEquals(shared, [[COLORS.title, PALETTE[6]!]]);
});

Deno.test("text and marks stand out from the dark ground", () => {
  for (const text of [COLORS.title, COLORS.text, ...PALETTE, COLORS.reference]) {
    assertGreaterOrEqual(contrast(darkOf(text), DARK_GROUND), TEXT, text);
  }
  const tints: readonly string[] = TINTS.map(([tint]) => tint);
  for (const [light, dark] of Object.entries(DARK_COLORS)) {
    if (dark === DARK_GROUND || GUIDES.includes(light) || tints.includes(light)) continue;
    assertGreaterOrEqual(contrast(dark, DARK_GROUND), MARK, light);
  }
});

Deno.test("a tint is seen, and its outline and a text stand out from it", () => {
  for (const [tint, outline] of TINTS) {
    const dark = darkOf(tint);
    assertGreaterOrEqual(contrast(dark, DARK_GROUND), contrast(tint, COLORS.ground), tint);
    assertGreaterOrEqual(contrast(darkOf(outline), dark), MARK, tint);
    assertGreaterOrEqual(contrast(darkOf(COLORS.text), dark), TEXT, tint);
  }
});

Deno.test("lines of axes and grids stay behind the marks, and are seen no worse than in light", () => {
  for (const guide of GUIDES) {
    const seen = contrast(darkOf(guide), DARK_GROUND);
    assertGreaterOrEqual(seen, contrast(guide, COLORS.ground), guide);
    assertLess(seen, MARK, guide);
  }
  assertGreater(contrast(darkOf(COLORS.axis), darkOf(COLORS.grid)), 1.1);
});

Deno.test("with any kind of colour blindness the dark palette is told apart as well as the light one", () => {
  for (const [vision, matrix] of Object.entries(VISIONS)) {
    assertGreaterOrEqual(nearest(PALETTE.map(darkOf), matrix), nearest(PALETTE, matrix), vision);
  }
  // With all three cones there is more room: the light palette's nearest pair is 0.156 apart.
  assertGreaterOrEqual(nearest(PALETTE.map(darkOf), [1, 0, 0, 0, 1, 0, 0, 0, 1]), 0.12);
});

/**
 * What linear red, green and blue become without one kind of cone: Machado, Oliveira and Fernandes
 * (2009), table 1, severity 1.
 */
const VISIONS: Readonly<Record<string, readonly number[]>> = {
  // deno-fmt-ignore
  protanopia: [
    0.152286, 1.052583, -0.204868,
    0.114503, 0.786281, 0.099216,
    -0.003882, -0.048116, 1.051998,
  ],
  // deno-fmt-ignore
  deuteranopia: [
    0.367322, 0.860646, -0.227968,
    0.280085, 0.672501, 0.047413,
    -0.011820, 0.042940, 0.968881,
  ],
  // deno-fmt-ignore
  tritanopia: [
    1.255528, -0.076749, -0.178779,
    -0.078411, 0.930809, 0.147602,
    0.004733, 0.691367, 0.303900,
  ],
};

/** The smallest distance of two colours, in Oklab (Ottosson, 2020), as a kind of vision sees them. */
function nearest(colors: readonly string[], vision: readonly number[]): number {
  const places = colors.map((color) =>
    oklab(times(vision, linear(color)).map((part) => Math.min(1, Math.max(0, part))))
  );
  const distances = places.flatMap((a, at) =>
    places.slice(0, at).map((b) => Math.hypot(...a.map((part, axis) => part - b[axis]!)))
  );
  return Math.min(...distances);
}

/** The contrast of two colours (WCAG 2.2), from 1 to 21. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = linear(color);
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** A colour's red, green and blue as amounts of light, each from 0 to 1. */
function linear(color: string): number[] {
  return [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}

function oklab(rgb: readonly number[]): number[] {
  // deno-fmt-ignore
  const cones = times([
    0.4122214708, 0.5363325363, 0.0514459929,
    0.2119034982, 0.6806995451, 0.1073969566,
    0.0883024619, 0.2817188376, 0.6299787005,
  ], rgb).map(Math.cbrt);
  // deno-fmt-ignore
  return times([
    0.2104542553, 0.7936177850, -0.0040720468,
    1.9779984951, -2.4285922050, 0.4505937099,
    0.0259040371, 0.7827717662, -0.8086757660,
  ], cones);
}

/** A matrix of three rows times a vector. */
function times(matrix: readonly number[], vector: readonly number[]): number[] {
  return [0, 3, 6].map((row) =>
    matrix[row]! * vector[0]! + matrix[row + 1]! * vector[1]! + matrix[row + 2]! * vector[2]!
  );
}
