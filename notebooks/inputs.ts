/**
 * What each topic's notebooks read: the one place to describe the input of a new topic.
 *
 * @module
 */

import { join } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";

/** The input of one topic: a file or a folder of files. */
export interface TopicInput {
  /** The variable by which a user names another input than the one found in `data/`. */
  readonly variable: string;
  /** What the variable names, in the words of a help text. */
  readonly meaning: string;
  /** The simulated input that the committed outputs come from; an absolute path. */
  readonly sample: string;
  /** The options of `deno task data:sample` that simulate it, and no other topic's. */
  readonly sampleOptions: readonly string[];
  /** The small input for tests, an absolute path: run on a copy, as a notebook may write beside it. */
  readonly fixture: string;
}

const SAMPLE_FOLDER = join(cloneFolder, "data", "sample");
const FIXTURES = join(cloneFolder, "test", "fixtures");

const INPUTS: Readonly<Record<string, TopicInput>> = {
  heterogeneous_effects: {
    variable: "IMPRESSIONS",
    meaning: "a table of displayed articles",
    sample: join(SAMPLE_FOLDER, "impressions_ranked.parquet"),
    sampleOptions: ["--only", "impressions", "--order", "both"],
    fixture: join(FIXTURES, "heterogeneous_effects", "impressions.parquet"),
  },
  interference_spillover_effects: {
    variable: "SLATES",
    meaning: "a folder with the three tables of seed slates",
    sample: SAMPLE_FOLDER,
    sampleOptions: ["--only", "slates"],
    fixture: join(FIXTURES, "interference_spillover_effects"),
  },
};

/** The inputs of all topics. */
export const allInputs: readonly TopicInput[] = Object.values(INPUTS);

/**
 * The input of a topic.
 *
 * @param topic the topic's name
 * @returns undefined for a topic whose notebooks read none that the commands need to know of
 */
export function inputOf(topic: string): TopicInput | undefined {
  return Object.hasOwn(INPUTS, topic) ? INPUTS[topic] : undefined;
}
