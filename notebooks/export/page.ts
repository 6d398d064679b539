/**
 * Completing an exported page, step by step; each step is a file of its own.
 *
 * @module
 */

import { type CheerioAPI, load } from "cheerio";
import { linkHeadings } from "./anchors.ts";
import { writeBar } from "./bar.ts";
import { markCallouts } from "./callouts.ts";
import { writeCitation } from "./citation.ts";
import { colorsWithoutDark, darkChartStyle } from "./dark_charts.ts";
import { numberEquations } from "./equations.ts";
import { faceLicenses, faceStyle } from "./face.ts";
import { leadWithData } from "./facts.ts";
import { numberFigures } from "./figures.ts";
import { formulaLicenses } from "./formulas.ts";
import { markTerms } from "./glossary_terms.ts";
import { describePage } from "./head.ts";
import { nameHeadings, underHeadings } from "./headings.ts";
import { ownLicense, writeLicenses } from "./license_notices.ts";
import { chartLicenses, chartRuntime, compileChart } from "./live_charts.ts";
import { moveOpening } from "./opening.ts";
import { nameParts } from "./output_notes.ts";
import { contentPolicy } from "./policy.ts";
import { linkReferences } from "./references.ts";
import { foldSections } from "./sections.ts";
import { TableFiles } from "./table_files.ts";
import { frameTables } from "./tables.ts";
import { leaveOutSampleOnly } from "./sample_only.ts";
import { tellSaved } from "./saved_notice.ts";

const TEMPLATE = new URL("./template/article/", import.meta.url);

/** What a page is completed with. */
export interface PageOptions {
  /** The relative address of the page that leads to all pages, where there will be one. */
  readonly index?: string;
  /** The notebook's folder, beside which its tables lie; without it a table's file is what is shown. */
  readonly folder?: string;
  /** When the notebook was saved, for a page that shows no run. */
  readonly savedOn?: Date;
}

/**
 * Completes the page that the template made (template/article/index.html.j2 lists what it marks).
 *
 * @param html the page
 * @param title the page's title, for a notebook without a heading of its own
 * @param options what else belongs to the page
 * @returns the page, all of it in one text
 */
export async function completePage(
  html: string,
  title: string,
  options: PageOptions = {},
): Promise<string> {
  const $ = load(html);
  disarm($);
  leaveOutSampleOnly($);
  const notes = nameParts($);
  moveTitle($, title);
  if (options.savedOn !== undefined) tellSaved($, options.savedOn);
  moveOpening($);
  nameHeadings($);
  const hasCharts = await prepareCharts($);
  numberFigures($, notes);
  await frameTables($, notes, new TableFiles(options.folder));
  labelCode($);
  numberEquations($);
  markCallouts($);
  markTerms($);
  foldSections($);
  linkReferences($);
  writeContents($);
  writeBar($, options.index);
  linkHeadings($);
  leadWithData($);
  writeCitation($);
  describePage($);
  const scripts = [
    await scriptsOf(
      "theme.js",
      "contents.js",
      "drawer.js",
      "folds.js",
      "terms.js",
      "copy.js",
      "answers.js",
      "tables.js",
    ),
  ];
  const licenses = [await ownLicense(), ...await faceLicenses()];
  if (hasCharts) {
    scripts.push(await chartRuntime(), await scriptsOf("charts.js"));
    licenses.push(...await chartLicenses());
  }
  if ($("head style[data-formulas]").length > 0) licenses.push(...await formulaLicenses());
  writeLicenses($, licenses);
  // Last, for it is cut to the signs of all that the page shows, its charts included.
  $("head").append(`<style data-face>\n${await faceStyle($("html").text())}\n</style>\n`);
  const texts = scripts.map((script) => `\n${script}\n`);
  for (const text of texts) $("body").append(`<script>${text}</script>\n`);
  $("head").prepend(
    $("<meta>").attr({
      "http-equiv": "Content-Security-Policy",
      content: await contentPolicy(texts),
    }),
  );
  return $.html();
}

