/**
 * Chart of the clusters in which promotions meet competitors.
 *
 * @module
 */

import { sum } from "d3-array";
import type { Chart, ChartOptions } from "lib/charts/chart.ts";
import type { JsonObject } from "lib/charts/vega_lite.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { bars, labels } from "lib/charts/marks.ts";
import { shortened } from "lib/text/shortened.ts";
import { category, chartOf, dataRow, listAxis, printed, quantity } from "lib/charts/spec.ts";
import { CHART_WIDTH, COLORS, FIT_WIDTH } from "lib/charts/theme.ts";
import type { ClusterExposure } from "lib/interference/clusters.ts";
import { formatCount } from "lib/text/counts.ts";
import { percentOf } from "lib/text/shares.ts";

/** Options for {@linkcode clusterSpilloverChart}. */
export interface ClusterSpilloverChartOptions extends ChartOptions {
  /** Draw at most this many clusters, the first of the table; 12 by default. */
  readonly maxClusters?: number;
}

/**
 * Chart of how many rows compete with a promoted item of their own cluster, the most on top.
 *
 * @param clusters the clusters, most same-cluster rows first
 * @param options title and number of clusters
 * @returns the chart, one bar a cluster
 *
 * @example
 * ```ts
 * import { clusterSpilloverChart } from "lib/charts/cluster_spillover.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const action = {
 *   cluster: "Action",
 *   place: 0,
 *   randomizedSlates: 799,
 *   promotedSlates: 401,
 *   rowsOfPromotedSlates: 4812,
 *   directRows: 401,
 *   sameClusterRows: 1692,
 *   sameSlateRows: 4411,
 *   meanFocalRelevance: 4.5,
 *   meanSlateRelevance: 4.6135,
 *   sameClusterShare: 0.3836,
 * };
 * assertStringIncludes(clusterSpilloverChart([action]).caption, "1,692 (Action)");
 * ```
 */
export function clusterSpilloverChart(
  clusters: readonly ClusterExposure[],
  options: ClusterSpilloverChartOptions = {},
): Chart {
  const { maxClusters = 12 } = options;
  const drawn = clusters
    .slice(0, maxClusters)
    .sort((a, b) => b.sameClusterRows - a.sameClusterRows);
  if (drawn.length === 0) {
    const title = options.title ?? "Movies Exposed to a Promotion in Their Own Genre";
    return emptyChart(title, options.whenEmpty || "No focal item belongs to a cluster.");
  }

  const { title = titleOf(drawn, clusters) } = options;
  const place = {
    x: quantity("sameClusterRows", "Movies exposed to a promotion in their own genre", {
      // Clusters without such rows have a scale too.
      scale: { domain: [0, 1.12 * Math.max(1, drawn[0]!.sameClusterRows)], nice: false },
      axis: { tickMinStep: 1, tickCount: 6, grid: false },
    }),
    y: listAxis("cluster", "Genre of the promoted movie"),
    tooltip: TOOLTIP,
  };
  return chartOf(captionOf(title, drawn, clusters), {
    title,
    width: CHART_WIDTH,
    autosize: FIT_WIDTH,
    height: Math.max(60, 24 * drawn.length),
    data: { values: drawn.map(rowOf) },
    layer: [
      bars({ color: COLORS.estimate, height: { band: 0.72 } }, place),
      labels({ align: "left", dx: 6 }, { ...place, text: printed("sameClusterRows", ",d") }),
    ],
  }, readingOf(drawn, clusters));
}

const COUNT = { format: ",d" };

const TOOLTIP: readonly JsonObject[] = [
  category("cluster", "Genre of the promoted movie"),
  quantity("sameClusterRows", "Exposed movies of its genre", COUNT),
  quantity("sameSlateRows", "Exposed movies in all", COUNT),
  quantity("sameClusterShare", "Share of its genre, in %", { format: ".1f" }),
  quantity("promotedSlates", "Promoted slates", COUNT),
  quantity("randomizedSlates", "Slates in the experiment", COUNT),
];

/** What the chart shows of a cluster. */
function rowOf(cluster: ClusterExposure): JsonObject {
  return dataRow({
    cluster: cluster.cluster,
    sameClusterRows: cluster.sameClusterRows,
    sameSlateRows: cluster.sameSlateRows,
    sameClusterShare: 100 * cluster.sameClusterShare,
    promotedSlates: cluster.promotedSlates,
    randomizedSlates: cluster.randomizedSlates,
  });
}

function rowsOf(clusters: readonly ClusterExposure[]): number {
  return sum(clusters, (one) => one.sameClusterRows);
}

/** The finding: which clusters meet themselves most. */
function titleOf(
  drawn: readonly ClusterExposure[],
  clusters: readonly ClusterExposure[],
): string {
  const all = rowsOf(clusters);
  if (all === 0) return "No movie is exposed to a promotion in its own genre";
  const name = ({ cluster }: ClusterExposure) => shortened(cluster);
  const [first, second, third] = drawn.filter((one) => one.sameClusterRows > 0);
  const of = (some: readonly ClusterExposure[]) =>
    `${percentOf(rowsOf(some), all)} of the movies exposed to a promotion in their own genre`;
  if (second === undefined) return `In ${name(first!)} lie ${of([first!])}`;
  if (third === undefined) {
    return `In ${name(first!)} and ${name(second)} lie ${of([first!, second])}`;
  }
  return `${name(first!)}, ${name(second)} and ${name(third)} hold ${of([first!, second, third])}`;
}

function readingOf(
  drawn: readonly ClusterExposure[],
  clusters: readonly ClusterExposure[],
): string {
  const isCut = drawn.length < clusters.length;
  return "A bar counts the other movies of promoted slates that share the promoted movie's genre." +
    (isCut
      ? ` Drawn are the ${drawn.length} of ${formatCount(clusters.length)} genres with the most.`
      : "");
}

function captionOf(
  title: string,
  drawn: readonly ClusterExposure[],
  clusters: readonly ClusterExposure[],
): string {
  const named = ({ cluster, sameClusterRows }: ClusterExposure) =>
    `${formatCount(sameClusterRows)} (${cluster})`;
  const range = drawn.length === 1
    ? named(drawn[0]!)
    : `from ${named(drawn[0]!)} down to ${named(drawn.at(-1)!)}`;
  return `${title}. ${drawn.length} of ${formatCount(clusters.length)} genres: ${range}, ` +
    `of ${formatCount(rowsOf(clusters))} in all.`;
}
