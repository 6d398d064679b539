/**
 * A slate of which tests choose movies and places.
 *
 * @module
 */

import type { SlateMovie } from "lib/charts/slate_moves.ts";
import type { VegaLiteSpec } from "lib/charts/vega_lite.ts";
import { ORIGINAL_CLICK_MODEL } from "lib/interference/click_model.ts";
import { type OneSlate, oneSlate } from "lib/interference/one_slate.ts";
import { checkSlates } from "lib/interference/slates.ts";

/** A slate of so many movies, whose genres are 0, 1 and none in turn. */
export function slateOf(size: number): OneSlate {
  const column = (value: (item: number) => number) =>
    Float64Array.from({ length: size }, (_, i) => value(i));
  const slates = checkSlates({
    slates: 1,
    slateOfRow: new Int32Array(size),
    seedPosition: Int32Array.from({ length: size }, (_, item) => item + 1),
    cluster: Int32Array.from({ length: size }, (_, item) => item % 3 === 2 ? -1 : item % 3),
  });
  return oneSlate(slates, 0, {
    relevance: column((item) => 5 - 0.25 * item),
    userLikedRate: column(() => 0.5),
    itemLikedRate: column((item) => 0.5 + 0.01 * item),
    popularity: column((item) => item % 4 - 1),
  }, ORIGINAL_CLICK_MODEL);
}

/** So many movies with titles of their own. */
export function moviesOf(size: number): readonly SlateMovie[] {
  return Array.from({ length: size }, (_, item) => ({
    title: `Movie ${String.fromCharCode(65 + item)} (19${60 + item})`,
    genre: item % 3 === 2 ? null : ["Horror", "Comedy"][item % 3],
  }));
}

/** The chart as it is once a movie and a place are chosen. */
export function chosen(spec: VegaLiteSpec, from: number, to: number): VegaLiteSpec {
  const values: Readonly<Record<string, number>> = { movedMovie: from, movedTo: to };
  const params = spec["params"] as unknown as { readonly name: string }[];
  return { ...spec, params: params.map((param) => ({ ...param, value: values[param.name]! })) };
}
