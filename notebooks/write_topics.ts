/**
 * Running topics' notebooks and exporting them, several topics at a time.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { type Report, stopOnSignal, userFault } from "lib/command/mod.ts";
import { copyTargets, relativeTargets } from "./beside.ts";
import { inputVariables } from "./caller.ts";
import type { Jupyter } from "./environment/prepare.ts";
import { executeNotebook } from "./execution/execute.ts";
import { readNotebook } from "./execution/notebook_format.ts";
import { exportHtml } from "./export/export.ts";
import { notebookName, type Topic } from "./topics.ts";
import {
  moveResults,
  recoverWriteup,
  type ReplaceOptions,
  replaceWriteup,
} from "./writeup_folder.ts";
import { WriteupIndex } from "./writeup_index.ts";

/** How a topic is run. */
export interface WriteupOptions {
  /** The results' folder; by default `writeup/` in the topic's own. */
  readonly target?: string;
  /** Whole seconds a cell may take; without it as long as it likes. */
  readonly timeout?: number;
  /** The page that leads to all pages, which each page links to. */
  readonly index?: string;
  /** Ends the run. */
  readonly signal?: AbortSignal;
  /** How the complete results take their place. */
  readonly publish?: ReplaceOptions["publish"];
}

/**
 * Runs one topic's notebooks in their order and puts tables, figures, executed notebooks and HTML
 * into its results' folder, all or nothing.
 *
 * @param topic the topic
 * @param jupyter what it is run with
 * @param report told of every notebook and cell
 * @returns the absolute paths of the HTML files
 * @throws ExecutionError at the first cell that fails
 */
export async function writeTopic(
  topic: Topic,
  jupyter: Jupyter,
  report: Report,
  options: WriteupOptions = {},
): Promise<string[]> {
  const target = options.target ?? join(topic.folder, "writeup");
  const pages = pagesOf(topic);
  await replaceWriteup(target, async (folder) => {
    for (const notebook of topic.notebooks) {
      // Each in a folder of its own: opening a writeup clears what another left.
      const part = join(folder, "running");
      const executed = join(part, basename(notebook));
      await Deno.mkdir(part);
      report.say(`Running ${topic.name}/${basename(notebook)} …`);
      const ranOn = new Date();
      await executeNotebook(notebook, jupyter, report, {
        output: executed,
        variables: { ...inputVariables(), WRITEUP_DIR: part },
        ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      report.say("Exporting it to HTML …");
      const page = join(part, `${notebookName(notebook)}.html`);
      await copyTargets(notebook, relativeTargets(await readNotebook(notebook), "pictures"), part);
      await exportHtml(executed, page, jupyter, {
        ranOn,
        ...(options.index === undefined ? {} : { index: addressOf(options.index, target) }),
      });
      await moveResults(part, folder);
      options.signal?.throwIfAborted();
    }
  }, options.publish === undefined ? {} : { publish: options.publish });
  return pages.map((page) => join(target, page));
}

/** How many topics are run at a time: each has a kernel of its own, which takes memory. */
const AT_A_TIME = 2;

/** What is written, and how. */
export interface WriteTopicsOptions {
  /** Every topic there is, in its order. */
  readonly all: readonly Topic[];
  /** Those to write. */
  readonly topics: readonly Topic[];
  /** Where the results of a topic go. */
  readonly resultsOf: (topic: Topic) => string;
  /** Where the page that leads to all results goes. */
  readonly indexPath: string;
  /** Whole seconds a cell may take; without it as long as it likes. */
  readonly timeout?: number | undefined;
}

/** What came of it. */
export interface WrittenTopics {
  /** The page that leads to all results; undefined where there are none. */
  readonly index: string | undefined;
  /** The pages, in the topics' order. */
  readonly pages: readonly string[];
  /** What the user is told of each topic that failed. */
  readonly failures: readonly string[];
}

/**
 * Writes topics, two at a time, and the page that leads to all results. The topics do not depend on
 * each other: what one lacks is no reason to withhold the rest.
 *
 * @param options which topics, and where to
 * @param jupyter what they are run with
 * @param report told of every notebook and cell
 * @returns what was written, and what failed
 * @throws Interrupted if the user interrupted it
 */
export async function writeTopics(
  { all, topics, resultsOf, indexPath, timeout }: WriteTopicsOptions,
  jupyter: Jupyter,
  report: Report,
): Promise<WrittenTopics> {
  const index = new WriteupIndex(
    indexPath,
    all.map((topic) => ({ folder: resultsOf(topic), pages: pagesOf(topic) })),
  );
  for (const topic of all) await recoverWriteup(resultsOf(topic));
  const write = async (topic: Topic, signal: AbortSignal): Promise<Outcome> => {
    const target = resultsOf(topic);
    try {
      return {
        pages: await writeTopic(topic, jupyter, topics.length > 1 ? named(report, topic) : report, {
          signal,
          target,
          index: index.path,
          publish: (move) => index.around(target, move),
          ...(timeout === undefined ? {} : { timeout }),
        }),
      };
    } catch (error) {
      signal.throwIfAborted();
      const fault = userFault(error);
      if (fault === undefined) throw error;
      if (holdsPages(target, topic)) report.say(`The earlier results stay in ${target}`);
      return { failure: fault };
    }
  };
  const outcomes = await stopOnSignal((signal) => inTurns(topics, (topic) => write(topic, signal)));
  return {
    index: await index.update() ? index.path : undefined,
    pages: outcomes.flatMap((outcome) => "pages" in outcome ? outcome.pages : []),
    failures: outcomes.flatMap((outcome) => "failure" in outcome ? [outcome.failure] : []),
  };
}

/** What came of one topic. */
type Outcome = { readonly pages: readonly string[] } | { readonly failure: string };

/** Works on a few topics at a time; all have ended when it ends, also where one threw. */
async function inTurns(
  topics: readonly Topic[],
  work: (topic: Topic) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = topics.entries();
  const ended = await Promise.allSettled(
    Array.from({ length: AT_A_TIME }, async () => {
      for (const [at, topic] of waiting) outcomes[at] = await work(topic);
    }),
  );
  const thrown = ended.find((each) => each.status === "rejected");
  if (thrown !== undefined) throw thrown.reason;
  return outcomes;
}

/** A report that says of which topic a cell is. */
function named(report: Report, topic: Topic): Report {
  return {
    ...report,
    step: (line) => report.step(`  ${topic.name}, ${line.trimStart()}`),
  };
}

/** The relative address of a file for pages in a folder. */
function addressOf(file: string, folder: string): string {
  return relative(folder, file).split(sep).map(encodeURIComponent).join("/");
}

/** The names of a topic's pages. */
function pagesOf(topic: Topic): string[] {
  return topic.notebooks.map((path) => `${notebookName(path)}.html`);
}

/** Whether a folder holds pages of a topic. */
function holdsPages(folder: string, topic: Topic): boolean {
  return pagesOf(topic).some((page) => existsSync(join(folder, page)));
}
