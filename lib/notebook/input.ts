/**
 * Which data a notebook reads: one finder a topic.
 *
 * @module
 */

export * from "lib/notebook/impression_input.ts";
export type { InputPlaces } from "lib/notebook/input_places.ts";
export * from "lib/notebook/slate_input.ts";
