/**
 * The files `behaviors.tsv` and `news.tsv` of the archive or folder that the user names.
 *
 * @module
 */

import { openRawSource, type RawSource } from "lib/raw/source.ts";

const LAYOUT = { behaviors: "behaviors.tsv", news: "news.tsv" } as const;

/** The two raw files of one split. */
export type MindSource = RawSource<keyof typeof LAYOUT>;

/** The two raw files, at the top of a zip archive or a folder or in one folder below. */
export function openMindSource(path: string): Promise<MindSource> {
  return openRawSource(path, {
    layouts: [LAYOUT],
    remedy: "Name the MIND archive (such as MINDsmall_train.zip) or the folder with " +
      `${LAYOUT.behaviors} and ${LAYOUT.news}.`,
  });
}
