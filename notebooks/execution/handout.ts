/**
 * A notebook as a class gets it: without answers, with room for its own, and with gaps in the code.
 *
 * @module
 */

import { CommandError } from "lib/command/mod.ts";
import { type Cell, type Notebook, wholeText } from "./notebook_format.ts";

/** A code cell: the only kind that can have gaps. */
type CodeCell = Extract<Cell, { cell_type: "code" }>;

/** A folded answer to a question, or what a change was seen to do, with the blank lines before it. */
const FOLDED =
  /\n*<details>\s*<summary>(Answer|What happens)<\/summary>[^]*?<\/details>[ \t]*(?=\n|$)/;

/** What stands where an answer was, by what the answer was called. */
const ROOM: Readonly<Record<string, string>> = {
  "Answer": "**Your answer.** ",
  "What happens": "**Your prediction, and what you saw.** ",
};

/**
 * The notebook with every answer replaced by an empty cell, and with the values that its cells name
 * under `gaps` in their metadata left for the class to compute.
 *
 * `gaps` gives for the name of a constant the task in words; the constant's value is replaced by a
 * call of `fillIn` with that task, which fails and says so until somebody writes the value.
 *
 * @param notebook the teacher's copy
 * @returns the class's copy; headings, prose and all other code are the same
 * @throws CommandError if a named constant is not defined exactly once in its cell, or an answer is
 * folded in a way that would be left in
 */
export function withoutAnswers(notebook: Notebook): Notebook {
  const cells = notebook.cells.flatMap((cell) =>
    cell.cell_type === "code"
      ? [withGaps(cell)]
      : cell.cell_type === "markdown"
      ? parted(cell)
      : [cell]
  );
  const hasGaps = notebook.cells.some(({ metadata }) => metadata.gaps !== undefined);
  return { ...notebook, cells: hasGaps ? withImport(cells) : cells };
}

/** The cells with `fillIn` imported in the first that has code: it is run whatever else is skipped. */
function withImport(cells: readonly Cell[]): Cell[] {
  const first = cells.findIndex(({ cell_type }) => cell_type === "code");
  return cells.map((cell, at) =>
    at !== first ? cell : {
      ...cell,
      source: linesOf(`import { fillIn } from "lib/notebook/mod.ts";\n${wholeText(cell.source)}`),
    }
  );
}

/** A cell of prose, parted where answers were taken out. */
function parted(cell: Cell): Cell[] {
  const cells: Cell[] = [];
  const named = (suffix: string) => cell.id === undefined ? {} : { id: `${cell.id}-${suffix}` };
  let rest = wholeText(cell.source);
  for (let found = FOLDED.exec(rest); found !== null; found = FOLDED.exec(rest)) {
    const before = rest.slice(0, found.index).trim();
    if (before !== "") {
      const id = cells.length === 0 ? {} : named(String(cells.length));
      cells.push({ ...cell, ...id, source: linesOf(before) });
    }
    cells.push({
      cell_type: "markdown",
      ...named(`yours-${cells.length}`),
      metadata: {},
      source: linesOf(ROOM[found[1]!]!),
    });
    rest = rest.slice(found.index + found[0].length);
  }
  if (/<summary>\s*(Answer|What happens)/.test(rest)) {
    throw new CommandError(
      `The answers of cell ${cell.id ?? "without id"} cannot be told from its prose`,
      "Fold each as <details><summary>Answer</summary> … </details>.",
    );
  }
  if (cells.length === 0) return [cell];
  return rest.trim() === ""
    ? cells
    : [...cells, { ...cell, ...named(String(cells.length)), source: linesOf(rest.trim()) }];
}

function withGaps(cell: CodeCell): CodeCell {
  const { gaps, ...metadata } = cell.metadata;
  if (gaps === undefined) return cell;
  if (!isTextRecord(gaps)) {
    throw new CommandError(
      `The gaps of cell ${cell.id ?? "without id"} are not a task for each name`,
      'Write them as {"gaps": {"name of a constant": "what belongs there"}} in its metadata.',
    );
  }
  let code = wholeText(cell.source);
  for (const [name, task] of Object.entries(gaps)) {
    // The statement ends where a line does, but for a comment; a value of several lines is taken whole.
    const definition = new RegExp(
      `(^[ \\t]*const ${name}(?:: [^=\\n]+)? =)\\s[^]*?;(?=\\s*(?://[^\\n]*)?(?:\\n|$))`,
      "gm",
    );
    if ([...code.matchAll(definition)].length !== 1) {
      throw new CommandError(
        `Cell ${cell.id ?? "without id"} does not define "${name}" exactly once`,
        "Name in the gaps of a cell's metadata constants that it defines.",
      );
    }
    code = code.replace(
      definition,
      (_, start: string) => `${start} fillIn(${JSON.stringify(task)});`,
    );
  }
  return { ...cell, metadata, source: linesOf(code) };
}

function isTextRecord(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.entries(value).every(([name, task]) => /^\w+$/.test(name) && typeof task === "string");
}

/** Lines with their breaks, as Jupyter saves them. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}
