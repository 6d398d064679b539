/**
 * `deno task notebook:new NAME`: starts a notebook in the house's form.
 *
 * @module
 */

import { errorText } from "lib/errors.ts";
import { join, relative } from "node:path";
import { isAbsence, systemFault } from "lib/system_error.ts";
import { isPartial } from "lib/files/mod.ts";
import { cloneFolder, CommandError, printLine, runCommand, UsageError } from "lib/command/mod.ts";
import { writeNotebook } from "./execution/notebook_format.ts";
import { inputOf } from "./inputs.ts";
import { skeleton } from "./skeleton.ts";
import { notebookName } from "./topics.ts";

const USAGE = `Usage: deno task notebook:new NAME | TOPIC/NAME | TOPIC/NN_NAME

Starts a notebook that runs as it is: title, question, what the reader will learn, set-up cell, data,
answer, takeaways, with prompts for what to write where.

  NAME           makes a topic of that name and its first notebook, notebooks/NAME/01_NAME.ipynb
  TOPIC/NAME     makes notebooks/TOPIC/NN_NAME.ipynb with the next free number
  TOPIC/NN_NAME  makes notebooks/TOPIC/NN_NAME.ipynb

  --help, -h     shows this text

Names are made of lower-case letters, digits and underscores, such as price_effects.`;

/** A notebook that was asked for. */
export interface NewNotebook {
  /** The topic's name. */
  readonly topic: string;
  /** The file's name with number and without ending. */
  readonly name: string;
}

/**
 * Reads a name as a user gives it.
 *
 * @param given such as `price_effects`, `pricing/price_effects` or `pricing/03_price_effects`
 * @param notebooksOf the names of the notebooks in a topic's folder, without ending; undefined if
 * there is no such folder or nothing in it
 * @returns the notebook to make
 * @throws UsageError for names that cannot be; CommandError for numbers and names that are taken
 */
export function readName(
  given: string,
  notebooksOf: (topic: string) => readonly string[] | undefined,
): NewNotebook {
  const parts = given.replace(/\.ipynb$/, "").split("/");
  const [topic = "", wanted = topic] = parts;
  if (parts.length > 2) {
    throw new UsageError(`"${given}" has too many parts: give NAME, TOPIC/NAME or TOPIC/NN_NAME`);
  }
  if (!/^[a-z][a-z0-9_]*$/.test(topic)) {
    throw new UsageError(`"${topic}" cannot name a topic: ${NAMING}`);
  }
  const [, number, words = ""] = /^(?:(\d\d)_)?(.*)$/.exec(wanted) ?? [];
  if (!/^[a-z][a-z0-9_]*$/.test(words)) {
    throw new UsageError(`"${wanted}" cannot name a notebook: ${NAMING}; ${NUMBERING}`);
  }
  const present = notebooksOf(topic);
  if (present !== undefined && present.length === 0) {
    throw new CommandError(
      `The folder notebooks/${topic} holds no notebooks and is no topic`,
      "Choose another name for the topic.",
    );
  }
  if (present !== undefined && parts.length === 1) {
    throw new CommandError(
      `There is a topic ${topic} already`,
      `Name a notebook in it: ${topic}/NAME.`,
    );
  }
  const free = nextNumber(present ?? []);
  const name = `${number ?? free}_${words}`;
  const taken = present?.find((other) => other.slice(0, 3) === name.slice(0, 3));
  if (taken !== undefined) {
    throw new CommandError(
      taken === name
        ? `notebooks/${topic}/${name}.ipynb exists already`
        : `The number ${name.slice(0, 2)} is taken by notebooks/${topic}/${taken}.ipynb`,
      `The next free number is ${free}: ${topic}/${free}_${words}.`,
    );
  }
  return { topic, name };
}

const NAMING = "names begin with a lower-case letter and go on with letters, digits and " +
  "underscores, such as price_effects";
const NUMBERING = "two digits and an underscore may stand before a notebook's name";

function nextNumber(names: readonly string[]): string {
  const last = Math.max(0, ...names.map((name) => Number(/^\d\d(?=_)/.exec(name)?.[0] ?? 0)));
  if (last === 99) throw new CommandError("All numbers up to 99 are taken", "Start another topic.");
  return String(last + 1).padStart(2, "0");
}

/** The title that a notebook's name suggests: `03_price_effects` is _03 - Price Effects_. */
export function titleFor(name: string): string {
  const [number, ...words] = name.split("_").filter((word) => word !== "");
  return `${number} - ${words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join(" ")}`;
}

/**
 * Writes a new notebook.
 *
 * @param given its name, as a user gives it
 * @param folder the folder that holds the topics' folders
 * @returns the notebook, and its absolute path
 * @throws UsageError for a name that cannot be; CommandError for one that is taken, and where nothing
 * can be written
 */
export async function createNotebook(
  given: string,
  folder: string = join(cloneFolder, "notebooks"),
): Promise<NewNotebook & { readonly path: string }> {
  const { topic, name } = readName(given, (topic) => notebooksIn(join(folder, topic)));
  const path = join(folder, topic, `${name}.ipynb`);
  try {
    await writeNotebook(path, skeleton(topic, titleFor(name)));
  } catch (error) {
    throw new CommandError(
      `${path} cannot be written: ${errorText(error)}`,
      systemFault(error)?.remedy ?? "Make the folder writable.",
    );
  }
  return { topic, name, path };
}

function notebooksIn(folder: string): string[] | undefined {
  try {
    // What a killed command left is no reason to take the name for another folder's.
    const files = [...Deno.readDirSync(folder)].map(({ name }) => name)
      .filter((name) => !isPartial(name));
    if (files.length === 0) return undefined;
    return files.filter((name) => name.endsWith(".ipynb")).map(notebookName);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** What remains to be done until the tests take the notebook in: what or where, and to what end. */
function nextSteps(topic: string): (readonly [what: string, why: string])[] {
  const input = inputOf(topic);
  return [
    ["deno task lab", "write it; await every show, writeup.table and writeup.chart"],
    ...(input !== undefined
      ? [[input.variable, "names its data in tests and commands"] as const]
      : [
        [
          "notebooks/inputs.ts",
          "if it reads data: their variable, the sample, the small input for tests",
        ] as const,
        [`test/fixtures/${topic}/`, "that small input, with the script that made it"] as const,
      ]),
    [`deno task notebook:refresh ${topic}`, "store its outputs, which deno task test compares"],
    ["README.md", "list it among the notebooks"],
  ];
}

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {},
    allowPositionals: true,
    run: async ({ positionals: [given, ...more] }) => {
      if (given === undefined || more.length > 0) {
        throw new UsageError(
          `${
            given === undefined
              ? "Which notebook?"
              : `One name is expected, not ${more.length + 1}:`
          } ` +
            "Give NAME, TOPIC/NAME or TOPIC/NN_NAME",
        );
      }
      const { topic, path } = await createNotebook(given);
      printLine(`Written: ${relative(cloneFolder, path)}\n\nWhat is left to do:\n`);
      const steps = nextSteps(topic);
      const width = Math.max(...steps.map(([what]) => what.length));
      for (const [what, why] of steps) printLine(`  ${what.padEnd(width)}  ${why}`);
      return 0;
    },
  });
}
