/**
 * Looking into specifications and drawings.
 *
 * @module
 */

import type { Json, VegaLiteSpec } from "lib/charts/vega_lite.ts";

type Properties = { readonly [key: string]: Json | undefined };

/** One layer of a specification. */
export interface Layer {
  readonly data?: Json;
  readonly params?: readonly Properties[];
  readonly mark: Properties;
  readonly encoding: { readonly [channel: string]: Properties };
}

/** The layers of a specification, lowest first. */
export function layersOf(spec: VegaLiteSpec): readonly Layer[] {
  return spec["layer"] as unknown as readonly Layer[];
}

/** The rows of a specification's data. */
export function valuesOf(spec: VegaLiteSpec): readonly Properties[] {
  return (spec["data"] as unknown as { values: readonly Properties[] }).values;
}

/** How far down each label of the vertical axis stands, in pixels. */
export function heightsOfLabels(svg: string): Map<string, number> {
  const labels = svg.matchAll(
    /<text text-anchor="end" transform="translate\([^,]*,([-\d.]+)\)"[^>]*>([^<]*)<\/text>/g,
  );
  return new Map(labels.map(([, height, label]) => [label!, Number(height)]));
}
