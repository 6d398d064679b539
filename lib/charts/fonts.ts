/**
 * Fonts that charts are drawn with, and how wide they set a text.
 *
 * @module
 */

// Naming a package's metadata makes it part of the program: only then does its folder resolve.
import metadata from "@expo-google-fonts/inter/metadata.json" with { type: "json" };
import "@expo-google-fonts/chocolate-classical-sans/metadata.json" with { type: "json" };
import "@expo-google-fonts/gowun-dodum/metadata.json" with { type: "json" };
import "@expo-google-fonts/noto-emoji/metadata.json" with { type: "json" };
import "@expo-google-fonts/noto-sans-arabic/metadata.json" with { type: "json" };
import "@expo-google-fonts/noto-sans-devanagari/metadata.json" with { type: "json" };
import "@expo-google-fonts/noto-sans-hebrew/metadata.json" with { type: "json" };
import "@expo-google-fonts/noto-sans-thai/metadata.json" with { type: "json" };
import { Resvg } from "@resvg/resvg-js";
import { create, type Font } from "fontkitten";
import { escapeHtml } from "lib/text/escape_html.ts";
import { spelledOut, visible } from "lib/visible.ts";

/** The font's own name, then what may stand in for it where a viewer lacks it: none sets wider. */
export const FONT_FAMILY: string =
  `${metadata.family}, "Helvetica Neue", Helvetica, Arial, sans-serif`;

/** The weight of titles; everything else is regular. */
export const TITLE_WEIGHT = 600;

/** The font files on this machine, regular and semi-bold. */
export const FONT_FILES: { readonly regular: string; readonly semiBold: string } = {
  regular: pathOf("inter/400Regular/Inter_400Regular.ttf"),
  semiBold: pathOf("inter/600SemiBold/Inter_600SemiBold.ttf"),
};

/**
 * The fonts of what the charts' own lacks, smallest first: the first that has a character draws it.
 * Each is read when a text needs it, or one behind it.
 */
const OTHER_FONTS: readonly OtherFont[] = [
  otherFont("noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf"),
  otherFont("noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf", { isSplit: true }),
  otherFont("noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf"),
  otherFont("noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf", { isSplit: true }),
  // Emoji in outline.
  otherFont("noto-emoji/400Regular/NotoEmoji_400Regular.ttf", { isSplit: true }),
  // Korean.
  otherFont("gowun-dodum/400Regular/GowunDodum_400Regular.ttf"),
  // Chinese, simplified and traditional, and Japanese.
  otherFont("chocolate-classical-sans/400Regular/ChocolateClassicalSans_400Regular.ttf"),
];

interface OtherFont {
  readonly path: string;
  readonly font: () => Font;
  /**
   * Whether each character as a reader sees it is put in its place by itself: resvg gives one of
   * several glyphs the room of its widest, so that the next one would overlap it.
   */
  readonly isSplit: boolean;
}

function otherFont(file: string, { isSplit = false } = {}): OtherFont {
  const path = pathOf(file);
  return { path, font: readOnce(path), isSplit };
}

const regular = readOnce(FONT_FILES.regular);
const semiBold = readOnce(FONT_FILES.semiBold);

/**
 * Width of a line of text in the charts' fonts, in pixels like the size.
 *
 * Kerning is left out: it narrows a text by a percent or two, so that the width is a safe bound.
 */
export function textWidth(text: string, size: number, weight: number | string): number {
  const parts = partsOf(drawable(visible(text)));
  return parts.reduce((width, part) => width + partWidth(part, size, weight), 0);
}

/** Width of a part of a text, in pixels like the size. */
export function partWidth(part: Part, size: number, weight: number | string): number {
  if (part.other === undefined) {
    const isBold = weight === "bold" || Number(weight) >= TITLE_WEIGHT;
    return advanceOf(part.text, isBold ? semiBold() : regular()) * size;
  }
  // Letters that are joined are narrower than apart.
  return (JOINED.test(part.text) ? inkWidth(part) : advanceOf(part.text, part.other.font())) * size;
}

const JOINED = /[\u094d\u200d\p{Script=Arabic}]|\p{Regional_Indicator}{2}|\p{Emoji_Modifier}/u;

/** The sum of the characters' widths, for a size of 1. */
function advanceOf(text: string, font: Font): number {
  let units = 0;
  for (const character of text) {
    if (JOINING.test(character)) continue;
    units += font.glyphForCodePoint(character.codePointAt(0)!).advanceWidth;
  }
  return units / font.unitsPerEm;
}

