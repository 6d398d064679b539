/**
 * The glossary: its order, its sources, and the notebooks' links into it.
 */

import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import { readNotebook, wholeText } from "../../notebooks/execution/notebook_format.ts";
import { findTopics } from "../../notebooks/topics.ts";

/** A term with its definition. */
interface Entry {
  readonly term: string;
  readonly anchor: string;
  readonly definition: string;
  readonly source: string | undefined;
}

/** The anchor that GitHub and VS Code give a heading. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, "").replaceAll(" ", "-");
}

const text = await Deno.readTextFile(join(cloneFolder, "notebooks/glossary.md"));
const entries: readonly Entry[] = text.split(/^## /m).slice(1).map((part) => {
  const [term, definition, ...rest] = part.trim().split("\n\n").map((paragraph) =>
    paragraph.replace(/\s+/g, " ")
  );
  return {
    term: term!,
    anchor: anchorOf(term!),
    definition: definition!,
    source: rest.find((paragraph) => paragraph.startsWith("Source: ")),
  };
});
const notebooks = (await findTopics()).flatMap((topic) => topic.notebooks);
const proseOf = async (notebook: string) =>
  (await readNotebook(notebook)).cells
    .filter(({ cell_type }) => cell_type === "markdown")
    .map(({ source }) => wholeText(source)).join("\n\n");
const proses = await Promise.all(notebooks.map(proseOf));

const LINK = /\[([^\]]+)\]\(\.\.\/glossary\.md(?:#([^\s)]+)(?:\s+"([^"]*)")?)?\)/g;

Deno.test("the glossary's terms stand in alphabetical order, each once", () => {
  const terms = entries.map(({ term }) => term);
  const order = new Intl.Collator("en", { sensitivity: "base" });
  assertEquals(terms.toSorted(order.compare), terms);
  assertEquals(new Set(entries.map(({ anchor }) => anchor)).size, terms.length);
});

Deno.test("each term is defined in two or three sentences and has a source", () => {
  for (const { term, definition, source } of entries) {
    assert(source !== undefined, `${term} has no source`);
    const sentences = definition.split(/\.(?= |$)/).length - 1;
    assert(sentences >= 2 && sentences <= 3, `${term} is defined in ${sentences} sentences`);
  }
});

Deno.test("the notebooks' links lead to a term, and carry its definition's first sentence", () => {
  const byAnchor = new Map(entries.map((entry) => [entry.anchor, entry]));
  for (const prose of proses) {
    for (const [, shown, anchor, title] of prose.matchAll(LINK)) {
      if (anchor === undefined) continue;
      const entry = byAnchor.get(anchor);
      assert(entry !== undefined, `"${shown}" links to #${anchor}, which is no term`);
      const plain = entry.definition.replaceAll("_", "");
      const first = title?.replace(/\s+/g, " ") ?? "";
      assert(first.endsWith(".") && plain.startsWith(first), `"${shown}" says: ${title}`);
    }
  }
});

Deno.test("every term is linked from a notebook, and from none twice", () => {
  const linked = proses.map((prose) =>
    [...prose.matchAll(LINK)].flatMap(([, , anchor]) => anchor === undefined ? [] : [anchor])
  );
  for (const anchors of linked) assertEquals(anchors, [...new Set(anchors)]);
  for (const { term, anchor } of entries) {
    assert(linked.some((anchors) => anchors.includes(anchor)), `no notebook links to ${term}`);
  }
});
