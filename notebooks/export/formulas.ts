/**
 * Setting the formulas of an exported page, so that it needs neither network nor script.
 *
 * @module
 */

import katex from "katex";
import { fontLicense, type LicenseNotice, packageLicenses } from "./licenses.ts";

/** A formula that cannot be set. */
export class FormulaError extends Error {
  override readonly name = "FormulaError";
  /** The formula's source. */
  readonly tex: string;

  /**
   * @param tex the formula's source
   * @param reason what is wrong with it
   */
  constructor(tex: string, reason: string) {
    super(reason);
    this.tex = tex;
  }
}

const MARKED = /<tex-math display="(block|inline)">([^<]*)<\/tex-math>/g;

/**
 * Sets the formulas that a page has marked, and adds the style and the fonts they need.
 *
 * Each formula stands in the page twice: set, for the eye, and as MathML, for those who have the
 * page read to them.
 *
 * @param html the page, in which export.py marked the formulas
 * @returns the page with set formulas; without any, the page as it was
 * @throws FormulaError at the first formula that cannot be set
 */
export async function setFormulas(html: string): Promise<string> {
  let formulas = 0;
  const page = html.replace(MARKED, (_, display: string, escaped: string) => {
    formulas++;
    return setFormula(unescapeHtml(escaped), display === "block");
  });
  if (formulas === 0) return html;
  const style = `<style data-formulas>\n${await stylesheet()}\n</style>\n`;
  return page.replace("</head>", () => `${style}</head>`);
}

/** The licences of the style and the fonts that a page with formulas carries. */
export async function formulaLicenses(): Promise<LicenseNotice[]> {
  const fonts = fontsIn(await Deno.readTextFile(packageFile("katex.min.css")));
  return [
    ...await packageLicenses(["katex"]),
    await fontLicense("The fonts of katex", fonts.map(packageFile)),
  ];
}

function setFormula(tex: string, displayMode: boolean): string {
  try {
    // "strict" would forbid what every other renderer of notebooks allows, such as "é" in a text.
    return katex.renderToString(tex, { displayMode, throwOnError: true, strict: false });
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    throw new FormulaError(tex, error.message);
  }
}

function unescapeHtml(text: string): string {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

// Each font comes in three formats; all browsers that draw the page read the first.
const FONT_SOURCE = /src:url\((fonts\/[\w-]+\.woff2)\) format\("woff2"\)[^}]*/g;

/** The font files that a style names. */
function fontsIn(css: string): string[] {
  return [...new Set([...css.matchAll(FONT_SOURCE)].map(([, file]) => file!))];
}

/** KaTeX's style, the fonts as part of it. */
async function stylesheet(): Promise<string> {
  const css = await Deno.readTextFile(packageFile("katex.min.css"));
  const fonts = new Map(
    await Promise.all(
      fontsIn(css).map(async (file): Promise<[string, string]> => {
        const bytes = await Deno.readFile(packageFile(file));
        return [file, `src:url(data:font/woff2;base64,${bytes.toBase64()}) format("woff2")`];
      }),
    ),
  );
  return css.replace(FONT_SOURCE, (_, file: string) => fonts.get(file)!);
}

function packageFile(name: string): URL {
  return new URL(import.meta.resolve(`katex/dist/${name}`));
}
