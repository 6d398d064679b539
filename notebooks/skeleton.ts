/**
 * What a new notebook starts with.
 *
 * @module
 */

import { KERNEL_NAME } from "./environment/kernelspec.ts";
import type { Cell, Notebook } from "./execution/notebook_format.ts";

/**
 * A notebook in the house's form: question, what the reader will learn, set-up, data, answer,
 * takeaways. Its prose prompts the author, in italics; its code runs as it is, on a simulated
 * experiment of a few lines, so that each cell can be replaced by the real one in turn.
 *
 * @param topic the topic's name, which its writeup bears
 * @param title the notebook's title
 */
export function skeleton(topic: string, title: string): Notebook {
  return {
    cells: [
      prose("title", `# ${title}\n${OPENING}`),
      prose("learn", LEARN, ["folded"]),
      prose("setup", SETUP, ["folded"]),
      code("c01", setUpCode(topic)),
      prose("data", DATA),
      code("c02", DATA_CODE),
      prose("after-c02", AFTER_DATA),
      prose("answer", ANSWER),
      code("c03", ANSWER_CODE),
      prose("after-c03", AFTER_ANSWER),
      prose("takeaways", TAKEAWAYS),
      code("c04", CONCLUSION_CODE),
    ],
    metadata: {
      kernelspec: { display_name: "Deno", language: "typescript", name: KERNEL_NAME },
      language_info: { file_extension: ".ts", mimetype: "text/x.typescript", name: "typescript" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

function prose(id: string, text: string, tags: readonly string[] = []): Cell {
  const metadata = tags.length === 0 ? {} : { tags };
  return { cell_type: "markdown", id, metadata, source: byLine(text) };
}

function code(id: string, text: string): Cell {
  return {
    cell_type: "code",
    id,
    metadata: {},
    source: byLine(text),
    execution_count: null,
    outputs: [],
  };
}

/** As Jupyter saves a text: a line an entry, each with its line break but the last. */
function byLine(text: string): string[] {
  return text.trim().split(/(?<=\n)/);
}

const OPENING = `
**Question.** _What is to be known, in one or two sentences that end in a question mark: what would
become of whom, if what were done?_

_Why it matters, which data can tell, and what the reader has to know already._
`;

const LEARN = String.raw`
## What You Will Learn

- _Three to six lines: what a reader can do afterwards, not what the sections are called._

**What is estimated** (the [estimand](../glossary.md#estimand)). _In words: whose
[potential outcomes](../glossary.md#potential-outcome) are compared, and over whom is the average
taken?_ In symbols,

$$
\tau = \operatorname{E}\left[\, Y(1) - Y(0) \,\right] .
$$
`;

const SETUP = `
## Notebook Setup

_What the imports are for._ \`writeup\` is the folder that receives every table and figure of this
run; opening it clears what an earlier run left there.
`;

function setUpCode(topic: string): string {
  return `
import pl from "nodejs-polars";
import { formatFixed, markdown, namedValues, openWriteup, seededSource, show } from "lib/mod.ts";

const writeup = await openWriteup("${topic}");
`;
}

const DATA = `
## Data

_What one row is, where the rows come from, which columns carry the analysis, and what was left
out._ Until then: a simulated experiment in which a treatment drawn by lot raises a probability of
.10 to .15.
`;

const DATA_CODE = `
const SEED = 42;
const ROWS = 10_000;

const notice = markdown\`**Simulated data:** \${String(ROWS)} rows, drawn in this notebook.\`;
await show(notice);

const source = seededSource(SEED);
const treatment = Int32Array.from({ length: ROWS }, () => source.integerBelow(2));
const outcome = treatment.map((treated) => source.uniform() < (treated ? 0.15 : 0.1) ? 1 : 0);

const table = pl.DataFrame([
  pl.Series("treatment", treatment, pl.Int32),
  pl.Series("outcome", outcome, pl.Int32),
]);
await writeup.table("01_data", table, { rows: 5 });
`;

const AFTER_DATA = `
_How to read the table, and how it can mislead._

**Question.** _One question that the table raises._

<details><summary>Answer</summary>

_Its answer._

</details>
`;

const ANSWER = `
## Answer

_What is computed and why that answers the question; every choice in it (seed, folds, bounds) stands
in the cell below._
`;

const ANSWER_CODE = `
const Z = 1.96; // 95 % of a normal distribution lie within so many standard deviations

const arm = (treated: number) => {
  const outcomes = outcome.filter((_, row) => treatment[row] === treated);
  const rate = outcomes.reduce((sum, value) => sum + value, 0) / outcomes.length;
  return { rate, variance: rate * (1 - rate) / outcomes.length };
};
const [control, treated] = [arm(0), arm(1)];
const effect = treated.rate - control.rate;
const standardError = Math.sqrt(treated.variance + control.variance);
const [lower, upper] = [effect - Z * standardError, effect + Z * standardError];

await writeup.table(
  "02_effect",
  namedValues({ effect, standard_error: standardError, ci_95_lower: lower, ci_95_upper: upper }),
);
`;

const AFTER_ANSWER = `
_How to read the result, and how it can mislead._

**Try it.** Set \`ROWS\` to \`1_000\` and run on. _What to expect:_ the standard error becomes about
three times as large.

**Question.** _One question that the result raises._

<details><summary>Answer</summary>

_Its answer._

</details>
`;

const TAKEAWAYS = `
## Takeaways

A sentence that this notebook can carry: _what was found, for whom, and under which assumption._

A sentence that it cannot carry: _what a hasty reader would conclude._
`;

const CONCLUSION_CODE = `
const [shown, from, to] = [effect, lower, upper].map((value) => formatFixed(value, 4));
await writeup.conclude({
  summary: \`The treatment changes the probability by \${shown} (95 % interval \${from} to \${to}).\`,
  data: notice,
  seed: SEED,
});
`;
