/**
 * Numbers as text, as the analyses print them.
 *
 * @module
 */

export { formatCount } from "lib/text/counts.ts";
export { formatFixed } from "lib/text/format_fixed.ts";
