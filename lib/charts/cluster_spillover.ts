/**
 * Where promotions meet competitors of their own cluster.
 *
 * @module
 */

import { formatCount } from "lib/text/counts.ts";
import { sum } from "d3-array";
import { Chart, type Json } from "lib/charts/chart.ts";
import { emptyChart } from "lib/charts/empty.ts";
import { COLORS, SCHEMA, THEME } from "lib/charts/theme.ts";
import { formatFixed } from "lib/text/format_fixed.ts";
import type { ClusterExposure } from "lib/interference/clusters.ts";

/** What a chart of clusters says and holds. */
export interface ClusterSpilloverChartOptions {
  /** The chart's title; the original's by default. */
  readonly title?: string;
  /** Draw at most this many clusters, the first of the table; 12 by default. */
  readonly maxClusters?: number;
  /** What to say if there is no cluster, as a sentence. */
  readonly whenEmpty?: string;
}

/**
 * Draws how many rows compete with a promoted item of their own cluster, the most on top.
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
  const { title = "Same-Cluster Spillover Rows by Promoted Focal Cluster", maxClusters = 12 } =
    options;
  const drawn = clusters
    .slice(0, maxClusters)
    .sort((a, b) => b.sameClusterRows - a.sameClusterRows);
  if (drawn.length === 0) {
    return emptyChart(title, options.whenEmpty || "No focal item belongs to a cluster.");
  }

  const caption = captionOf(title, drawn, clusters);
  const largest = drawn[0]!.sameClusterRows;
  const encoding = {
    x: {
      field: "sameClusterRows",
      type: "quantitative",
      title: "Same-cluster spillover rows",
      // Clusters without such rows have a scale too.
      scale: { domain: [0, Math.max(1, largest)], nice: true },
      axis: { tickMinStep: 1, tickCount: 6, grid: false },
    },
    y: {
      field: "cluster",
      type: "nominal",
      // The order of the data, which is that of the rows.
      sort: null,
      title: "Promoted focal cluster",
      axis: { grid: false, ticks: false, domain: false },
    },
    tooltip: TOOLTIP,
  } as const;
  return new Chart({
    $schema: SCHEMA,
    description: caption,
    config: THEME,
    title,
    width: 600,
    height: Math.max(60, 27 * drawn.length),
    data: { values: drawn.map(rowOf) },
    layer: [
      {
        mark: { type: "bar", color: COLORS.estimate, height: { band: 0.72 } },
        encoding,
      },
      {
        mark: { type: "text", align: "left", dx: 6, color: COLORS.text },
        encoding: {
          ...encoding,
          text: { field: "sameClusterRows", type: "quantitative", format: ",d" },
        },
      },
    ],
  }, caption);
}

const TOOLTIP: readonly Json[] = [
  { field: "cluster", type: "nominal", title: "Promoted focal cluster" },
  ...([
    ["sameClusterRows", "Same-cluster spillover rows", ",d"],
    ["sameSlateRows", "Same-slate spillover rows", ",d"],
    ["sameClusterShare", "Same-cluster share of them", ".4f"],
    ["promotedSlates", "Promoted slates", ",d"],
    ["randomizedSlates", "Randomised slates", ",d"],
  ] as const).map(([field, title, format]) => ({ field, type: "quantitative", title, format })),
];

/** What the chart shows of a cluster; a share that does not exist is null. */
function rowOf(cluster: ClusterExposure): { readonly [key: string]: Json } {
  const { sameClusterShare } = cluster;
  return {
    cluster: cluster.cluster,
    sameClusterRows: cluster.sameClusterRows,
    sameSlateRows: cluster.sameSlateRows,
    sameClusterShare: Number.isNaN(sameClusterShare) ? null : sameClusterShare,
    promotedSlates: cluster.promotedSlates,
    randomizedSlates: cluster.randomizedSlates,
  };
}

function captionOf(
  title: string,
  drawn: readonly ClusterExposure[],
  clusters: readonly ClusterExposure[],
): string {
  const rowsOf = (some: readonly ClusterExposure[]) => sum(some, (one) => one.sameClusterRows);
  const named = ({ cluster, sameClusterRows }: ClusterExposure) =>
    `${formatCount(sameClusterRows)} (${cluster})`;
  const all = rowsOf(clusters);
  const range = drawn.length === 1
    ? named(drawn[0]!)
    : `from ${named(drawn[0]!)} down to ${named(drawn.at(-1)!)}`;
  const [first, second, third, ...rest] = drawn;
  const share = rest.length === 0 || all === 0
    ? ""
    : ` The first three hold ${formatFixed(100 * rowsOf([first!, second!, third!]) / all, 1)} % ` +
      `of all ${formatCount(all)} rows.`;
  return `${title}. ${drawn.length} of ${clusters.length} clusters: ${range}.${share}`;
}
