/**
 * `deno task notebook:clean [TOPIC…] [--without-answers] [--out DIR | --in-place]`: the notebooks
 * without their outputs, to hand out to a class.
 *
 * @module
 */

import { errorText } from "lib/errors.ts";
import { basename, join, relative } from "node:path";
import { type PendingFile, writeTogether } from "lib/files/mod.ts";
import { ignoreAbsence } from "lib/system_error.ts";
import {
  cloneFolder,
  CommandError,
  fromCaller,
  nonEmpty,
  type Report,
  runCommand,
  terminalReport,
  UsageError,
} from "lib/command/mod.ts";
import { pendingTargets, relativeTargets, withTargetsBeside } from "./beside.ts";
import { withoutAnswers } from "./execution/handout.ts";
import { type Notebook, readNotebook, textOf } from "./execution/notebook_format.ts";
import { countExecuted, stripOutputs } from "./execution/strip.ts";
import { findTopics, sampleResultsOf, selectTopics, type Topic } from "./topics.ts";

const USAGE = `Usage: deno task notebook:clean [TOPIC…] [--without-answers] [--out DIR | --in-place]

Copies the notebooks of every topic, or of the topics named, without outputs and execution counts.
Questions, folded answers and everything else stay: that is the teacher's copy. The pictures and the
glossary that a notebook refers to are put beside its copy. A copy below notebooks/ runs where it
lies; one elsewhere has to be put into a clone first, because it imports the library from there.

  --without-answers  makes the class's copy: each answer, and each note of what a change does, gives
                     way to an empty cell, and a few lines of code to a gap. A gap that nobody has
                     filled in says so when its cell is run
  --out DIR          puts the copies into DIR/TOPIC instead of notebooks/TOPIC/handout, or
                     notebooks/TOPIC/handout/without_answers; copies that lie there are replaced
  --in-place         takes the outputs out of the notebooks themselves; deno task notebook:refresh
                     computes them again
  --help, -h         shows this text`;

/** Where the clean notebooks go: into the notebooks' own files, or into copies. */
export type Destination =
  | { readonly inPlace: true }
  | {
    readonly inPlace: false;
    /** The folder that receives a folder a topic; without it the copies go beside the notebooks. */
    readonly out?: string;
    /** Whom the copies are for; a teacher's have the answers. */
    readonly reader?: "teacher" | "class";
  };

/**
 * Takes the outputs out of a topic's notebooks, or makes copies without them.
 *
 * @param topic the topic
 * @param destination where the clean notebooks go
 * @param report told of every file
 * @throws CommandError if a file is no notebook, cannot be written, or would be overwritten by its
 * own copy; each file is written whole or not at all
 */
export async function cleanTopic(
  topic: Topic,
  destination: Destination,
  report: Report,
): Promise<void> {
  for (const path of topic.notebooks) {
    const notebook = await readNotebook(path);
    const executed = countExecuted(notebook);
    const cells = `${executed} cell${executed === 1 ? "" : "s"}`;
    if (destination.inPlace) {
      if (executed > 0) await writeOrExplain(path, stripOutputs(notebook), []);
      report.say(`${shown(path)}: ${executed > 0 ? `outputs of ${cells} removed` : "no outputs"}`);
      continue;
    }
    const forClass = destination.reader === "class";
    const folder = destination.out === undefined
      ? join(topic.folder, "handout", ...(forClass ? ["without_answers"] : []))
      : join(destination.out, topic.name);
    const copy = join(folder, basename(path));
    await refuseSelf(path, copy);
    const clean = withTargetsBeside(stripOutputs(notebook));
    const beside = [
      // A notebook that is linked has a clean copy of its own.
      ...await pendingTargets(
        path,
        relativeTargets(notebook).filter((target) => !target.endsWith(".ipynb")),
        folder,
      ),
      ...await pendingResults(path, copy),
    ];
    await writeOrExplain(copy, forClass ? withoutAnswers(clean) : clean, beside);
    report.say(
      `Written: ${copy} (without the outputs of ${cells}${forClass ? " and without answers" : ""})`,
    );
  }
}

/** Writes a notebook and what belongs beside it: where the notebook stands, all of it does. */
async function writeOrExplain(
  path: string,
  notebook: Notebook,
  beside: readonly PendingFile[],
): Promise<void> {
  const text = textOf(notebook);
  try {
    await writeTogether([
      ...beside,
      { path, write: (temporary) => Deno.writeTextFile(temporary, text) },
    ]);
  } catch (error) {
    throw new CommandError(
      `${path} cannot be written: ${errorText(error)}`,
      "Name a folder that you may write to with --out.",
    );
  }
}

/** What a notebook compares its results with, to stand beside a copy; none where it has none. */
async function pendingResults(path: string, copy: string): Promise<PendingFile[]> {
  const text = await Deno.readTextFile(sampleResultsOf(path)).catch(ignoreAbsence);
  if (text === undefined) return [];
  return [{
    path: sampleResultsOf(copy),
    write: (temporary) => Deno.writeTextFile(temporary, text),
  }];
}

/** Refuses a copy that would take the notebook's own place and so destroy its outputs. */
async function refuseSelf(path: string, copy: string): Promise<void> {
  const existing = await Deno.realPath(copy).catch(() => undefined);
  if (existing === undefined || existing !== await Deno.realPath(path)) return;
  throw new CommandError(
    `The copy ${copy} would overwrite the notebook itself`,
    "Name another folder with --out, or say --in-place.",
  );
}

function shown(path: string): string {
  return relative(cloneFolder, path);
}

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {
      "without-answers": { type: "boolean", default: false },
      out: { type: "string" },
      "in-place": { type: "boolean", default: false },
    },
    allowPositionals: true,
    run: async ({ values, positionals }) => {
      const { out, "in-place": inPlace, "without-answers": without } = values;
      if (out !== undefined && inPlace) {
        throw new UsageError("--out and --in-place contradict each other: give one or neither");
      }
      if (without && inPlace) {
        throw new UsageError(
          "--without-answers and --in-place contradict each other: the notebooks keep their answers",
        );
      }
      const destination: Destination = inPlace ? { inPlace } : {
        inPlace,
        reader: without ? "class" : "teacher",
        ...(out !== undefined && {
          out: fromCaller(nonEmpty("--out", out, "name a folder for the copies")),
        }),
      };
      const topics = selectTopics(await findTopics(), positionals);
      // What is no notebook is found before the first is written.
      for (const { notebooks } of topics) await Promise.all(notebooks.map(readNotebook));
      for (const topic of topics) {
        await cleanTopic(topic, destination, terminalReport);
      }
      return 0;
    },
  });
}
