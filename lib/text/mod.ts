/**
 * Text of the analyses: numbers as they print them, and prose with values in it.
 *
 * @module
 */

export { describeShape, formatCount } from "lib/text/counts.ts";
export { armInWords, exposureGroupInWords } from "lib/text/exposure_in_words.ts";
export { formatFixed } from "lib/text/format_fixed.ts";
export { Markdown, markdown, md } from "lib/text/markdown.ts";
export { segmentBelowHeading, segmentInWords } from "lib/text/segment_in_words.ts";
