/**
 * Completing an exported page: contents, labels and live charts.
 *
 * @module
 */

import { type CheerioAPI, load } from "cheerio";
import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import { formulaLicenses } from "./formulas.ts";
import type { LicenseNotice } from "./licenses.ts";
import { chartLicenses, chartRuntime, compileChart } from "./live_charts.ts";
import { contentPolicy } from "./policy.ts";

const TEMPLATE = new URL("./template/article/", import.meta.url);

/**
 * Completes the page that the template made (template/article/index.html.j2 lists what it marks).
 *
 * @param html the page
 * @param title the page's title, for a notebook without a heading of its own
 * @returns the page, all of it in one text
 */
export async function completePage(html: string, title: string): Promise<string> {
  const $ = load(html);
  disarm($);
  moveTitle($, title);
  nameHeadings($);
  writeContents($);
  labelCode($);
  labelTables($);
  const scripts = [await scriptsOf("contents.js", "code.js", "tables.js")];
  const licenses = [await ownLicense()];
  if (prepareCharts($)) {
    scripts.push(await chartRuntime(), await scriptsOf("charts.js"));
    licenses.push(...await chartLicenses());
  }
  if ($("head style[data-formulas]").length > 0) licenses.push(...await formulaLicenses());
  writeLicenses($, licenses);
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

async function ownLicense(): Promise<LicenseNotice> {
  const text = await Deno.readTextFile(join(cloneFolder, "LICENSE"));
  return { parts: ["The page's own layout and scripts"], text: text.trim() };
}

/** Ends the page with the terms of what it carries, folded away. */
function writeLicenses($: CheerioAPI, licenses: readonly LicenseNotice[]): void {
  const fold = $("<details data-licenses><summary>Licences of what this page carries</summary>");
  for (const { parts, text } of licenses) {
    fold.append($("<p>").text(parts.join(", ")), $("<pre>").text(text));
  }
  $("footer").append(fold, "\n");
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
  const heading = first.length > 0 ? first.remove() : $("<h1>").text(title);
  heading.find(".anchor-link").remove();
  $("header.masthead").prepend(heading);
  $("main h1").each((_, element) => {
    element.tagName = "h2";
  });
}

/** Gives each heading an id of its own. */
function nameHeadings($: CheerioAPI): void {
  $(".anchor-link").remove();
  const taken = new Set<string>();
  $("main :is(h2, h3, h4, h5, h6), footer h2").each((_, element) => {
    const wanted = $(element).attr("id") ?? slugOf($(element).text());
    let id = wanted;
    for (let at = 2; taken.has(id); at++) id = `${wanted}-${at}`;
    taken.add(id);
    $(element).attr("id", id);
  });
}

function writeContents($: CheerioAPI): void {
  const list = $("<ol>");
  $("main > section > :is(h2, h3), main > .cell :is(h2, h3)").each((_, element) => {
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

/** Says of which section a fold's code is, and lets the keyboard scroll code and formulas. */
function labelCode($: CheerioAPI): void {
  for (const { element, heading } of underHeadings($, "details[data-code]")) {
    element.children("summary").append($('<span class="unseen">').text(` of: ${heading}`));
  }
  $(".katex-display").attr({ tabindex: "0", role: "group", "aria-label": "Formula" });
  for (const { element, heading } of underHeadings($, ".highlight pre")) {
    element.attr({ tabindex: "0", role: "region", "aria-label": `Code: ${heading}` });
  }
}

/** Puts each table into a box of its own to scroll in, with a caption for those who do not see it. */
function labelTables($: CheerioAPI): void {
  const counts = new Map<string, number>();
  for (const { element: table, heading } of underHeadings($, "main table")) {
    const count = (counts.get(heading) ?? 0) + 1;
    counts.set(heading, count);
    const label = count === 1 ? heading : `${heading} (${count})`;
    table.removeAttr("border");
    if (table.children("caption").length === 0) {
      table.prepend($('<caption class="unseen">').text(label));
    }
    table.find("thead th:not([scope])").attr("scope", "col");
    const headings = table.find("thead th");
    // A name in one piece would make its column as wide as itself.
    headings.filter((_, cell) => $(cell).children().length === 0).each((_, cell) => {
      $(cell).html($(cell).html()!.replaceAll("_", "_<wbr>"));
    });
    table.find("th:empty").each((_, cell) => {
      cell.tagName = "td";
      $(cell).removeAttr("scope");
    });
    if (headings.length > 8) table.addClass(headings.length > 13 ? "widest" : "wide");
    const parent = table.parent();
    const box = parent.is("[data-html], section, .output") ? $("<div>") : parent;
    if (box !== parent) {
      table.before(box);
      box.append(table);
    }
    box.removeAttr("style").attr({
      "data-table": "",
      tabindex: "0",
      role: "region",
      "aria-label": `Table: ${label}`,
    });
  }
}

/** Compiles the charts in the page; false if there is none. */
function prepareCharts($: CheerioAPI): boolean {
  const taken = new Set<string>();
  const charts = $("figure[data-chart]");
  charts.each((_, element) => {
    const figure = $(element);
    const script = figure.children("script");
    const spec = JSON.parse(script.text());
    const title = titleOf(spec);
    let id = slugOf(title);
    for (let at = 2; taken.has(id); at++) id = `${slugOf(title)}-${at}`;
    taken.add(id);
    figure.attr({ id, "data-title": title });
    script.text(JSON.stringify(compileChart(spec)).replaceAll("<", "\\u003c"));
  });
  return charts.length > 0;
}

function titleOf(spec: { readonly title?: unknown }): string {
  const title = spec.title;
  const text = typeof title === "object" && title !== null && "text" in title ? title.text : title;
  return [text ?? "Chart"].flat().join(" ");
}

/** Elements, each with the text of the heading that stands closest above. */
function underHeadings($: CheerioAPI, selector: string) {
  let heading = $("h1").text();
  return $(`main :is(h2, h3, h4, h5, h6), ${selector}`).toArray().flatMap((element) => {
    if (!/^h\d$/.test(element.tagName)) return [{ element: $(element), heading }];
    heading = $(element).text().trim();
    return [];
  });
}

function slugOf(text: string): string {
  return text.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "part";
}
