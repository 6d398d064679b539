/**
 * Telling whether a run's results are those that the notebook's sentences about the built-in sample
 * speak of.
 *
 * Beside a notebook lies a small file with one short hash of its input and of each of its tables, as
 * they are with the built-in sample and the settings as delivered. `deno task notebook:refresh` makes
 * it; a run compares with it what it reads and saves.
 *
 * @module
 */

import { writeAtomically } from "lib/files/atomic_write.ts";
import { InputError } from "lib/errors.ts";
import { ignoreAbsence } from "lib/system_error.ts";

/** The variable that names the file into which a run writes its hashes, in the place of comparing. */
export const RECORDING = "SAMPLE_RESULTS_TO";

/** The name under which the input's hash stands; no table has it. */
const INPUT = "(input)";

/** A CSV field that is a number. */
const NUMBER = /(?<=^|,)-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?=,|$)/gm;

/**
 * Below this a number is taken for zero: what is left of a difference of equal numbers is another one
 * on every processor.
 */
const SMALLEST = 1e-12;

/** The results of one run, compared with those of the built-in sample or recorded as these. */
export class SampleResults {
  readonly #delivered: Readonly<Record<string, string>>;
  readonly #recordTo: string | undefined;
  readonly #recorded: Record<string, string> = {};
  #hasOtherInput = false;
  #firstOther: string | undefined;

  /**
   * @param delivered the hashes of the built-in sample's results, by name; what has none is not
   *   compared
   * @param recordTo the file that receives this run's hashes, where they are to be recorded
   */
  constructor(delivered: Readonly<Record<string, string>>, recordTo?: string) {
    this.#delivered = delivered;
    this.#recordTo = recordTo;
  }

  /**
   * The results to compare with, as a file holds them; without the file nothing is compared.
   *
   * @param path the file, or nothing
   */
  static async read(path: string | undefined): Promise<SampleResults> {
    if (path === undefined) return new SampleResults({});
    const recordTo = Deno.env.get(RECORDING) || undefined;
    if (recordTo !== undefined) return new SampleResults({}, recordTo);
    const text = await Deno.readTextFile(path).catch(ignoreAbsence);
    return new SampleResults(text === undefined ? {} : hashesIn(text, path));
  }

  /**
   * Whether the run's input is not the built-in sample, which its reader has to be told.
   *
   * @param notice what is said of the input
   */
  async isOtherInput(notice: string): Promise<boolean> {
    this.#hasOtherInput = await this.#differs(INPUT, await hashOf(notice));
    return this.#hasOtherInput;
  }

  /**
   * Whether a reader has to be told now that the run's tables are not those of the built-in sample:
   * at the first that differs, and there again whenever it is made anew; not where the input says so.
   *
   * @param name the table's name
   * @param csv the table as it is saved
   */
  async isOtherTable(name: string, csv: Uint8Array): Promise<boolean> {
    const differs = await this.#differs(name, await tableHash(csv));
    // Whoever steps through may run a cell twice, or set a value back.
    if (differs) this.#firstOther ??= name;
    else if (this.#firstOther === name) this.#firstOther = undefined;
    return !this.#hasOtherInput && differs && this.#firstOther === name;
  }

  /** Whether a result is another than the delivered one; where results are recorded, it is kept. */
  async #differs(name: string, hash: string): Promise<boolean> {
    if (this.#recordTo !== undefined) {
      this.#recorded[name] = hash;
      const text = `${JSON.stringify(this.#recorded, null, 2)}\n`;
      await writeAtomically(this.#recordTo, (path) => Deno.writeTextFile(path, text));
      return false;
    }
    return Object.hasOwn(this.#delivered, name) && this.#delivered[name] !== hash;
  }
}

/**
 * A table's hash, the same where two tables agree in six digits of every number: another release of
 * Deno, or another processor, may differ in the last.
 *
 * @param csv the table as it is saved
 * @returns twelve hexadecimal digits
 */
export async function tableHash(csv: Uint8Array): Promise<string> {
  return await hashOf(new TextDecoder().decode(csv).replace(NUMBER, rounded));
}

function rounded(text: string): string {
  const number = Number(text);
  return (Math.abs(number) < SMALLEST ? 0 : number).toPrecision(6);
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).toHex().slice(0, 12);
}

function hashesIn(text: string, path: string): Readonly<Record<string, string>> {
  const fault = new InputError("It does not hold the hashes of a run's tables", {
    file: path,
    remedy: "Make it anew with deno task notebook:refresh, or take it as it was delivered.",
  });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw fault;
  }
  if (typeof content !== "object" || content === null || Array.isArray(content)) throw fault;
  if (!Object.values(content).every((hash) => typeof hash === "string")) throw fault;
  return content as Readonly<Record<string, string>>;
}
