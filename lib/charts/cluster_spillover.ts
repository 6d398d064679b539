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
import { category, chartOf, dataRow, listAxis, printed, quantity } from "lib/charts/spec.ts";
import { COLORS } from "lib/charts/theme.ts";
import type { ClusterExposure } from "lib/interference/clusters.ts";
import { formatCount } from "lib/text/counts.ts";
import { formatFixed } from "lib/text/format_fixed.ts";

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
  const { title = "Same-Cluster Spillover Rows by Promoted Focal Cluster", maxClusters = 12 } =
    options;
  const drawn = clusters
    .slice(0, maxClusters)
    .sort((a, b) => b.sameClusterRows - a.sameClusterRows);
  if (drawn.length === 0) {
    return emptyChart(title, options.whenEmpty || "No focal item belongs to a cluster.");
  }

  const place = {
    x: quantity("sameClusterRows", "Same-cluster spillover rows", {
      // Clusters without such rows have a scale too.
      scale: { domain: [0, Math.max(1, drawn[0]!.sameClusterRows)], nice: true },
      axis: { tickMinStep: 1, tickCount: 6, grid: false },
    }),
    y: listAxis("cluster", "Promoted focal cluster"),
    tooltip: TOOLTIP,
  };
  return chartOf(captionOf(title, drawn, clusters), {
    title,
    width: 568,
    height: Math.max(60, 27 * drawn.length),
    data: { values: drawn.map(rowOf) },
    layer: [
      bars({ color: COLORS.estimate, height: { band: 0.72 } }, place),
      labels({ align: "left", dx: 6 }, { ...place, text: printed("sameClusterRows", ",d") }),
    ],
  });
}

const COUNT = { format: ",d" };

const TOOLTIP: readonly JsonObject[] = [
  category("cluster", "Promoted focal cluster"),
  quantity("sameClusterRows", "Same-cluster spillover rows", COUNT),
  quantity("sameSlateRows", "Same-slate spillover rows", COUNT),
  quantity("sameClusterShare", "Same-cluster share of them", { format: ".4f" }),
  quantity("promotedSlates", "Promoted slates", COUNT),
  quantity("randomizedSlates", "Randomised slates", COUNT),
];

/** What the chart shows of a cluster. */
function rowOf(cluster: ClusterExposure): JsonObject {
  return dataRow({
    cluster: cluster.cluster,
    sameClusterRows: cluster.sameClusterRows,
    sameSlateRows: cluster.sameSlateRows,
    sameClusterShare: cluster.sameClusterShare,
    promotedSlates: cluster.promotedSlates,
    randomizedSlates: cluster.randomizedSlates,
  });
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
