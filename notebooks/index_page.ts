/**
 * The page that leads to all writeups.
 *
 * @module
 */

import { type CheerioAPI, load } from "cheerio";
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { writeAtomically } from "lib/files/mod.ts";
import { THEME_CHOICE } from "./export/bar.ts";
import { faceLicenses, faceStyle } from "./export/face.ts";
import { ownLicense, writeLicenses } from "./export/license_notices.ts";
import { contentPolicy } from "./export/policy.ts";
import { isOurs } from "./index_place.ts";

const TEMPLATE = new URL("./export/template/index/", import.meta.url);
const ARTICLE = new URL("./export/template/article/", import.meta.url);

/** Where the results of one topic lie. */
export interface TopicResults {
  /** The absolute path of the folder with its pages, `tables` and `figures`. */
  readonly folder: string;
  /** The pages' names, in their order. */
  readonly pages: readonly string[];
}

/**
 * Writes the page that lists the writeups, each with its summary, a small picture of the chart that
 * shows it, its tables and figures.
 *
 * Titles, summaries and charts are those of the pages themselves; a topic without results is left out.
 *
 * @param path where the page goes; it is replaced whole or not at all
 * @param topics the topics, in their order
 * @returns whether there was a writeup to list; without one an earlier page is removed
 */
export async function writeIndexPage(
  path: string,
  topics: readonly TopicResults[],
): Promise<boolean> {
  const $ = load(await Deno.readTextFile(new URL("index.html", TEMPLATE)));
  const styles = ["theme.css", "page.css"].map((file) => new URL(file, ARTICLE));
  for (const file of [...styles, new URL("index.css", TEMPLATE)]) {
    $("head").append(`<style>\n${await Deno.readTextFile(file)}</style>\n`);
  }
  $("header.masthead").after(THEME_CHOICE);
  for (const topic of topics) {
    for (const page of topic.pages) {
      const file = join(topic.folder, page);
      if (existsSync(file)) await addWriteup($, file, dirname(path));
    }
    const last = $("article").last();
    if (last.attr("data-folder") === topic.folder) await addFiles($, topic, dirname(path));
  }
  $("article").removeAttr("data-folder");
  if ($("article").length === 0) {
    if (await isOurs(path)) await Deno.remove(path);
    return false;
  }
  writeLicenses($, [await ownLicense(), ...await faceLicenses()]);
  // After all that is shown, for it is cut to the signs of that.
  $("head").append(`<style data-face>\n${await faceStyle($("html").text())}\n</style>\n`);
  const script = `\n${await Deno.readTextFile(new URL("theme.js", ARTICLE))}\n`;
  $("body").append(`<script>${script}</script>\n`);
  $("head").prepend(
    $("<meta>").attr({
      "http-equiv": "Content-Security-Policy",
      content: await contentPolicy([script]),
    }),
  );
  await writeAtomically(path, (temporary) => Deno.writeTextFile(temporary, $.html()));
  return true;
}

/** Adds what a page says of itself: title, summary, key chart, data and date. */
async function addWriteup($: CheerioAPI, file: string, from: string): Promise<void> {
  const page = load(await Deno.readTextFile(file));
  const link = $("<a>").attr("href", addressOf(file, from)).text(page("h1").text().trim());
  const article = $("<article>").attr("data-folder", dirname(file));
  article.append($("<h2>").append(link));
  const summary = page("[data-summary]");
  // Formulas in their accessible form, which browsers set themselves.
  summary.find(".katex-html").remove();
  // The first paragraph is the answer, read in one glance; the rest is one line.
  const [lead, ...rest] = summary.children().toArray();
  if (lead !== undefined) article.append($("<div data-summary>").html(page.html(lead)));
  const further = $('<div class="further">');
  if (rest.length > 0) {
    const more = $('<details class="more"><summary>More of the answer</summary></details>');
    further.append(more.append(rest.map((part) => page.html(part)).join("\n")));
  }
  const chart = page("[data-opening] figure.chart > img").first();
  if (chart.length > 0) {
    const picture = $("<img>").attr(
      Object.fromEntries(
        ["src", "alt", "width", "height"].map((name) => [name, chart.attr(name) ?? null]),
      ),
    );
    const toAnswer = $("<a>").attr("href", `${addressOf(file, from)}#answer`).append(picture);
    article.append($('<p class="key-figure">').append(toAnswer)).addClass("illustrated");
  }
  const facts = $('<ul class="facts">');
  for (const fact of ["data", "date"]) {
    const found = page(`[data-fact="${fact}"]`);
    const prefix = fact === "date" ? "Run on " : "";
    if (found.length > 0) {
      facts.append($("<li>").text(prefix + found.text().trim().replace(/\s+/g, " ")));
    }
  }
  article.append(further.append(facts));
  $("main").append(article);
}

/** Adds the links to a topic's tables and figures. */
async function addFiles($: CheerioAPI, topic: TopicResults, from: string): Promise<void> {
  for (const [folder, heading] of [["tables", "Tables"], ["figures", "Figures"]] as const) {
    const names = await namesIn(join(topic.folder, folder));
    if (names.size === 0) continue;
    const list = $("<ul>");
    for (const [name, endings] of names) {
      const item = $("<li>").text(`${name.replaceAll("_", " ")}: `);
      endings.forEach((ending, at) => {
        const address = addressOf(join(topic.folder, folder, `${name}.${ending}`), from);
        const label = ` of ${name.replaceAll("_", " ")}`;
        const link = $("<a>").attr("href", address).text(ending.toUpperCase())
          .append($('<span class="unseen">').text(label));
        item.append(at === 0 ? "" : ", ", link);
      });
      list.append(item);
    }
    const summary = $("<summary>").text(`${heading} (${names.size})`);
    $("article").last().children(".further").append($("<details>").append(summary, list));
  }
}

/** The files of a folder: their names without ending, sorted, each with its endings. */
async function namesIn(folder: string): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  if (!existsSync(folder)) return names;
  const entries = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  for (const entry of entries.sort()) {
    const [, name, ending] = /^(.+)\.(csv|png|svg)$/.exec(entry) ?? [];
    if (name !== undefined && ending !== undefined) {
      names.set(name, [...names.get(name) ?? [], ending]);
    }
  }
  return names;
}

function addressOf(file: string, from: string): string {
  return relative(from, file).split("/").map(encodeURIComponent).join("/");
}
