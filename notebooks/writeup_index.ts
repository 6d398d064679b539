/**
 * Keeping the page that leads to all writeups true while results are replaced.
 *
 * A topic is taken off the page before its results change and put on it again afterwards, so that a
 * run that is killed in between leaves a page that lacks the topic, never one that tells numbers of
 * results that are gone.
 *
 * @module
 */

import { dirname } from "node:path";
import { fileLock, lockBeside } from "lib/files/mod.ts";
import { type TopicResults, writeIndexPage } from "./index_page.ts";

/** The page that leads to the results of all topics, those of earlier runs included. */
export class WriteupIndex {
  /** The page's absolute path. */
  readonly path: string;
  readonly #topics: readonly TopicResults[];

  /**
   * @param path where the page goes
   * @param topics every topic there is, in its order
   */
  constructor(path: string, topics: readonly TopicResults[]) {
    this.path = path;
    this.#topics = topics;
  }

  /**
   * Brings the page up to date with the results there are.
   *
   * @returns whether there is anything to lead to; without results there is no page
   */
  async update(): Promise<boolean> {
    return await this.#locked(() => writeIndexPage(this.path, this.#topics));
  }

  /**
   * Changes the results of one topic, and the page with them.
   *
   * @param folder the folder of the topic's results
   * @param change changes them
   */
  async around(folder: string, change: () => Promise<void>): Promise<void> {
    await this.#locked(async () => {
      await writeIndexPage(this.path, this.#topics.filter((topic) => topic.folder !== folder));
      try {
        await change();
      } finally {
        await writeIndexPage(this.path, this.#topics);
      }
    });
  }

  /** Two runs at once write the page one after the other, each from what then is there. */
  async #locked<T>(work: () => Promise<T>): Promise<T> {
    await Deno.mkdir(dirname(this.path), { recursive: true });
    const lock = await fileLock(lockBeside(this.path, "writing"));
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }
}
