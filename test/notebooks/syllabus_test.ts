/**
 * The syllabus: that it lists every notebook, that its times follow from its own rule, and that what
 * it names is there.
 */

import { assert, assertEquals } from "@std/assert";
import { dirname, join, relative } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import {
  type Notebook,
  readNotebook,
  wholeText,
} from "../../notebooks/execution/notebook_format.ts";
import { findTopics } from "../../notebooks/topics.ts";

const page = join(cloneFolder, "notebooks", "README.md");
const text = await Deno.readTextFile(page);
const notebooks = await Promise.all(
  (await findTopics()).flatMap((topic) => topic.notebooks).map(async (path) => ({
    link: relative(dirname(page), path),
    notebook: await readNotebook(path),
  })),
);

/** The prose of a notebook. */
const proseOf = ({ cells }: Notebook) =>
  cells.filter(({ cell_type }) => cell_type === "markdown").map(({ source }) => wholeText(source))
    .join("\n\n");

/** Minutes alone with a notebook, by the rule that the syllabus gives. */
function minutesOf(notebook: Notebook): number {
  const prose = proseOf(notebook);
  const count = (pattern: RegExp) => prose.match(pattern)?.length ?? 0;
  const code = notebook.cells.filter(({ cell_type }) => cell_type === "code").length;
  return count(/\S+/g) / 200 + 1.5 * code + 2 * count(/<summary>Answer/g) +
    3 * count(/\*\*Try it\.\*\*/g);
}

Deno.test("every notebook is listed, with the time that the syllabus's rule gives", () => {
  const rows = [...text.matchAll(/^\| \d+ +\| \[[^\]]+\]\(([^)]+)\) +\| about (\d+) hours? /gm)];
  assertEquals(rows.map(([, link]) => link).sort(), notebooks.map(({ link }) => link).sort());
  for (const [, link, hours] of rows) {
    const minutes = minutesOf(notebooks.find((entry) => entry.link === link)!.notebook);
    assert(
      Math.abs(minutes - 60 * Number(hours)) <= 30,
      `${link}: the rule gives ${Math.round(minutes)} minutes, the syllabus says ${hours} hours`,
    );
  }
});

Deno.test("what the syllabus links to is there", async () => {
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#([^)]+))?\)/g)];
  assert(links.length >= 4);
  for (const [, target, anchor] of links) {
    const linked = await Deno.readTextFile(join(dirname(page), target!));
    if (anchor === undefined) continue;
    const anchors = [...linked.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading!.toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, "").replaceAll(" ", "-")
    );
    assert(anchors.includes(anchor), `${target} has no heading for #${anchor}`);
  }
});

Deno.test("the sections and values that a class is sent to are in the notebooks", () => {
  const headings = notebooks.flatMap(({ notebook }) =>
    [...proseOf(notebook).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!)
  );
  const code = notebooks.flatMap(({ notebook }) =>
    notebook.cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) =>
      wholeText(source)
    )
  ).join("\n");
  const classTable = text.slice(text.indexOf("## A class"), text.indexOf("## Handouts"));
  const sections = [...classTable.matchAll(/_([A-Z][^_]+)_/g)].map(([, name]) => name!)
    .filter((name) => name !== "Try it");
  assert(sections.length >= 4);
  for (const section of sections) assert(headings.includes(section), `no section "${section}"`);
  for (const [, value] of classTable.matchAll(/\(`(\w+)`\)/g)) assert(code.includes(value!), value);
});
