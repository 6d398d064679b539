import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as vega from "vega";
import { chartRuntime, compileChart, withHighlight } from "../../notebooks/export/live_charts.ts";

const VALUES = [{ arm: "a", x: 1, y: 2 }, { arm: "b", x: 2, y: 3 }];
const colour = { field: "arm", type: "nominal" };
const place = {
  x: { field: "x", type: "quantitative" },
  y: { field: "y", type: "quantitative" },
};

const layered = {
  data: { values: VALUES },
  layer: [
    { data: { values: [{}] }, mark: { type: "rule" }, encoding: { y: { datum: 0 } } },
    { mark: { type: "line" }, encoding: { ...place, color: { ...colour, scale: null } } },
    { mark: { type: "point", opacity: 0.8 }, encoding: { ...place, color: colour } },
    { mark: { type: "text" }, encoding: { ...place, text: { field: "arm" } } },
  ],
};

/** How many marks of a chart are drawn faintly. */
async function dimmed(view: vega.View): Promise<number> {
  await view.runAsync();
  return (await view.toSVG()).match(/ opacity="0.15"/g)?.length ?? 0;
}

Deno.test("a legend dims what was not chosen, in every layer that knows the field", () => {
  const { layer } = withHighlight(layered) as unknown as {
    layer: { params?: unknown[]; encoding: { opacity?: unknown } }[];
  };
  const conditional = (value: number) => ({
    condition: { param: "legend_highlight", value },
    value: 0.15,
  });
  assertEquals(layer.map(({ encoding }) => encoding.opacity), [
    undefined,
    conditional(1),
    conditional(0.8),
    conditional(1),
  ]);
  // A parameter in two layers would be two signals of one name; without a scale there is no legend.
  assertEquals(layer.map(({ params }) => params?.length ?? 0), [0, 0, 1, 0]);
});

Deno.test("the compiled chart highlights when its legend is clicked, and again not", async () => {
  const spec = {
    data: { values: VALUES },
    mark: { type: "point" },
    encoding: { ...place, color: colour },
  };
  const view = new vega.View(vega.parse(compileChart(spec) as vega.Spec), { renderer: "none" });
  assertEquals(await dimmed(view), 0);
  // The signal that a click on the legend's second entry sets, and a click beside it clears.
  view.signal("legend_highlight_arm_legend", "b");
  assertEquals(await dimmed(view), 1);
  view.signal("legend_highlight_arm_legend", null);
  assertEquals(await dimmed(view), 0);
  view.finalize();
});

Deno.test("panels are highlighted by the one legend that stands for them", () => {
  const panel = { mark: { type: "bar" }, encoding: { ...place, color: colour } };
  const spec = { data: { values: VALUES }, hconcat: [{ layer: [panel] }, { layer: [panel] }] };
  const compiled = JSON.stringify(compileChart(spec));
  vega.parse(JSON.parse(compiled));
  assertEquals(compiled.match(/"name":"legend_highlight_arm_legend"/g)?.length, 1);
  assertEquals(compiled.match(/"value":0.15/g)?.length, 2);
});

Deno.test("a chart without a legend, or with one that highlights already, stays as it is", () => {
  const plain = { data: { values: VALUES }, mark: { type: "bar" }, encoding: place };
  assertEquals(withHighlight(plain), plain);
  const own = {
    ...plain,
    encoding: { ...place, color: colour },
    params: [{ name: "own", select: { type: "point", fields: ["arm"] }, bind: "legend" }],
  };
  assertEquals(withHighlight(own), own);
});

Deno.test("the runtime can stand in a script element", async () => {
  const code = await chartRuntime();
  assert(!code.includes("</script"));
  assertStringIncludes(code, ".vega={}");
});
