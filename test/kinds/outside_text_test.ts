/**
 * Kinds of texts from outside, in whatever shows them: nothing of them runs, and all can be read.
 *
 * To add an input, add a row to `HOSTILE` (a name and a text that would run, steer or break something
 * were it not taken for text) or to `SCRIPTS` (two names in one script).
 *
 * @module
 */

import { load } from "cheerio";
import pl from "nodejs-polars";
import {
  categoricalColumn,
  drawChart,
  featureTable,
  findImpressions,
  InputError,
  markdown,
  openWriteup,
  saveTables,
  segmentEffectsChart,
} from "lib/mod.ts";
import { textWidth } from "lib/charts/fonts.ts";
import { formatTable } from "lib/frames/format_table.ts";
import { completePage } from "../../notebooks/export/page.ts";
import { writeIndexPage } from "../../notebooks/index_page.ts";
import { runDataCommand } from "../data/run_command.ts";
import { CATEGORIES, judged } from "../charts/effects.ts";
import { kind, type Row, said } from "./kind.ts";
import { IMPRESSIONS, newFolder, written } from "./tables.ts";

const HOSTILE: readonly (readonly [string, string])[] = [
  ["an image that runs", "<img src=x onerror=alert(1)>"],
  ["a script", "</script><script>alert(1)</script>"],
  ["an end of a comment", "--><svg onload=alert(1)>"],
  ["an entity", "&lt;img src=x onerror=alert(1)&gt;"],
  ["backticks around an image", "`<img src=x onerror=alert(1)>`"],
  ["an attribute's end", `" onmouseover="alert(1)`],
  ["a link of Markdown", "[x](javascript:alert(1))"],
  ["a picture of Markdown", "![x](https://example.org/x.png)"],
  ["an address", "https://example.org/www.example.org"],
  ["a formula", "$x$ and $$\\href{javascript:alert(1)}{x}$$"],
  ["emphasis and a table", "**a** | b_c_ ~~d~~"],
  ["a heading", "# a"],
  ["a list", "1. a"],
  ["a template", "{{ 7*7 }} ${7*7} {% raw %}"],
  ["an escape sequence", "\x1b[2J\x1b]0;title\x07"],
  ["a C1 control", "\x9b2J"],
  ["a carriage return", "good\rbad"],
  ["line breaks", "a\n\n# b\u2028c"],
  ["a turn of direction", "\u202egpj.exe\u2066"],
  ["a zero", "a\0b"],
  ["half a character", "a\ud800b"],
  ["a formula of spreadsheets", "=cmd|' /C calc'!A0"],
  ["one behind a tab", "\t=1+1"],
  ["one of full width", "＝1+1"],
];
const rowsWith = (right: (text: string) => unknown): Row<string>[] =>
  HOSTILE.map(([what, text]) => [what, text, right(text)]);

/** What steers a terminal or turns the direction of reading. */
const STEERING = /(?![\n\t])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;
const steers = (text: string) => [...text.matchAll(STEERING)].some(([c]) => c.length === 1);

/** What in HTML is more than text: elements and attributes beyond those that are ours. */
function armed(html: string): string[] {
  const $ = load(html, null, false);
  const foreign = $("script, img, svg, iframe, object, a, base, meta").toArray()
    .map(({ tagName }) => tagName);
  const handlers = ($("*").toArray() as { attribs?: object }[]).flatMap(({ attribs = {} }) =>
    Object.keys(attribs).filter((name) => name.startsWith("on"))
  );
  return [...foreign, ...handlers];
}

kind(
  "A table shows names and values as text, in HTML and in a terminal",
  (text: string) => {
    const frame = pl.DataFrame([pl.Series(text, [text, "b"], pl.String)]);
    const { html, text: plain } = formatTable(frame, { index: [text, "x"], indexName: text });
    const cells = load(html, null, false)("tbody td").first().text();
    return [armed(html), steers(html), steers(plain), cells.length > 0];
  },
  rowsWith(() => [[], false, false, true]),
);

kind(
  "A path is shown as text in the notice of the input",
  async (text: string) => {
    const name = text.replaceAll(/[/\0]/g, "_").replaceAll(/[\ud800-\udfff]/gu, "_");
    const path = written(IMPRESSIONS.head(3), `${newFolder()}/${name}/t.parquet`);
    const { notice } = await findImpressions({ named: path });
    const own = notice.source.replaceAll("`IMPRESSIONS`", "");
    // Of code in backticks, only that whose path holds nothing that a renderer could act on.
    const [, span] = /`([^`]*)`/.exec(own) ?? [];
    return [
      /<(?!\/?code>)/.test(own),
      steers(notice.source),
      steers(notice.text),
      span === undefined || !/[\\$<>&]/.test(span),
      notice.source.includes(Deno.env.get("HOME") ?? "\0") && !path.startsWith("/tmp"),
    ];
  },
  rowsWith(() => [false, false, false, true, false]),
);

kind(
  "A value in prose is no Markdown, no HTML and no formula",
  (text: string) => {
    const { source, text: plain } = markdown`Value: ${text}.`;
    return [/<|(?<!\\)[`*_[\]|~]|\$|:\/\/|\bwww\./.test(source), steers(source), steers(plain)];
  },
  rowsWith(() => [false, false, false]),
);

