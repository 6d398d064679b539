import { assert, assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import { clusterSpilloverChart } from "lib/charts/cluster_spillover.ts";
import { renderSvg } from "lib/charts/render.ts";
import { heightsOfLabels, layersOf, valuesOf } from "./picture.ts";
import { CLUSTERS } from "./slate_records.ts";

const TITLE = "Same-Cluster Spillover Rows by Promoted Focal Cluster";

Deno.test("one bar a cluster bears its number of rows", () => {
  const { spec } = clusterSpilloverChart(CLUSTERS);
  assertEquals(spec["title"], TITLE);
  const [bars, numbers] = layersOf(spec);
  assertEquals([bars!.mark["type"], numbers!.mark["type"]], ["bar", "text"]);
  assertEquals(numbers!.encoding["text"]!["field"], "sameClusterRows");
  for (const { encoding } of [bars!, numbers!]) {
    assertEquals(encoding["x"]!["title"], "Same-cluster spillover rows");
    assertEquals(encoding["y"]!["title"], "Promoted focal cluster");
    assertEquals(
      (encoding["tooltip"] as unknown as { field: string }[]).map(({ field }) => field),
      [
        "cluster",
        "sameClusterRows",
        "sameSlateRows",
        "sameClusterShare",
        "promotedSlates",
        "randomizedSlates",
      ],
    );
  }
  assertEquals(valuesOf(spec)[0], {
    cluster: "Action",
    sameClusterRows: 1692,
    sameSlateRows: 4411,
    sameClusterShare: 1692 / 4411,
    promotedSlates: 401,
    randomizedSlates: 799,
  });
});

Deno.test("only the first twelve are drawn by default, the largest on top", async () => {
  const first = CLUSTERS.slice(0, 12).map(({ cluster }) => cluster);
  const shuffled = [...CLUSTERS.slice(6, 12), ...CLUSTERS.slice(0, 6), ...CLUSTERS.slice(12)];
  for (const clusters of [CLUSTERS, shuffled]) {
    const { spec } = clusterSpilloverChart(clusters);
    assertEquals(valuesOf(spec).map((row) => row["cluster"]), first);
    const heights = heightsOfLabels(await renderSvg(spec));
    const order = first.map((cluster) => heights.get(cluster)!);
    assertEquals(order, [...order].sort((a, b) => a - b));
    assertEquals(new Set(order).size, 12);
  }
  const two = clusterSpilloverChart(CLUSTERS, { maxClusters: 2 });
  assertEquals(valuesOf(two.spec).length, 2);
});

Deno.test("title, axes, clusters and numbers can be read", async () => {
  const svg = await renderSvg(clusterSpilloverChart(CLUSTERS).spec);
  for (
    const text of [
      TITLE,
      "Same-cluster spillover rows",
      "Promoted focal cluster",
      ...CLUSTERS.slice(0, 12).map(({ cluster }) => cluster),
      "1,692",
      "974",
    ]
  ) {
    assert(svg.includes(`>${text}</text>`), text);
  }
});

Deno.test("the caption states the range and what the first three hold", () => {
  assertEquals(
    clusterSpilloverChart(CLUSTERS).caption,
    `${TITLE}. 12 of 14 clusters: from 1,692 (Action) down to 2 (Film-Noir). ` +
      "The first three hold 87.2 % of all 4,308 rows.",
  );
  assertEquals(
    clusterSpilloverChart(CLUSTERS.slice(0, 1), { title: "Clusters" }).caption,
    "Clusters. 1 of 1 clusters: 1,692 (Action).",
  );
});

Deno.test("more clusters make a higher chart", () => {
  const height = (count: number) =>
    clusterSpilloverChart(CLUSTERS.slice(0, count)).spec["height"] as number;
  assertGreater(height(12), height(6));
  assertGreater(height(1), 50);
});

Deno.test("clusters without spillover rows have a chart, and a share that is none is null", async () => {
  const none = CLUSTERS.slice(13);
  const { spec, caption } = clusterSpilloverChart(none);
  assertEquals(valuesOf(spec)[0]!["sameClusterShare"], null);
  assert((await renderSvg(spec)).includes(">(no genres listed)</text>"));
  assertEquals(caption, `${TITLE}. 1 of 1 clusters: 0 ((no genres listed)).`);
  const five = Array.from({ length: 5 }, (_, at) => ({ ...none[0]!, cluster: String(at) }));
  assertEquals(
    clusterSpilloverChart(five).caption,
    `${TITLE}. 5 of 5 clusters: from 0 (0) down to 0 (4).`,
  );
});

Deno.test("without clusters the chart says so, and why", async () => {
  const chart = clusterSpilloverChart([], { whenEmpty: "No item has a genre." });
  assertStringIncludes(await renderSvg(chart.spec), "No item has a genre.");
  assertEquals(clusterSpilloverChart([]).caption, `${TITLE}. No focal item belongs to a cluster.`);
});
