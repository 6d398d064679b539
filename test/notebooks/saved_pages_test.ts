/**
 * Exporting a notebook as it was saved: by the command, and by Jupyter's own nbconvert.
 */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { load } from "cheerio";
import { join } from "node:path";
import { cloneFolder, CommandError, silentReport, UsageError } from "lib/command/mod.ts";
import { prepareEnvironment } from "../../notebooks/environment/prepare.ts";
import { run } from "../../notebooks/environment/run.ts";
import { readNotebook, writeNotebook } from "../../notebooks/execution/notebook_format.ts";
import { writeSavedPages } from "../../notebooks/saved_pages.ts";
import { writeTinyNotebook } from "./tiny_notebook.ts";
import { inFolder } from "../files/in_folder.ts";

const jupyter = await prepareEnvironment("execute", silentReport);

// One transparent pixel.
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E" +
  "rkJggg==";

const SAVED_ON = new Date("2026-03-04T12:00:00Z");

/** Writes a notebook one of whose two cells was run, and its picture beside it. */
async function writeSaved(folder: string, name = "prices.ipynb"): Promise<string> {
  const path = join(folder, name);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(join(folder, "pixel.png"), Uint8Array.fromBase64(PNG));
  await writeTinyNotebook(path, [
    { prose: "# Prices & <b>more</b>\n\nOf $x^2$. ![beside](pixel.png)" },
    { code: "41 + 1" },
    { code: "throw new Error('never run')" },
  ]);
  const { cells, ...rest } = await readNotebook(path);
  await writeNotebook(path, {
    ...rest,
    cells: cells.map((cell, at) =>
      at === 1 && cell.cell_type === "code"
        ? {
          ...cell,
          execution_count: 1,
          outputs: [{
            output_type: "display_data",
            data: { "text/plain": "seen when saved" },
            metadata: {},
          }],
        }
        : cell
    ),
  });
  await Deno.utime(path, SAVED_ON, SAVED_ON);
  return path;
}

function assertShowsSaved(html: string): void {
  const $ = load(html);
  assertEquals($("h1").length, 1);
  assertStringIncludes($("[data-saved-notice]").text(), "as it was saved on 4 March 2026.");
  assertEquals($("[data-fact='date'] time").attr("datetime") ?? "2026-03-04", "2026-03-04");
  assertStringIncludes($("main").text(), "seen when saved");
  assertEquals($("main .katex").length, 1);
  assertEquals($("main img").attr("src"), `data:image/png;base64,${PNG}`);
}

Deno.test("a saved notebook is exported beside itself, or where --out says", () =>
  inFolder(async (folder) => {
    const notebook = await writeSaved(join(folder, "mine"));
    const said: string[] = [];
    const report = { ...silentReport, say: (text: string) => said.push(text) };
    const pages = await writeSavedPages([notebook], undefined, report);
    assertEquals(pages, [join(folder, "mine", "saved", "prices.html")]);
    assertShowsSaved(await Deno.readTextFile(pages[0]!));
    assertEquals(said, ["prices.ipynb: 1 of 2 cells were not run before it was saved"]);
    // The next one takes its place.
    const out = join(folder, "out");
    for (const _ of [1, 2]) await writeSavedPages([notebook], out, silentReport);
    assertEquals([...Deno.readDirSync(out)].map(({ name }) => name), ["prices.html"]);
  }));

Deno.test("a saved notebook takes the place of nothing else", () =>
  inFolder(async (folder) => {
    const notebook = await writeSaved(folder);
    const out = join(folder, "out");
    await Deno.mkdir(out);
    const page = join(out, "prices.html");
    await Deno.writeTextFile(page, '<!DOCTYPE html><html lang="en"><body data-saved>a run');
    const refused = (says: string, names = [notebook], to = out) =>
      assertRejects(() => writeSavedPages(names, to, silentReport), CommandError, says);
    await refused("shows no saved notebook");
    await Deno.remove(page);
    await Deno.writeTextFile(join(out, ".written"), "");
    await refused("holds the results of a run");
    const topic = join(cloneFolder, "notebooks", "heterogeneous_effects", "writeup");
    await refused("is for the results of a run", [notebook], topic);
    const namesake = await writeSaved(join(folder, "other"));
    await refused("have the same name", [notebook, namesake], join(folder, "both"));
    assertEquals([...Deno.readDirSync(out)].map(({ name }) => name), [".written"]);
  }));

Deno.test("what is no saved notebook is refused in words", () =>
  inFolder(async (folder) => {
    const notebook = await writeSaved(folder);
    const half = join(folder, "half.ipynb");
    await Deno.writeTextFile(half, (await Deno.readTextFile(notebook)).slice(0, 300));
    const attempt = (...names: string[]) => writeSavedPages(names, undefined, silentReport);
    await assertRejects(() => attempt(), UsageError, "Which notebook?");
    await assertRejects(() => attempt(notebook, half), CommandError, "it is not JSON");
    await assertRejects(() => attempt(folder), CommandError, "is a folder");
    await assertRejects(() => attempt(join(folder, "none.ipynb")), CommandError, "is no file");
    // Nothing was written before the faulty one was found.
    assert(![...Deno.readDirSync(folder)].some(({ name }) => name === "saved"));
  }));

Deno.test("nbconvert exports the same page as its format writeup", () =>
  inFolder(async (folder) => {
    await writeSaved(folder);
    const convert = (name: string) =>
      run(jupyter.python, ["-m", "nbconvert", "--to", "writeup", name], {
        cwd: folder,
        env: jupyter.variables,
      });
    const { code, stderr } = await convert("prices.ipynb");
    assertEquals(code, 0, stderr);
    assertShowsSaved(await Deno.readTextFile(join(folder, "prices.html")));

    await writeTinyNotebook(join(folder, "faulty.ipynb"), [{ prose: "# A $\\frac{a$" }]);
    const failed = await convert("faulty.ipynb");
    assert(failed.code !== 0);
    assertStringIncludes(failed.stderr, "could not be exported to HTML: a formula is faulty");
    assertStringIncludes(failed.stderr, "Mend the formula.");
  }));
