/**
 * The typeface of a page: Inter, as in its charts, with the signs that the page needs.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import subsetFont from "subset-font";
import { type LicenseNotice, packageLicenses } from "./licenses.ts";

interface Cut {
  readonly file: string;
  readonly weight: string;
  readonly style: "normal" | "italic";
}

/** The cuts that a page is set in; one bold serves headings and table heads alike. */
const CUTS: readonly Cut[] = [
  { file: "400Regular/Inter_400Regular.ttf", weight: "400 500", style: "normal" },
  { file: "400Regular_Italic/Inter_400Regular_Italic.ttf", weight: "400 500", style: "italic" },
  { file: "600SemiBold/Inter_600SemiBold.ttf", weight: "600 700", style: "normal" },
];

/** What every page can show, whatever a reader's own text adds: Latin with its accents. */
const LATIN = Array.from({ length: 0x180 - 0x20 }, (_, at) => String.fromCodePoint(0x20 + at));

/**
 * The style that brings the typeface along, cut down to Latin and the signs of a text. What Inter
 * does not have, such as other scripts, the reader's own fonts show.
 *
 * @param text all that the page may show
 */
export async function faceStyle(text: string): Promise<string> {
  const signs = [...new Set([...LATIN, ...text])].join("");
  const faces = await Promise.all(CUTS.map(async ({ file, weight, style }) => {
    const font = Buffer.from(await Deno.readFile(fontFile(file)));
    const woff2 = await subsetFont(font, signs, { targetFormat: "woff2" });
    return `@font-face{font-family:Inter;font-weight:${weight};font-style:${style};` +
      `src:url(data:font/woff2;base64,${woff2.toString("base64")}) format("woff2")}`;
  }));
  return faces.join("\n");
}

/** The licences of the typeface and of the package that it comes in. */
export async function faceLicenses(): Promise<LicenseNotice[]> {
  const text = await Deno.readTextFile(fontFile("LICENSE_FONT"));
  return [
    ...await packageLicenses(["@expo-google-fonts/inter"]),
    { parts: ["The typeface Inter"], text: text.replace(/\r\n?/g, "\n").trim() },
  ];
}

function fontFile(name: string): URL {
  return new URL(import.meta.resolve(`@expo-google-fonts/inter/${name}`));
}
