/**
 * The files that a notebook leaves besides itself: tables, figures and scores at full precision.
 *
 * @module
 */

import type { DataFrame } from "nodejs-polars";
import { writeAtomically } from "lib/files/atomic_write.ts";
import type { Chart } from "lib/charts/chart.ts";
import { drawChart, type Drawing } from "lib/charts/render.ts";
import { InputError } from "lib/errors.ts";
import { explainFileFaults } from "lib/files/file_fault.ts";
import { display } from "lib/notebook/jupyter.ts";
import { Markdown, md } from "lib/text/markdown.ts";
import type { NamedValues } from "lib/tables/named_values.ts";
import type { Displayable } from "lib/display.ts";
import type { OutputNote } from "lib/notebook/output_note.ts";
import { type OtherCause, OtherResults } from "lib/notebook/other_results.ts";
import { frameToSave } from "lib/notebook/saved_frame.ts";
import { clearWritten, recordWritten } from "lib/notebook/written_files.ts";
import { SampleResults } from "lib/notebook/sample_results.ts";
import { chartBundle, noted, showNoted } from "lib/notebook/show.ts";
import { csvOf } from "lib/frames/csv.ts";
import type { IndexOptions, TableOptions } from "lib/frames/format_table.ts";

/** The name of the chart that shows the answer. */
const KEY_FIGURE = "key_figure";

/** Where to put a writeup. */
export interface WriteupOptions {
  /**
   * The writeup's folder; by default the one named by the variable `WRITEUP_DIR`, else `draft`
   * beside the notebook, apart from the exported pages.
   */
  readonly directory?: string;
  /**
   * The notebook's name, where it is not its topic's first: what it writes while it is stepped through
   * lies apart from the others', in `draft/<notebook>`, and its key figure bears its name.
   */
  readonly notebook?: string;
  /**
   * The file beside the notebook with the hashes of its results on the built-in sample, as
   * `deno task notebook:refresh` makes it: at the first result that differs from these, the notebook
   * says so and hides what is marked as true of that sample only. Without the file nothing is
   * compared.
   */
  readonly sampleResults?: string;
}

/** How a saved table is shown. */
export interface ShownTable extends TableOptions {
  /** What to show in the place of the saved table: the same for readers. */
  readonly shown?: Displayable;
}

/** What a reader should know of a run before its details. */
export interface Conclusion {
  /** A few sentences of Markdown: the answer of this run, in words. */
  readonly summary: string | Markdown;
  /** The one chart that shows the answer. */
  readonly chart?: Chart;
  /** What the answer rests on and what would make it wrong, a sentence or two of Markdown each. */
  readonly grounds?: readonly (string | Markdown)[];
  /** Which data the run read, and whether they are simulated: the notice of the input found. */
  readonly data: string | Markdown;
  /** The seed of the run's own draws. */
  readonly seed: number;
}

/**
 * Writeup of one topic, opened and cleared of what an earlier run of its notebook left there, so that
 * no old result looks current.
 *
 * Cleared are the files that were written through this module and what an interrupted write left.
 * Other files stay. A folder with an exported page is refused, so that a page is never without the
 * tables and figures it was exported with.
 *
 * @param topic the topic's name, such as `heterogeneous_effects`
 * @param options where to put it, and which results to compare its own with
 * @returns the writeup, empty
 * @throws {InputError} if the folder cannot be made, read or cleared, or holds an exported page, or
 *   the file of results to compare with holds something else
 *
 * @example
 * ```ts
 * import { openWriteup } from "lib/notebook/writeup.ts";
 * import { namedValues } from "lib/tables/named_values.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const directory = Deno.makeTempDirSync();
 * const writeup = await openWriteup("heterogeneous_effects", { directory });
 * await writeup.saveTable("06_global_dr", namedValues({ global_dr_lift: 0.0011 }));
 * assertEquals(
 *   Deno.readTextFileSync(`${directory}/tables/06_global_dr.csv`),
 *   "name,value\nglobal_dr_lift,0.0011\n",
 * );
 * ```
 */
