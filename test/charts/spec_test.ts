import { assert, assertEquals } from "@std/assert";
import { emptyChart } from "lib/charts/empty.ts";
import { zeroRule } from "lib/charts/marks.ts";
import { along, chartOf, dataRow, quantity, rangeWithZero } from "lib/charts/spec.ts";
import { SCHEMA, THEME } from "lib/charts/theme.ts";
import { layersOf } from "./picture.ts";

Deno.test("all charts have one head, and the caption in it", () => {
  const chart = chartOf("Running Times. Heat is longest.", { title: "Running Times", width: 300 });
  assertEquals<unknown>(chart.spec, {
    $schema: SCHEMA,
    description: "Running Times. Heat is longest.",
    config: THEME,
    title: "Running Times",
    width: 300,
  });
  assertEquals(chart.caption, "Running Times. Heat is longest.");
});

Deno.test("a chart of nothing has a title and a reason", () => {
  const { spec, caption } = emptyChart("Lift By Category", "No segment has 1,000 rows.");
  assertEquals(caption, "Lift By Category. No segment has 1,000 rows.");
  assertEquals<unknown>([spec["title"], spec["data"]], [
    "Lift By Category",
    { values: [{ reason: "No segment has 1,000 rows." }] },
  ]);
});

Deno.test("a row holds null for a number that is none", () => {
  assertEquals(dataRow({ segment: "tv", rows: 0, controlClickRate: NaN }), {
    segment: "tv",
    rows: 0,
    controlClickRate: null,
  });
});

Deno.test("a mark extends along its axis from one field to another", () => {
  const minutes = (field: string) => quantity(field, "Minutes");
  assertEquals(along("y", minutes, ["shortest", "longest"]), {
    y: { field: "shortest", type: "quantitative", title: "Minutes" },
    y2: { field: "longest" },
  });
});

Deno.test("a range holds zero, whatever the values", () => {
  assertEquals([[], [2, 5], [-3, -1], [-3, 5]].map(rangeWithZero), [
    [0, 0],
    [0, 5],
    [-3, 0],
    [-3, 5],
  ]);
});

Deno.test("the rule at zero needs no data of the chart", () => {
  const { spec } = chartOf("", { layer: [zeroRule("x"), zeroRule("y", "#123456")] });
  const [vertical, horizontal] = layersOf(spec);
  assertEquals<unknown>(vertical!.data, { values: [{}] });
  assertEquals([vertical!.encoding["x"]!["datum"], horizontal!.encoding["y"]!["datum"]], [0, 0]);
  assert(vertical!.mark["color"] !== horizontal!.mark["color"]);
});