async function scriptsOf(...files: readonly string[]): Promise<string> {
  const texts = files.map((file) => Deno.readTextFile(new URL(file, TEMPLATE)));
  return (await Promise.all(texts)).join("\n");
}

/**
 * Takes out what would run or lead away by itself: in prose and results there is none of the page's
 * own. The page's policy forbids it all besides, but for being led away.
 */
function disarm($: CheerioAPI): void {
  $("body script").not("figure[data-chart] > script[type='application/json']").remove();
  $("body").find("meta, base").remove();
  $("body *").each((_, element) => {
    const attributes = (element as { attribs?: Record<string, string> }).attribs ?? {};
    const armed = Object.keys(attributes).filter((name) =>
      /^on/i.test(name) || /^[\s\0]*javascript:/i.test(attributes[name]!)
    );
    for (const name of armed) $(element).removeAttr(name);
  });
}

/** The notebook's first heading becomes the page's title; further ones become sections. */
function moveTitle($: CheerioAPI, title: string): void {
  const first = $("main h1").first();
  const place = first.parent();
  const heading = first.length > 0 ? first.remove() : $("<h1>").text(title);
  if (place.is("section") && place.children().length === 0) place.remove();
  heading.find(".anchor-link").remove();
  $("header.masthead").prepend(heading);
  $("main h1").each((_, element) => {
    element.tagName = "h2";
  });
}

function writeContents($: CheerioAPI): void {
  const list = $("<ol>");
  $("main :is(h2, h3)").each((_, element) => {
    // An answer or a quotation may hold a heading; the contents name the sections.
    if ($(element).closest("details:not([data-fold]), blockquote").length > 0) return;
    const link = $("<a>").attr("href", `#${encodeURIComponent($(element).attr("id")!)}`)
      .text($(element).text());
    const item = $("<li>").append(link);
    const section = list.children().last();
    if (element.tagName === "h2" || section.length === 0) {
      list.append(item);
    } else {
      if (section.children("ol").length === 0) section.append("<ol></ol>");
      section.children("ol").append(item);
    }
  });
  if (list.children().length === 0) {
    $("#contents").remove();
  } else {
    $("#contents").append("<details open><summary>Contents</summary></details>");
    $("#contents > details").append(list);
  }
}

/** Says of which section a fold's code is, and lets the keyboard scroll code and printed lines. */
function labelCode($: CheerioAPI): void {
  for (const { element, heading } of underHeadings($, "details[data-code]")) {
    element.children("summary").append($('<span class="unseen">').text(` of: ${heading}`));
  }
  for (const { element, heading } of underHeadings($, ".highlight pre")) {
    element.attr({ tabindex: "0", role: "region", "aria-label": `Code: ${heading}` });
  }
  // A sentence is broken where the page ends; lines that belong below each other scroll.
  $(".output > pre").filter((_, lines) => !$(lines).text().trim().includes("\n")).addClass(
    "sentence",
  );
  for (const { element, heading } of underHeadings($, ".output > pre:not(.sentence)")) {
    element.attr({ tabindex: "0", role: "region", "aria-label": `Output: ${heading}` });
  }
}

/** Compiles the charts in the page, and marks those that can be dark; false if there is none. */
async function prepareCharts($: CheerioAPI): Promise<boolean> {
  const charts = $("figure[data-chart]");
  for (const element of charts.toArray()) {
    const figure = $(element);
    const script = figure.children("script");
    const spec = JSON.parse(script.text());
    const compiled = compileChart(spec);
    figure.attr("data-title", titleOf(spec));
    if ((await colorsWithoutDark(compiled)).length === 0) figure.attr("data-dark", "");
    script.text(JSON.stringify(compiled).replaceAll("<", "\\u003c"));
  }
  if (charts.length > 0) $("head").append(`<style>\n${darkChartStyle()}\n</style>\n`);
  return charts.length > 0;
}

function titleOf(spec: { readonly title?: unknown }): string {
  const title = spec.title;
  const text = typeof title === "object" && title !== null && "text" in title ? title.text : title;
  return [text ?? "Chart"].flat().join(" ");
}
