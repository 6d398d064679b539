import { assert, assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import { clusterSpilloverChart } from "lib/charts/cluster_spillover.ts";
import { renderSvg } from "lib/charts/render.ts";
import { heightsOfLabels, layersOf, valuesOf } from "./picture.ts";
import { CLUSTERS } from "./slate_records.ts";

const TITLE =
  "Action, Comedy and Drama hold 87.2 % of the movies exposed to a promotion in their own genre";
const LINES = [
  "Action, Comedy and Drama hold 87.2 % of the movies exposed to a promotion in",
  "their own genre",
];

const NONE = "No movie is exposed to a promotion in its own genre";

Deno.test("one bar a cluster bears its number of rows", () => {
  const { spec } = clusterSpilloverChart(CLUSTERS);
  assertEquals(spec["title"], { text: LINES, frame: "bounds" });
  const [bars, numbers] = layersOf(spec);
  assertEquals([bars!.mark["type"], numbers!.mark["type"]], ["bar", "text"]);
  assertEquals(numbers!.encoding["text"]!["field"], "sameClusterRows");
  for (const { encoding } of [bars!, numbers!]) {
    assertEquals(encoding["x"]!["title"], "Movies exposed to a promotion in their own genre");
    assertEquals(encoding["y"]!["title"], "Genre of the promoted movie");
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
    sameClusterShare: 100 * (1692 / 4411),
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
      "Movies exposed to a promotion in their own genre",
      "Genre of the promoted movie",
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
    `${TITLE}. 12 of 14 genres: from 1,692 (Action) down to 2 (Film-Noir), of 4,308 in all.`,
  );
  assertEquals(
    clusterSpilloverChart(CLUSTERS.slice(0, 1), { title: "Clusters" }).caption,
    "Clusters. 1 of 1 genres: 1,692 (Action), of 1,692 in all.",
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
  assertEquals(caption, `${NONE}. 1 of 1 genres: 0 ((no genres listed)), of 0 in all.`);
  const five = Array.from({ length: 5 }, (_, at) => ({ ...none[0]!, cluster: String(at) }));
  assertEquals(
    clusterSpilloverChart(five).caption,
    `${NONE}. 5 of 5 genres: from 0 (0) down to 0 (4), of 0 in all.`,
  );
});

Deno.test("without clusters the chart says so, and why", async () => {
  const chart = clusterSpilloverChart([], { whenEmpty: "No item has a genre." });
  assertStringIncludes(await renderSvg(chart.spec), "No item has a genre.");
  assertStringIncludes(clusterSpilloverChart([]).caption, "No focal item belongs to a cluster.");
});

Deno.test("the title names up to three clusters that have such movies, and cuts names that are sentences", () => {
  const titled = (clusters: typeof CLUSTERS) => clusterSpilloverChart(clusters).caption;
  assertStringIncludes(
    titled(CLUSTERS.slice(0, 2)),
    "In Action and Comedy lie 100 % of the movies",
  );
  assertStringIncludes(titled([CLUSTERS[0]!, CLUSTERS[13]!]), "In Action lie 100 % of the movies");
  const long = { ...CLUSTERS[0]!, cluster: "long ".repeat(40) };
  assertStringIncludes(titled([long]), "long lo… lie 100 %");
});
