import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { load } from "cheerio";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cloneFolder } from "lib/command/mod.ts";
import { faceLicenses } from "../../notebooks/export/face.ts";
import { formulaLicenses, setFormulas } from "../../notebooks/export/formulas.ts";
import { fontLicense, packageLicenses } from "../../notebooks/export/licenses.ts";
import { chartLicenses } from "../../notebooks/export/live_charts.ts";
import { completePage } from "../../notebooks/export/page.ts";

const EXPORT = join(cloneFolder, "notebooks", "export");

/** A page as the template leaves it, with the licences that it has in the end. */
async function licensesOf(cells: string) {
  const html = `<html lang="en"><head></head><body><header class="masthead"></header>
    <nav id="contents"></nav><main>${cells}</main><footer><h2>About this page</h2></footer></body></html>`;
  const whole = await completePage(await setFormulas(html), "tiny");
  const fold = load(whole)("footer > details[data-licenses]");
  assertEquals(fold.length, 1);
  assertEquals(fold.children("p").length, fold.children("pre").length);
  return { text: fold.text(), whole };
}

const CHART = `<figure data-chart><img src="data:," alt=""><script type="application/json">${
  JSON.stringify({ data: { values: [{ a: 1 }] }, mark: "point", encoding: { x: { field: "a" } } })
}</script></figure>`;
const FORMULA = `<p><tex-math display="inline">x^2</tex-math></p>`;

Deno.test("a page names the licences of what it carries, and no others", async () => {
  const plain = await licensesOf("<p>Text</p>");
  const own = await Deno.readTextFile(join(cloneFolder, "LICENSE"));
  assertStringIncludes(plain.text, own.trim());
  assertStringIncludes(plain.text, "The Inter Project Authors");
  assert(!/vega|katex|d3-/i.test(plain.text), plain.text);

  const formula = await licensesOf(FORMULA);
  assertStringIncludes(formula.text, "katex 0.");
  assertStringIncludes(formula.text, "Khan Academy and other contributors");
  assertStringIncludes(formula.text, "with Reserved Font Name KaTeX_Main.");
  // The typeface's terms, and once those of all the formulas' fonts.
  assertEquals(formula.text.match(/SIL OPEN FONT LICENSE Version 1.1/g)?.length, 2);
  assert(!/vega|d3-/.test(formula.text));

  const chart = await licensesOf(CHART);
  for (const carried of ["vega 6.", "vega-interpreter 2.", "d3-array 3.", "delaunator 5."]) {
    assertStringIncludes(chart.text, carried);
  }
  assertStringIncludes(chart.text, "University of Washington Interactive Data Lab");
  assertStringIncludes(chart.text, "Mike Bostock");
  assert(!/katex|commander|iconv/i.test(chart.text));

  // Little beside half a million of script.
  const both = await licensesOf(CHART + FORMULA);
  assert(both.text.length < 35_000, String(both.text.length));
  assert(both.text.length > chart.text.length && both.text.length > formula.text.length);
});

Deno.test("each package that is read into a page is one whose licence the page names", async () => {
  for (
    const [file, licenses] of [
      ["live_charts.ts", await chartLicenses()],
      ["formulas.ts", await formulaLicenses()],
      ["face.ts", await faceLicenses()],
    ] as const
  ) {
    const source = await Deno.readTextFile(join(EXPORT, file));
    const read = [...source.matchAll(/import\.meta\.resolve\(["`]((?:@[\w-]+\/)?[\w-]+)/g)]
      .map(([, name]) => name!);
    assert(read.length > 0, file);
    const named = licenses.flatMap(({ parts }) => parts.map((part) => part.split(" ")[0]));
    assertEquals(read.filter((name) => !named.includes(name)), [], file);
  }
  // Nobody else in the room reads packages into a page.
  for await (const { name } of Deno.readDir(EXPORT)) {
    const readers = ["live_charts.ts", "formulas.ts", "face.ts", "licenses.ts"];
    if (!name.endsWith(".ts") || readers.includes(name)) continue;
    const source = await Deno.readTextFile(join(EXPORT, name));
    assert(!source.includes("import.meta.resolve"), name);
  }
});

Deno.test("whatever Vega is built from comes with a text, alike ones once", async () => {
  const licenses = await chartLicenses();
  const lock = JSON.parse(await Deno.readTextFile(join(cloneFolder, "deno.lock")));
  const parts = licenses.flatMap((license) => license.parts);
  assertEquals(new Set(parts).size, parts.length);
  for (const part of parts) assert(part.replace(" ", "@") in lock.npm, part);
  assertEquals(new Set(licenses.map(({ text }) => text)).size, licenses.length);
  for (const { text } of licenses) {
    assert(/copyright|public\s+domain/i.test(text) && text.length > 400, text);
  }
  assert(parts.length > 50, String(parts.length));
});

Deno.test("a package without a licence, and a font under another one, are refused", async () => {
  const font = new URL(
    import.meta.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  );
  await assertRejects(() => fontLicense("Other", [font]), Error, "SIL Open Font License");
  const folder = await Deno.makeTempDir();
  try {
    const resolve = () => pathToFileURL(join(folder, "main.js")).href;
    await Deno.writeTextFile(join(folder, "package.json"), '{"name": "tiny", "version": "1.0.0"}');
    await assertRejects(() => packageLicenses(["tiny"], resolve), Error, "without its licence");
    await Deno.writeTextFile(join(folder, "LICENCE.txt"), "Copyright of its makers\r\n");
    await Deno.writeTextFile(join(folder, "NOTICE"), "With thanks\n");
    assertEquals(await packageLicenses(["tiny"], resolve), [
      { parts: ["tiny 1.0.0"], text: "Copyright of its makers\n\nWith thanks" },
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