export async function openWriteup(topic: string, options: WriteupOptions = {}): Promise<Writeup> {
  checkName(topic);
  const { notebook } = options;
  const draft = notebook === undefined ? "draft" : `draft/${checkName(notebook)}`;
  const directory = options.directory ?? (Deno.env.get("WRITEUP_DIR") || `${Deno.cwd()}/${draft}`);
  await explained(directory, async () => {
    await Deno.mkdir(directory, { recursive: true });
    await clearWritten(directory);
  });
  const results = await SampleResults.read(options.sampleResults);
  const keyFigure = notebook === undefined ? KEY_FIGURE : `${notebook}_${KEY_FIGURE}`;
  return new Writeup(topic, directory, results, keyFigure);
}

/** The open writeup of one topic; {@linkcode openWriteup} makes one. */
export class Writeup {
  /** The topic's name. */
  readonly topic: string;
  /** The folder that holds its files. */
  readonly directory: string;
  readonly #sampleResults: SampleResults;
  readonly #keyFigure: string;

  /**
   * @param topic the topic's name
   * @param directory the folder that holds its files
   * @param sampleResults the results to compare its own with; by default none
   * @param keyFigure the name of the chart that shows the answer
   */
  constructor(
    topic: string,
    directory: string,
    sampleResults: SampleResults = new SampleResults({}),
    keyFigure: string = KEY_FIGURE,
  ) {
    this.topic = topic;
    this.directory = directory;
    this.#sampleResults = sampleResults;
    this.#keyFigure = keyFigure;
  }

  /**
   * Input that the run reads, to compare with the built-in sample: where it is another, the notebook
   * says so, before any table does.
   *
   * @param input the input that was found
   *
   * @example
   * ```ts
   * import { openWriteup } from "lib/notebook/writeup.ts";
   * import { md } from "lib/text/markdown.ts";
   *
   * const writeup = await openWriteup("prices", { directory: Deno.makeTempDirSync() });
   * await writeup.reads({ notice: md("Data: `prices.parquet`, named by the variable `PRICES`.") });
   * ```
   */
  async reads(input: { readonly notice: Markdown }): Promise<void> {
    if (await this.#sampleResults.isOtherInput(input.notice.source)) {
      await showOtherResults({ kind: "input" });
    }
  }

  /**
   * Table to save at full precision and to show.
   *
   * @param name the file's name, without folder and ending
   * @param table the table, all of whose rows are saved
   * @param options how to label the rows, and which of them to show, or what to show instead
   * @throws {InputError} if the labels do not fit the table, or the file cannot be written
   */
  async table(
    name: string,
    table: DataFrame | NamedValues,
    options: ShownTable = {},
  ): Promise<void> {
    const sha256 = await this.#saveCsv(name, table, options);
    await showNoted(options.shown ?? table, { part: "table", name, sha256 }, options);
  }

  /**
   * Chart to save as SVG and PNG and to show, and below it how to read it.
   *
   * @param name the files' name, without folder and ending
   * @param chart the chart
   * @throws {InputError} if a file cannot be written
   */
  async chart(name: string, chart: Chart): Promise<void> {
    await this.#showChart(chart, { part: "figure", name });
  }

  /**
   * Table to save as `tables/<name>.csv`, in the shortest decimals that read back as the same
   * numbers; what is missing stays empty.
   *
   * @param name the file's name, without folder and ending
   * @param table the table; named values become the columns `name` and `value`
   * @param options labels to write as the first column, named `index` unless given a name
   * @throws {InputError} if the labels do not fit the table, or the file cannot be written
   */
  async saveTable(
    name: string,
    table: DataFrame | NamedValues,
    options: IndexOptions = {},
  ): Promise<void> {
    await this.#saveCsv(name, table, options);
  }

  /**
   * Chart to save as `figures/<name>.svg` and, at twice its size, `figures/<name>.png`.
   *
   * @param name the files' name, without folder and ending
   * @param chart the chart
   * @throws {InputError} if a file cannot be written
   */
  async saveChart(name: string, chart: Chart): Promise<void> {
    await this.#saveDrawing(name, await drawChart(chart));
  }

  /**
   * Table to save as `<name>.parquet`.
   *
   * @param name the file's name, without folder and ending
   * @param frame the table
   * @throws {InputError} if the file cannot be written
   */
  async saveParquet(name: string, frame: DataFrame): Promise<void> {
    await this.#write(`${checkName(name)}.parquet`, (path) => frame.writeParquet(path));
  }

