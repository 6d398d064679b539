/**
 * `deno task writeups [TOPIC…] [--out DIR]`: runs notebooks and exports them to HTML.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import {
  cloneFolder,
  CommandError,
  fromCaller,
  nonEmpty,
  type Report,
  runCommand,
  stopOnSignal,
  terminalReport,
  userFault,
  wholeNumber,
} from "lib/command/mod.ts";
import { inputVariables } from "./caller.ts";
import { requireWritable } from "lib/files/mod.ts";
import { ignoreAbsence } from "lib/system_error.ts";
import { type Jupyter, prepareEnvironment } from "./environment/prepare.ts";
import { executeNotebook } from "./execution/execute.ts";
import { exportHtml } from "./export/export.ts";
import { allInputs } from "./inputs.ts";
import { findTopics, notebookName, selectTopics, type Topic } from "./topics.ts";
import {
  moveResults,
  recoverWriteup,
  type ReplaceOptions,
  replaceWriteup,
} from "./writeup_folder.ts";
import { WriteupIndex } from "./writeup_index.ts";

const USAGE = `Usage: deno task writeups [TOPIC…] [--out DIR] [--timeout SECONDS]

Runs the notebooks of every topic, or of the topics named, and exports them to HTML. If one fails,
the other topics are still written, and its own earlier results stay. A page that leads to all
results there are is written besides: notebooks/writeup/index.html.

  --out DIR          puts the results into DIR/TOPIC instead of notebooks/TOPIC/writeup, and the
                     page that leads to them into DIR/index.html
  --timeout SECONDS  gives up a cell that takes longer; by default none is given up; whole seconds
  --help, -h         shows this text

Variables name the data to analyse; without them the prepared data or the simulated sample are used:

${allInputs.map(({ variable, meaning }) => `  ${variable.padEnd(17)}  ${meaning}`).join("\n")}`;

/** The most seconds that can be waited for a cell: what is longer is no limit. */
const LONGEST_TIMEOUT = 1_000_000;

/** How a topic is run. */
export interface WriteupOptions {
  /** The results' folder; by default `writeup/` in the topic's own. */
  readonly target?: string;
  /** Whole seconds a cell may take; without it as long as it likes. */
  readonly timeout?: number;
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
      await exportHtml(executed, page, jupyter, { ranOn });
      await Deno.rename(
        join(part, "about.json"),
        join(part, `${notebookName(notebook)}.about.json`),
      )
        .catch(ignoreAbsence);
      await moveResults(part, folder);
      options.signal?.throwIfAborted();
    }
  }, options.publish === undefined ? {} : { publish: options.publish });
  return pages.map((page) => join(target, page));
}

/** The page that leads to the results of all topics. */
function indexOf(topics: readonly Topic[], out: string | undefined): WriteupIndex {
  const path = out === undefined
    ? join(cloneFolder, "notebooks", "writeup", "index.html")
    : join(out, "index.html");
  return new WriteupIndex(
    path,
    topics.map((topic) => ({
      folder: resultsOf(topic, out),
      pages: pagesOf(topic),
    })),
  );
}

/** The names of a topic's pages. */
function pagesOf(topic: Topic): string[] {
  return topic.notebooks.map((path) => `${notebookName(path)}.html`);
}

/** Whether a folder holds pages of a topic. */
function holdsPages(folder: string, topic: Topic): boolean {
  return pagesOf(topic).some((page) => existsSync(join(folder, page)));
}

/** Refuses results in the place of the notebooks themselves, whatever links lead there. */
async function refuseNotebooks(topics: readonly Topic[], out: string | undefined): Promise<void> {
  for (const topic of topics) {
    const place = await Deno.realPath(resultsOf(topic, out)).catch(() => undefined);
    if (place !== await Deno.realPath(topic.folder)) continue;
    throw new CommandError(
      `The results would take the place of the notebooks in ${place}`,
      "Name another folder with --out.",
    );
  }
}

/** Where a topic's results go. */
function resultsOf(topic: Topic, out: string | undefined): string {
  return out === undefined ? join(topic.folder, "writeup") : join(out, topic.name);
}

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: { out: { type: "string" }, timeout: { type: "string" } },
    allowPositionals: true,
    run: async ({ values, positionals }) => {
      const timeout = values.timeout === undefined ? undefined : secondsOf(values.timeout);
      const out = values.out === undefined ? undefined : await resultsFolder(values.out);
      return await writeTopics(positionals, out, timeout);
    },
  });
}

function secondsOf(text: string): number {
  return wholeNumber("--timeout", text, {
    least: 1,
    most: LONGEST_TIMEOUT,
    wanted: `whole seconds, 1 to ${LONGEST_TIMEOUT}`,
  });
}

/** The folder that the user named for the results, if one can write to it. */
async function resultsFolder(named: string): Promise<string> {
  const folder = fromCaller(nonEmpty("--out", named, "name a folder that you may write to"));
  await requireWritable(folder);
  return folder;
}

/** Writes the topics named, and the page that leads to all results; the exit code of the whole. */
async function writeTopics(
  names: readonly string[],
  out: string | undefined,
  timeout: number | undefined,
): Promise<number> {
  const all = await findTopics();
  const topics = selectTopics(all, names);
  const index = indexOf(all, out);
  await refuseNotebooks(all, out);
  await index.requirePlace();
  const jupyter = await prepareEnvironment("execute", terminalReport);
  for (const topic of all) await recoverWriteup(resultsOf(topic, out));
  const pages: string[] = [];
  const failures: string[] = [];
  for (const topic of topics) {
    const target = resultsOf(topic, out);
    try {
      pages.push(
        ...await stopOnSignal((signal) =>
          writeTopic(topic, jupyter, terminalReport, {
            signal,
            target,
            publish: (move) => index.around(target, move),
            ...(timeout === undefined ? {} : { timeout }),
          })
        ),
      );
    } catch (error) {
      // The topics do not depend on each other: what one lacks is no reason to withhold the rest.
      const fault = userFault(error);
      if (fault === undefined) throw error;
      failures.push(fault);
      if (holdsPages(target, topic)) terminalReport.say(`The earlier results stay in ${target}`);
    }
  }
  if (await index.update()) terminalReport.say(`Written: ${index.path}`);
  for (const page of pages) terminalReport.say(`Written: ${page}`);
  for (const failure of failures) terminalReport.say(`error: ${failure}`);
  return failures.length === 0 ? 0 : 1;
}
