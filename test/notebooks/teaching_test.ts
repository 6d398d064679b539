/**
 * What makes a notebook one to learn from: its opening, and the questions at the sections' ends.
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import {
  isExecutable,
  type Notebook,
  readNotebook,
  wholeText,
} from "../../notebooks/execution/notebook_format.ts";

const NOTEBOOKS = [
  "notebooks/heterogeneous_effects/04_heterogeneous_treatment_effects.ipynb",
  "notebooks/interference_spillover_effects/02_spillover_exposure_mapping.ipynb",
];

// Markdown inside an HTML element is read as such between blank lines only.
const FOLDED =
  /\n\n\*\*Question\.\*\* [^]+?\?[^]*?\n\n<details><summary>Answer<\/summary>\n\n[^]+?\n\n<\/details>(?=\n\n|$)/g;

/** A second-level section: its heading, its prose, and whether it has code. */
interface Section {
  readonly heading: string;
  prose: string;
  hasCode: boolean;
}

function sectionsOf(notebook: Notebook): Section[] {
  const sections: Section[] = [];
  for (const cell of notebook.cells) {
    const text = wholeText(cell.source);
    const heading = cell.cell_type === "markdown" ? text.match(/^## (.+)$/m)?.[1] : undefined;
    if (heading !== undefined) sections.push({ heading, prose: "", hasCode: false });
    const section = sections.at(-1);
    if (section === undefined) continue;
    if (isExecutable(cell)) section.hasCode = true;
    else section.prose += `\n\n${text}`;
  }
  return sections;
}

for (const path of NOTEBOOKS) {
  const name = path.split("/").at(-1)!;
  const notebook = await readNotebook(join(cloneFolder, path));
  const sections = sectionsOf(notebook);

  Deno.test(`${name} opens with what the reader will learn and what is estimated`, () => {
    const [opening] = sections;
    assertEquals(opening?.heading, "What You Will Learn");
    const points = opening!.prose.match(/^- /gm)?.length ?? 0;
    assert(points >= 4 && points <= 6, `${points} points`);
    assertMatch(opening!.prose, /glossary\.md#estimand/);
    assertMatch(opening!.prose, /\n\n\$\$\n[^$]*\\operatorname\{E\}[^$]*Y[^$]*\n\$\$\n\n/);
  });

  Deno.test(`${name}: every section with code ends with a question and its folded answer`, () => {
    for (const { heading, prose, hasCode } of sections) {
      if (!hasCode) continue;
      const last = prose.trimEnd().split(FOLDED).at(-1)!.trim();
      assert(prose.match(FOLDED) !== null, `"${heading}" asks nothing`);
      assert(
        last === "" || last.startsWith("**Try it.** "),
        `"${heading}" goes on after its question: ${last}`,
      );
    }
  });

  Deno.test(`${name}: every answer is folded away, and every attempt names a value`, () => {
    const prose = sections.map((section) => section.prose).join("");
    const count = (text: string) => prose.split(text).length - 1;
    const folded = prose.match(FOLDED)?.length ?? 0;
    for (const mark of ["**Question.**", "<details>", "</details>"]) {
      assertEquals(count(mark), folded, mark);
    }
    const attempts = [...prose.matchAll(/^\*\*Try it\.\*\* ((?:.+\n?)+)/gm)];
    assertEquals(attempts.length, count("**Try it.**"));
    assert(attempts.length >= 5);
    for (const [, attempt] of attempts) {
      assertMatch(attempt!, /`[^`]+`/, attempt);
      assertMatch(attempt!.replace(/\s+/g, " "), /[Oo]n the built-in sample/, attempt);
    }
  });
}
