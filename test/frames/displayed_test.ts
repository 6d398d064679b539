import { assert, assertEquals } from "@std/assert";
import { DISPLAY, isDisplayable } from "lib/display.ts";
import * as tables from "lib/tables/mod.ts";

Deno.test("tables show themselves, rows or none", async () => {
  const empty = [
    tables.artifactTable([]),
    tables.armTable([]),
    tables.clusterTable([]),
    tables.correctedClusterTable([]),
    tables.effectTable([]),
    tables.exposureShareTable([]),
    tables.metricsTable([]),
    tables.metricTable([], "integer"),
    tables.outcomeTable([]),
    tables.readinessTable([]),
    tables.segmentHeadTable([{ name: "topic", codes: Int32Array.of(0), levels: ["news"] }], 1),
    tables.statisticTable([], []),
  ];
  for (const table of empty) {
    assert(isDisplayable(table));
    const forms = await table[DISPLAY]();
    assertEquals(Object.keys(forms).toSorted(), ["text/html", "text/plain"]);
  }
});
