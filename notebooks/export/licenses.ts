/**
 * The licences of what a page carries: code, styles and fonts of other people.
 *
 * The terms are read from the packages themselves, so that another release brings its own.
 *
 * @module
 */

import { create } from "fontkitten";
import { Buffer } from "node:buffer";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Terms, and what stands under them. */
export interface LicenseNotice {
  /** The parts by name and release. */
  readonly parts: readonly string[];
  /** The copyright lines and the terms, as they came with the parts. */
  readonly text: string;
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  readonly needs: readonly string[];
}

/** What carried packages need elsewhere: in their commands for a terminal, and for their types. */
const NOT_CARRIED = /^(commander|iconv-lite|rw|vega-typings|@types\/.*)$/;

/**
 * The licences of npm packages and of all that is built into them, alike ones together.
 *
 * @param packages the names that `deno.json` gives them; the program must import them
 * @param resolve the address of a file in a package
 * @throws {Error} if a package comes without its licence
 */
export async function packageLicenses(
  packages: readonly string[],
  resolve: (name: string) => string = (name) => import.meta.resolve(name),
): Promise<LicenseNotice[]> {
  const found = new Map<string, Package>();
  const gather = async (name: string, file: string): Promise<void> => {
    const part = await packageOf(name, file);
    if (found.has(part.folder)) return;
    found.set(part.folder, part);
    const require = createRequire(join(part.folder, "package.json"));
    for (const needed of part.needs.filter((need) => !NOT_CARRIED.test(need))) {
      await gather(needed, require.resolve(needed));
    }
  };
  for (const name of packages) await gather(name, fileURLToPath(resolve(name)));
  const parts = new Map<string, string[]>();
  for (const part of [...found.values()].sort((a, b) => a.name < b.name ? -1 : 1)) {
    const text = await licenseIn(part);
    parts.set(text, [...parts.get(text) ?? [], `${part.name} ${part.version}`]);
  }
  return [...parts].map(([text, parts]) => ({ parts, text }));
}

/**
 * The licence of fonts under the SIL Open Font License: the copyright lines of each, as the font
 * itself holds them, and the terms.
 *
 * @param parts what the fonts are called together
 * @param files the fonts
 * @throws {Error} if a font names no licence, or another one
 */
export async function fontLicense(parts: string, files: readonly URL[]): Promise<LicenseNotice> {
  const copyrights = await Promise.all(files.map(async (file) => {
    const font = create(Buffer.from(await Deno.readFile(file)));
    const text = font.isCollection ? undefined : font.getName("license");
    const [copyright, terms] = text?.replace(/\r\n?/g, "\n").split("\n\n") ?? [];
    if (copyright === undefined || !/SIL Open Font License, Version 1\.1/.test(terms ?? "")) {
      throw new Error(`${file.pathname} is not under the SIL Open Font License, version 1.1`);
    }
    return copyright;
  }));
  return { parts: [parts], text: [...new Set(copyrights), await openFontTerms()].join("\n\n") };
}

/** The terms of the SIL Open Font License, as a font that the figures are drawn with brings them. */
async function openFontTerms(): Promise<string> {
  const inter = await packageOf(
    "@expo-google-fonts/inter",
    fileURLToPath(import.meta.resolve("@expo-google-fonts/inter")),
  );
  const text = await Deno.readTextFile(join(inter.folder, "LICENSE_FONT"));
  const terms = text.slice(text.indexOf("This Font Software is licensed"));
  if (!terms.includes("SIL OPEN FONT LICENSE Version 1.1")) {
    throw new Error("Inter's licence is written otherwise now");
  }
  return terms.replace(/\r\n?/g, "\n").trim();
}

/** The package that a file belongs to. */
async function packageOf(name: string, file: string): Promise<Package> {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const text = await Deno.readTextFile(join(folder, "package.json")).catch(() => undefined);
    const described = text === undefined ? {} : JSON.parse(text);
    if (described.name !== name) continue;
    const needs = Object.keys(described.dependencies ?? {});
    return { name, version: described.version, folder, needs };
  }
  throw new Error(`${file} belongs to no package ${name}`);
}

async function licenseIn({ name, version, folder }: Package): Promise<string> {
  const texts: string[] = [];
  const files = await Array.fromAsync(Deno.readDir(folder), (entry) => entry.name);
  for (const file of files.sort()) {
    if (!/^(licen[cs]e|copying|notice)(\.(md|txt))?$/i.test(file)) continue;
    texts.push((await Deno.readTextFile(join(folder, file))).replace(/\r\n?/g, "\n").trim());
  }
  if (texts.length > 0) return texts.join("\n\n");
  throw new Error(`${name} ${version} comes without its licence, which a page must carry with it`);
}