kind(
  "A name that is drawn runs nothing, and the caption says it as text",
  async (text: string) => {
    const { svg } = await drawChart(
      segmentEffectsChart(judged([{ ...CATEGORIES[0]!, segment: text, segmentColumn: text }]), {
        plural: text,
      }),
    );
    const $ = load(svg, { xml: true });
    const handlers = $("*").toArray().flatMap((element) =>
      "attribs" in element ? Object.keys(element.attribs).filter((name) => /^on/.test(name)) : []
    );
    return [$("script, image, a, foreignObject").length, handlers, steers(svg)];
  },
  rowsWith(() => [0, [], false]),
);

kind(
  "A name in CSV is no formula, and comes back whole",
  async (text: string) => {
    const folder = newFolder();
    const sound = text.replaceAll(/[\0\ud800-\udfff]/gu, "");
    const frame = pl.DataFrame([pl.Series("name", [sound], pl.String), pl.Series("n", [-0.5])]);
    await saveTables(folder, { "a.csv": frame });
    const writeup = await openWriteup("topic", { directory: `${folder}/w` });
    await writeup.saveTable("01_a", frame);
    return [`${folder}/a.csv`, `${folder}/w/tables/01_a.csv`].map((path) => {
      const read = pl.readCSV(path).getColumn("name").get(0) as string;
      return [
        /^[=+\-@\t\r＝＋－＠]/.test(read),
        read.replace(/^'(?='*[=+\-@\t\r＝＋－＠])/, "") === sound,
        Deno.readTextFileSync(path).trimEnd().endsWith(",-0.5"),
      ];
    });
  },
  rowsWith(() => [[false, true, true], [false, true, true]]),
);

kind(
  "A name in an error steers no terminal, and stands on its line",
  (text: string) => {
    const messages = [
      () => featureTable(IMPRESSIONS, [text], []),
      () => categoricalColumn(pl.DataFrame([pl.Series(text, [1.5])]), text),
    ].map((verb) => {
      try {
        verb();
        return "no error";
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return `${error.stack}`;
      }
    });
    return messages.map((message) => [steers(message), message.includes("\n")]);
  },
  rowsWith(() => [[false, false], [false, false]]),
);

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

kind(
  "A heading and a title run nothing in the page and in the index of pages",
  async (text: string) => {
    const folder = newFolder();
    // Once as a renderer leaves it, once raw, as Markdown lets HTML through.
    const cells = `<section class="prose"><h1>${escaped(text)}</h1><h2>${text}</h2></section>`;
    const html = await completePage(
      `<html lang="en"><head></head><body><header class="masthead"></header>` +
        `<nav id="contents"></nav><main>${cells}</main><footer></footer></body></html>`,
      text,
    );
    Deno.mkdirSync(`${folder}/topic`);
    Deno.writeTextFileSync(`${folder}/topic/01_a.html`, html);
    await writeIndexPage(`${folder}/index.html`, [{
      folder: `${folder}/topic`,
      pages: ["01_a.html"],
    }]);
    return [html, Deno.readTextFileSync(`${folder}/index.html`)].map((page) => {
      const $ = load(page);
      const policy = $('head > meta[http-equiv="Content-Security-Policy"]').attr("content") ?? "";
      const handlers = ($("*").toArray() as { attribs?: object }[]).flatMap(({ attribs = {} }) =>
        Object.keys(attribs).filter((name) => /^on/.test(name))
      );
      const alerts = $("script").toArray().filter((script) => $(script).text().includes("alert("));
      const links = $("[href], [src]").toArray().filter((element) =>
        /javascript:|^https?:\/\/example/.test($(element).attr("href") ?? $(element).attr("src")!)
      );
      return [handlers, alerts.length, links.length, policy.includes("default-src 'none'")];
    });
  },
  rowsWith(() => [[[], 0, 0, true], [[], 0, 0, true]]),
);

