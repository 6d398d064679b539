/**
 * `deno task writeups [TOPIC…] [--out DIR]`: runs notebooks and exports them to HTML; with
 * `--no-run NOTEBOOK…` it exports what was saved in them.
 *
 * What needs packages is in write_topics.ts, which is loaded when they are there: so the first run
 * can say that it fetches them.
 *
 * @module
 */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  cloneFolder,
  CommandError,
  fromCaller,
  nonEmpty,
  runCommand,
  terminalReport,
  UsageError,
  wholeNumber,
} from "lib/command/mod.ts";
import { requireWritable } from "lib/files/mod.ts";
import { prepareEnvironment } from "./environment/prepare.ts";
import { requireIndexPlace } from "./index_place.ts";
import { allInputs } from "./inputs.ts";
import { writeSavedPages } from "./saved_pages.ts";
import { findTopics, selectTopics, type Topic } from "./topics.ts";

const USAGE = `Usage: deno task writeups [TOPIC…] [--out DIR] [--timeout SECONDS]
       deno task writeups --no-run NOTEBOOK… [--out DIR]

Runs the notebooks of every topic, or of the topics named, and exports them to HTML. If one fails,
the other topics are still written, and its own earlier results stay. A page that leads to all
results there are is written besides: notebooks/writeup/index.html.

  --out DIR          puts the results into DIR/TOPIC instead of notebooks/TOPIC/writeup, and the
                     page that leads to them into DIR/index.html
  --no-run           runs nothing: exports each notebook named, wherever it lies, as it was saved, to
                     saved/NAME.html beside it or to DIR/NAME.html; the page says so
  --timeout SECONDS  gives up a cell that takes longer; by default none is given up; whole seconds
  --help, -h         shows this text

Variables name the data to analyse; without them the prepared data or the simulated sample are used:

${allInputs.map(({ variable, meaning }) => `  ${variable.padEnd(17)}  ${meaning}`).join("\n")}`;

/** The most seconds that can be waited for a cell: what is longer is no limit. */
const LONGEST_TIMEOUT = 1_000_000;

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {
      out: { type: "string" },
      timeout: { type: "string" },
      "no-run": { type: "boolean", default: false },
    },
    allowPositionals: true,
    run: async ({ values, positionals }) => {
      const timeout = values.timeout === undefined ? undefined : secondsOf(values.timeout);
      const out = values.out === undefined ? undefined : await resultsFolder(values.out);
      if (values["no-run"]) {
        if (timeout !== undefined) {
          throw new UsageError("--timeout is for cells that run, and --no-run runs none");
        }
        const pages = await writeSavedPages(positionals, out, terminalReport);
        for (const page of pages) terminalReport.say(`Written: ${page}`);
        return 0;
      }
      return await runAndExport(positionals, out, timeout);
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

/** Writes the topics named, and the page that leads to all results; the exit code of the whole. */
async function runAndExport(
  names: readonly string[],
  out: string | undefined,
  timeout: number | undefined,
): Promise<number> {
  const all = await findTopics();
  const topics = selectTopics(all, names);
  const indexPath = out === undefined
    ? join(cloneFolder, "notebooks", "writeup", "index.html")
    : join(out, "index.html");
  await refuseNotebooks(all, out);
  await requireIndexPlace(indexPath);
  const jupyter = await prepareEnvironment("execute", terminalReport);
  const { writeTopics } = await loadWriting();
  const { index, pages, failures } = await writeTopics(
    { all, topics, resultsOf: (topic) => resultsOf(topic, out), indexPath, timeout },
    jupyter,
    terminalReport,
  );
  for (const page of pages) terminalReport.say(`Written: ${page}`);
  if (index !== undefined) terminalReport.say(`Written: ${index}`);
  for (const failure of failures) terminalReport.say(`error: ${failure}`);
  const [first] = pages;
  if (first !== undefined) terminalReport.say(`Open first: ${pathToFileURL(index ?? first)}`);
  return failures.length === 0 ? 0 : 1;
}

/** Loads what needs packages; a name that Deno can read off would be loaded before they are there. */
async function loadWriting(): Promise<typeof import("./write_topics.ts")> {
  return await import(new URL("./write_topics.ts", import.meta.url).href);
}