  /**
   * The end of the notebook: shows what the exported page begins with, the answer in a few sentences,
   * the one chart that shows it, and what it rests on. What the page says of the run, the data and the
   * seed, stands in the summary's metadata.
   *
   * The chart is saved as `figures/key_figure.svg` and `.png`, after the name of a notebook that has one. Call it last, when the numbers are
   * known.
   *
   * @param conclusion the summary, its chart and its grounds, the data's notice and the seed
   * @throws {InputError} if the summary says nothing, or the chart cannot be saved
   *
   * @example
   * ```ts
   * import { openWriteup } from "lib/notebook/writeup.ts";
   * import { md } from "lib/text/markdown.ts";
   *
   * const directory = Deno.makeTempDirSync();
   * const writeup = await openWriteup("heterogeneous_effects", { directory });
   * await writeup.conclude({
   *   summary: "A high rank adds **3.1** clicks per thousand.",
   *   grounds: ["No list lacks overlap."],
   *   data: md("**Simulated data:** `impressions.parquet`, the built-in sample."),
   *   seed: 42,
   * });
   * ```
   */
  async conclude({ summary, chart, grounds = [], data, seed }: Conclusion): Promise<void> {
    const answer = sourceOf(summary);
    if (answer.trim() === "") {
      throw new InputError("The writeup's summary is empty", {
        remedy: "Give one paragraph with the run's key numbers.",
      });
    }
    await showNoted(md(answer), { part: "summary", data: sourceOf(data), seed });
    if (chart !== undefined) {
      await this.#showChart(chart, { part: "key figure", name: this.#keyFigure });
    }
    if (grounds.length > 0) await showNoted(groundsList(grounds), { part: "grounds" });
  }

  /** Saves a chart and shows it, and below it how to read it. */
  async #showChart(chart: Chart, note: OutputNote & { readonly name: string }): Promise<void> {
    const drawing = await drawChart(chart);
    await this.#saveDrawing(note.name, drawing);
    await display(noted(chartBundle(chart, drawing), note));
    if (chart.reading !== undefined) await showNoted(md(chart.reading), { part: "reading" });
  }

  /** Saves a table; the SHA-256 of its file. */
  async #saveCsv(
    name: string,
    table: DataFrame | NamedValues,
    options: IndexOptions,
  ): Promise<string> {
    const csv = csvOf(frameToSave(table, options));
    await this.#write(`tables/${checkName(name)}.csv`, (path) => Deno.writeFile(path, csv));
    if (await this.#sampleResults.isOtherTable(name, csv)) {
      await showOtherResults({ kind: "settings", table: name });
    }
    return new Uint8Array(await crypto.subtle.digest("SHA-256", csv)).toHex();
  }

  async #saveDrawing(name: string, { svg, png }: Drawing): Promise<void> {
    const path = `figures/${checkName(name)}`;
    await this.#write(`${path}.svg`, (temporary) => Deno.writeTextFile(temporary, svg));
    await this.#write(`${path}.png`, (temporary) => Deno.writeFile(temporary, png));
  }

  async #write(path: string, write: (temporary: string) => void | Promise<void>): Promise<void> {
    await explained(this.directory, async () => {
      await Deno.mkdir(this.directory, { recursive: true });
      // Recorded before it exists: an interruption may leave a name too many, never one too few.
      await recordWritten(this.directory, path);
      await writeAtomically(`${this.directory}/${path}`, write);
    });
  }
}

/** Says that the results are others than the built-in sample's, and from where on. */
async function showOtherResults(cause: OtherCause): Promise<void> {
  await showNoted(new OtherResults(cause), { part: "other results" });
}

/** What the answer rests on, one a line. */
function groundsList(grounds: readonly (string | Markdown)[]): Markdown {
  const lines = grounds.map((ground) => `- ${sourceOf(ground)}`);
  return md(["**What this rests on, and what would make it wrong**", "", ...lines].join("\n"));
}

function sourceOf(prose: string | Markdown): string {
  return prose instanceof Markdown ? prose.source : prose;
}

function checkName(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw new InputError(`"${name}" cannot name a file of a writeup`, {
      remedy: "Use letters, digits, dots, hyphens and underscores, a letter or digit first.",
    });
  }
  return name;
}

/** Does file work in the writeup's folder; a fault there is told to the reader. */
async function explained(directory: string, work: () => Promise<void>): Promise<void> {
  await explainFileFaults({
    what: "The writeup cannot be written",
    folder: directory,
    remedy: "Make the folder writable, free space on its disk, or name another in WRITEUP_DIR.",
  }, work);
}