const measured = new Map<string, number>();

/** How far to the right a part is drawn, for a size of 1. */
function inkWidth({ text, other }: Part): number {
  const known = measured.get(text);
  if (known !== undefined) return known;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">` +
    `<text font-size="100" font-family="${other!.font().familyName}">${
      escapeHtml(text)
    }</text></svg>`;
  const font = { loadSystemFonts: false, fontFiles: [other!.path] };
  const box = new Resvg(svg, { font }).getBBox();
  const width = box === undefined ? 0 : (box.x + box.width) / 100;
  measured.set(text, width);
  return width;
}

/** The text, or SVG, in which characters that no font of the charts has are spelled out. */
export function drawable(text: string): string {
  return text.normalize("NFC").replace(BEYOND_ASCII, (character) => {
    const drawn = STAND_INS[character] ?? character;
    return isDrawn(drawn) ? drawn : spelledOut(drawn);
  });
}

/** What is drawn for the one sign of Chinese, Japanese and Korean names that the fonts lack. */
const STAND_INS: Readonly<Record<string, string>> = { "・": "･" };

/** A part of a text that one font draws. */
export interface Part {
  readonly text: string;
  /** The font, where it is not the charts' own. */
  readonly other?: OtherFont;
}

/**
 * The parts of a text, in their order, by the fonts that draw them: what is set apart can be put in
 * its place by itself.
 */
export function partsOf(text: string): readonly Part[] {
  if (!/[^\0-\x7f]/.test(text)) return [{ text }];
  return runsOf(text).flatMap(withoutBlanks).flatMap((run) => {
    if (run.other?.isSplit !== true) return [run];
    return [...GRAPHEMES.segment(run.text)].map(({ segment }) => ({ ...run, text: segment }));
  });
}

const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The run, and by themselves the blanks that end it: they are not seen, and would not be measured. */
function withoutBlanks(run: Part): readonly Part[] {
  const seen = run.text.trimEnd();
  if (run.other === undefined || seen === run.text) return [run];
  const blanks = { text: run.text.slice(seen.length).replace(/[^ ]/g, " ") };
  return seen === "" ? [blanks] : [{ ...run, text: seen }, blanks];
}

function runsOf(text: string): Part[] {
  const runs: { text: string; other?: OtherFont }[] = [];
  for (const character of text) {
    const last = runs.at(-1);
    // Blanks and signs between words of a script belong to it: some are written from right to left.
    const stays = JOINING.test(character) ||
      last?.other !== undefined && /\p{L}/u.test(last.text) &&
        /\p{Script=Common}/u.test(character) &&
        last.other.font().hasGlyphForCodePoint(character.codePointAt(0)!);
    const other = stays ? last?.other : otherFontOf(character);
    if (last !== undefined && last.other === other) last.text += character;
    else runs.push({ text: character, ...(other === undefined ? {} : { other }) });
  }
  return runs;
}

const JOINING = /\p{Default_Ignorable_Code_Point}/u;

/** The files of the fonts that a text needs, or an SVG, in the order in which they are asked. */
export function fontFilesFor(text: string): string[] {
  const needed = new Set((text.match(BEYOND_ASCII) ?? []).map(otherFontOf));
  return [
    ...Object.values(FONT_FILES),
    ...OTHER_FONTS.filter((other) => needed.has(other)).map(({ path }) => path),
  ];
}

const BEYOND_ASCII = /[^\0-\x7f]/gu;

/** Whether a font has the character, or it is one of those that only join and vary others. */
function isDrawn(character: string): boolean {
  return JOINING.test(character) ||
    regular().hasGlyphForCodePoint(character.codePointAt(0)!) ||
    otherFontOf(character) !== undefined;
}

const known = new Map<string, OtherFont | undefined>();

/** The font that draws a character which the charts' own lacks; undefined if none has it. */
function otherFontOf(character: string): OtherFont | undefined {
  if (!known.has(character)) known.set(character, findFont(character));
  return known.get(character);
}

function findFont(character: string): OtherFont | undefined {
  const code = character.codePointAt(0)!;
  if (regular().hasGlyphForCodePoint(code)) return undefined;
  if (JOINING.test(character)) return undefined;
  return OTHER_FONTS.find(({ font }) => font().hasGlyphForCodePoint(code));
}

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
  const url = new URL(import.meta.resolve(`@expo-google-fonts/${file}`));
  return decodeURIComponent(url.pathname);
}
