/**
 * What makes a notebook one to learn from: its opening, and the questions at the sections' ends.
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import {
  type Cell,
  isExecutable,
  type Notebook,
  readNotebook,
  wholeText,
} from "../../notebooks/execution/notebook_format.ts";
import { withoutMarks, withoutSampleOnly } from "./prose.ts";

/** The notebooks, and when each asks: what to make of results, or what to expect of them. */
const NOTEBOOKS = [
  {
    path: "notebooks/heterogeneous_effects/04_heterogeneous_treatment_effects.ipynb",
    asks: "after the code",
    attempts: 5,
  },
  {
    path: "notebooks/heterogeneous_effects/05_can_we_trust_the_segments.ipynb",
    asks: "before the code",
    attempts: 4,
  },
  {
    path: "notebooks/interference_spillover_effects/02_spillover_exposure_mapping.ipynb",
    asks: "after the code",
    attempts: 5,
  },
] as const;
/** A reader keeps no more in mind. */
const MOST_SECTIONS = 12;

// Markdown inside an HTML element is read as such between blank lines only.
const TRIED =
  /\n\n\*\*Try it\.\*\* ([^]+?)\n\n<details><summary>What happens<\/summary>\n\n([^]+?)\n\n<\/details>(?=\n\n|$)/g;
const FOLDED =
  /\n\n\*\*Question\.\*\* [^]+?\?[^]*?\n\n<details><summary>Answer<\/summary>\n\n[^]+?\n\n<\/details>(?=\n\n|$)/g;

/** A second-level section: its heading, its prose, and whether it has code. */
interface Section {
  readonly heading: string;
  prose: string;
  /** As much of the prose as stands before the first code. */
  proseBefore: string;
  hasCode: boolean;
  /** What its code shows, in order. */
  shown: string[];
}

function sectionsOf(notebook: Notebook): Section[] {
  const sections: Section[] = [];
  for (const cell of notebook.cells) {
    const text = wholeText(cell.source);
    const heading = cell.cell_type === "markdown" ? text.match(/^## (.+)$/m)?.[1] : undefined;
    if (heading !== undefined) {
      sections.push({ heading, prose: "", proseBefore: "", hasCode: false, shown: [] });
    }
    const section = sections.at(-1);
    if (section === undefined) continue;
    if (isExecutable(cell)) {
      section.hasCode = true;
      section.shown.push(...kindsOf(cell));
      continue;
    }
    section.prose += `\n\n${withoutMarks(text)}`;
    if (!section.hasCode) section.proseBefore = section.prose;
  }
  return sections;
}

/** Charts and tables among a cell's outputs. */
function kindsOf(cell: Cell): string[] {
  if (cell.cell_type !== "code") return [];
  return cell.outputs.flatMap((output) => {
    const kinds = "data" in output ? Object.keys(output.data) : [];
    if (kinds.some((kind) => kind.startsWith("application/vnd.vegalite"))) return ["chart"];
    return kinds.includes("text/html") ? ["table"] : [];
  });
}

for (const { path, asks, attempts: fewestAttempts } of NOTEBOOKS) {
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

  if (asks === "before the code") {
    Deno.test(`${name}: few sections, each with one question to answer before its code`, () => {
      assert(sections.length - 1 <= MOST_SECTIONS, `${sections.length - 1} sections`);
      for (const { heading, prose, proseBefore, hasCode } of sections) {
        if (!hasCode) continue;
        assertEquals(prose.match(FOLDED)?.length, 1, `questions in "${heading}"`);
        assertEquals(proseBefore.match(FOLDED)?.length, 1, `"${heading}" asks too late`);
      }
    });

    Deno.test(`${name}: in every section a chart answers before a table does`, () => {
      for (const { heading, hasCode, shown } of sections) {
        if (hasCode) assertEquals(shown[0], "chart", heading);
      }
    });
  } else {Deno.test(`${name}: every section with code ends with a question and its folded answer`, () => {
      for (const { heading, prose, hasCode } of sections) {
        if (!hasCode) {
          continue;
        }
        const last = prose.replace(TRIED, "").trimEnd().split(FOLDED).at(-1)!.trim();
        assert(prose.match(FOLDED) !== null, `"${heading}" asks nothing`);
        assertEquals(last, "", `"${heading}" goes on after its question: ${last}`);
      }
    });}

  Deno.test(`${name}: every answer is folded away, and so is what comes of every attempt`, () => {
    const prose = sections.map((section) => section.prose).join("");
    const count = (text: string) => prose.split(text).length - 1;
    const questions = prose.match(FOLDED)?.length ?? 0;
    const attempts = [...prose.matchAll(TRIED)];
    assertEquals(count("**Question.**"), questions);
    assertEquals(count("**Try it.**"), attempts.length);
    for (const mark of ["<details>", "</details>"]) {
      assertEquals(count(mark), questions + attempts.length, mark);
    }
    assert(attempts.length >= fewestAttempts, `${attempts.length} attempts`);
    for (const [, proposed, result] of attempts) {
      assertMatch(proposed!, /`[^`]+`/, proposed);
      assertMatch(proposed!, /\?$/, "there is something to predict");
      assertMatch(result!.replace(/\s+/g, " "), /On the built-in sample/, result);
    }
  });

  Deno.test(`${name}: what holds only for the built-in sample is marked, and the rest reads on`, () => {
    const sources = notebook.cells.filter((cell) => cell.cell_type === "markdown")
      .map((cell) => wholeText(cell.source));
    for (const source of sources) {
      const rest = withoutSampleOnly(source).replace(/\n(> )? */g, " ");
      // Marks are closed and stand in no other: nothing of one is left when whole ones are gone.
      assert(!/sample-only|<\/span>|<\/div>/.test(rest), source);
      for (const [sentence] of rest.matchAll(/[^.?!:;]*built-in sample(?:[^.]|\.(?=\d))*\./g)) {
        assert(!/\d/.test(sentence), `a figure of the built-in sample, unmarked: ${sentence}`);
      }
      // Nothing that ended a sentence, or stood between two, is left over.
      const words = rest.replace(
        /`[^`]*`|\$\$[^$]*\$\$|\$[^$]*\$|\]\((?:[^"()]|"[^"]*")*\)/g,
        "x",
      );
      const leftOver = words.match(/.{0,40}(?: [,;:?]| \.(?!\d)|[,;:]\.|\(\)|\.\.)/);
      assert(leftOver === null, leftOver?.[0]);
    }
  });
}
