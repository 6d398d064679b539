/**
 * Font that charts are drawn with, and how wide it sets a text.
 *
 * @module
 */

// Naming the package's metadata makes it part of the program: only then does its folder resolve.
import metadata from "@expo-google-fonts/inter/metadata.json" with { type: "json" };
import { create, type Font } from "fontkitten";

/** The font's own name, then what may stand in for it where a viewer lacks it: none sets wider. */
export const FONT_FAMILY: string =
  `${metadata.family}, "Helvetica Neue", Helvetica, Arial, sans-serif`;

/** The weight of titles; everything else is regular. */
export const TITLE_WEIGHT = 600;

/** The font files on this machine, regular and semi-bold. */
export const FONT_FILES: { readonly regular: string; readonly semiBold: string } = {
  regular: pathOf("400Regular/Inter_400Regular.ttf"),
  semiBold: pathOf("600SemiBold/Inter_600SemiBold.ttf"),
};

/**
 * Width of a line of text in the charts' font, in pixels like the size.
 *
 * Kerning is left out: it narrows a text by a percent or two, so that the width is a safe bound.
 */
export function textWidth(text: string, size: number, weight: number | string): number {
  const isBold = weight === "bold" || Number(weight) >= TITLE_WEIGHT;
  const font = isBold ? semiBold() : regular();
  let units = 0;
  for (const character of text) {
    units += font.glyphForCodePoint(character.codePointAt(0)!).advanceWidth;
  }
  return units / font.unitsPerEm * size;
}

const regular = readOnce(FONT_FILES.regular);
const semiBold = readOnce(FONT_FILES.semiBold);

function readOnce(path: string): () => Font {
  let font: Font | undefined;
  return () => font ??= read(path);
}

function read(path: string): Font {
  const font = create(Deno.readFileSync(path) as Parameters<typeof create>[0]);
  if (font.isCollection) throw new TypeError(`${path} holds several fonts instead of one`);
  return font;
}

function pathOf(file: string): string {
  const url = new URL(import.meta.resolve(`@expo-google-fonts/inter/${file}`));
  return decodeURIComponent(url.pathname);
}
