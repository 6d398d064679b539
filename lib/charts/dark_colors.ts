/**
 * The house theme on a dark page: for each colour of a chart its counterpart on a dark ground.
 *
 * @module
 */

import { COLORS, PALETTE } from "lib/charts/theme.ts";

/** The ground of a dark chart: that of the dark page around it. */
export const DARK_GROUND = "#15181d";

/**
 * The palette for a dark ground, in the order of the light one: the same hues, lighter, moved until
 * people with any kind of colour vision can tell them apart as well as those of Okabe and Ito.
 */
const DARK_PALETTE: readonly string[] = [
  "#3986d9",
  "#f0ad2d",
  "#0fb689",
  "#c993c5",
  "#ee733f",
  "#a7dafe",
  "#f3f4f6",
];

/**
 * The dark counterpart of every colour that a chart may use, both as `#rrggbb` in small letters; the
 * one name is that of the theme's ground. A chart with any other colour stays light.
 *
 * A colour that charts use for the first time gets its counterpart here: a test looks for those of all
 * figures, and measures every pair.
 */
export const DARK_COLORS: Readonly<Record<string, string>> = {
  white: DARK_GROUND,
  [COLORS.ground]: DARK_GROUND,
  [COLORS.title]: "#f3f4f6",
  [COLORS.text]: "#d3d8df",
  [COLORS.reference]: "#98a2b0",
  [COLORS.axis]: "#4a525e",
  [COLORS.grid]: "#2b313a",
  ...Object.fromEntries(PALETTE.map((color, at) => [color, DARK_PALETTE[at]!])),
  // The tints of two colours of the palette: large areas with an outline in the colour itself.
  "#fbe6d8": "#523227",
  "#cce3f0": "#1f3752",
};