Deno.test("a hostile path steers no terminal, whichever stream a command uses", async () => {
  const folder = newFolder();
  const names = ["\x1b[2J\x1b]0;t\x07", "a\rb\nc", "\u202egpj", "\x9b2J"];
  const runs = await Promise.all(
    names.map((name) => {
      Deno.mkdirSync(`${folder}/${name}`);
      return runDataCommand("mind.ts", folder, ["--from", name, "--out", `${name}/t.parquet`]);
    }),
  );
  for (const { code, out, err } of runs) {
    if (code !== 1 || steers(out) || steers(err) || err.trimEnd().includes("\n")) {
      throw new Error(Deno.inspect({ code, out, err }));
    }
  }
});

const SCRIPTS: readonly (readonly [string, string, string])[] = [
  ["simplified Chinese", "科学", "历史"],
  ["traditional Chinese", "讀書", "體育"],
  ["Japanese", "さくら", "もみじ"],
  ["Korean", "과학", "역사"],
  ["Arabic", "علوم", "تاريخ"],
  ["Persian", "ورزشی", "گفتگو"],
  ["Hebrew", "מדע", "אמנות"],
  ["Devanagari", "विज्ञान", "इतिहास"],
  ["Thai", "ดนตรี", "ศิลปะ"],
  ["Vietnamese", "Điện ảnh", "Âm nhạc"],
  ["Cyrillic", "Наука", "Їжа"],
  ["Greek", "Τέχνη", "Μουσική"],
  ["emoji", "🎻", "🏀"],
  ["emoji of several parts", "👩‍🔬", "👨‍🌾"],
  ["flags", "🇫🇷", "🇯🇵"],
  ["mixed, left and right", "News أخبار 新", "News رياضة 新"],
];

/** The picture of a name, above another one that stays. */
async function pictureOf(name: string): Promise<{ png: string; width: number; svg: string }> {
  const effects = [{ ...CATEGORIES[0]!, segment: name }];
  const { png, width, svg } = await drawChart(segmentEffectsChart(judged(effects)));
  return { png: png.toBase64(), width, svg };
}

kind(
  "A name in any script is drawn in its letters, which are not another name's",
  async ([a, b]: readonly [string, string]) => {
    const [one, other] = [await pictureOf(a), await pictureOf(b)];
    // Were it spelled out, its picture would be that of the spelling.
    const spelled = await pictureOf(
      a.replace(/[^ -~]/gu, (character) => {
        const digits = character.codePointAt(0)!.toString(16);
        return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits.padStart(4, "0")}`;
      }),
    );
    return [one.png !== other.png, one.png !== spelled.png, one.svg.includes(`>${a}</text>`)];
  },
  SCRIPTS.map(([script, a, b]) => [script, [a, b] as const, [true, true, true]]),
);

kind(
  "A name in a script without a font is spelled out, never boxes",
  async (name: string) => {
    const spelled = name.replace(/[^ -~]/gu, (character) => {
      const digits = character.codePointAt(0)!.toString(16);
      return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits.padStart(4, "0")}`;
    });
    return (await pictureOf(name)).png === (await pictureOf(spelled)).png ? "spelled out" : name;
  },
  [
    ["Tamil", "தமிழ்", said("spelled out")],
    ["Georgian", "ქართ", said("spelled out")],
    ["Bengali", "বাংলা", said("spelled out")],
    ["Cuneiform", "𒀭𒂗", said("spelled out")],
    ["private use", "\uf8ff", said("spelled out")],
  ],
);

kind(
  "A long name leaves the figure as wide as others, and stands below the heading",
  async (name: string) => {
    const { svg, width } = await pictureOf(name);
    const $ = load(svg, { xml: true });
    const shown = $('text[text-anchor="end"]').toArray().map((text) => ({
      words: $(text).text(),
      place: Number(/,([-\d.]+)\)/.exec($(text).attr("transform") ?? "")?.[1]),
    }));
    const heading = shown.find(({ words }) => words === "Category")!;
    const label = shown.find(({ words }) => words !== "Category")!;
    const widest = textWidth(label.words, 12, 400);
    return [
      width === 736 && widest <= 245 ? "within" : `${widest} of ${width} pixels`,
      heading.place + 12 <= label.place ? "apart" : `${heading.place}, ${label.place}`,
    ];
  },
  [
    ["40 letters", "a name of about forty letters, as they are", ["within", "apart"]],
    ["600 letters", "letter ".repeat(90), ["within", "apart"]],
    ["600 letters without a blank", "x".repeat(600), ["within", "apart"]],
    ["600 characters of Chinese", "新".repeat(600), ["within", "apart"]],
    ["600 emoji", "😀".repeat(600), ["within", "apart"]],
    ["600 letters of Arabic", "خبر ".repeat(150), ["within", "apart"]],
    ["600 escape sequences", "\x1b".repeat(600), ["within", "apart"]],
    ["600 accents on a letter", `e${"\u0301".repeat(600)}`, ["within", "apart"]],
  ],
);
