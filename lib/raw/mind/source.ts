/**
 * Finding `behaviors.tsv` and `news.tsv` in the archive or folder that the user names.
 *
 * @module
 */

import { openRawSource, type RawSource } from "lib/raw/source.ts";

const LAYOUT = { behaviors: "behaviors.tsv", news: "news.tsv" } as const;

/** The two raw files of one split. */
export type MindSource = RawSource<keyof typeof LAYOUT>;

/**
 * Opens a zip archive or a folder that holds the two raw files, at its top or in one folder below.
 *
 * @param path the archive or the folder
 * @returns the two files; close it when they are read
 * @throws {InputError} if the path is neither, or if the files are missing or stand there twice
 *
 * @example
 * ```ts
 * import { openMindSource } from "lib/raw/mind/source.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * Deno.writeTextFileSync(`${folder}/behaviors.tsv`, "1\n");
 * Deno.writeTextFileSync(`${folder}/news.tsv`, "two\n");
 * const source = await openMindSource(folder);
 * assertEquals([source.files.behaviors.bytes, source.files.news.bytes], [2, 4]);
 * await source.close();
 * ```
 */
export function openMindSource(path: string): Promise<MindSource> {
  return openRawSource(path, {
    layouts: [LAYOUT],
    remedy: "Name the MIND archive (such as MINDsmall_train.zip) or the folder with " +
      `${LAYOUT.behaviors} and ${LAYOUT.news}.`,
  });
}
