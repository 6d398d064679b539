/**
 * Exposure groups, arms and parts of slates as a sentence names them.
 *
 * @module
 */

const GROUPS: Readonly<Record<string, string>> = {
  direct_promoted: "promoted movie",
  focal_control: "focal movie, not promoted",
  same_cluster_spillover: "same genre as the promoted movie",
  other_slate_spillover: "other genre than the promoted movie",
  unchanged_non_focal: "other movie of an unchanged slate",
};

const ARMS: Readonly<Record<string, string>> = {
  leave_slate_unchanged: "slate left unchanged",
  promote_focal_item: "focal movie promoted",
};

const PARTS: Readonly<Record<string, string>> = {
  promoted_item: "Promoted movie",
  same_cluster_items: "Others of its genre",
  other_items: "All other movies",
  whole_slate: "Whole slate",
};

/**
 * Exposure group in words, as a sentence, a chart or a table for readers names it.
 *
 * @param group name of the group; of one that the analyses do not know, the underscores go
 * @returns the words, beginning in lower case
 *
 * @example
 * ```ts
 * import { exposureGroupInWords } from "lib/text/exposure_in_words.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(exposureGroupInWords("direct_promoted"), "promoted movie");
 * ```
 */
export function exposureGroupInWords(group: string): string {
  return wordsOf(GROUPS, group);
}

/**
 * Arm in words, as a sentence, a chart or a table for readers names it.
 *
 * @param arm name of the arm; of one that the analyses do not know, the underscores go
 * @returns the words, beginning in lower case
 *
 * @example
 * ```ts
 * import { armInWords } from "lib/text/exposure_in_words.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(armInWords("leave_slate_unchanged"), "slate left unchanged");
 * ```
 */
export function armInWords(arm: string): string {
  return wordsOf(ARMS, arm);
}

/**
 * Part of a slate in words, as a label of a chart or a table names it.
 *
 * @param part name of the part; of one that the analyses do not know, the underscores go
 * @returns the words, beginning with a capital
 *
 * @example
 * ```ts
 * import { slatePartInWords } from "lib/text/exposure_in_words.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(slatePartInWords("whole_slate"), "Whole slate");
 * ```
 */
export function slatePartInWords(part: string): string {
  return wordsOf(PARTS, part);
}

function wordsOf(words: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(words, name) ? words[name]! : name.replaceAll("_", " ");
}
