import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import pl from "nodejs-polars";
import { emptyChart } from "lib/charts/empty.ts";
import { DISPLAY, isDisplayable } from "lib/display.ts";
import { displayed } from "lib/frames/displayed.ts";
import { md } from "lib/text/markdown.ts";
import { namedValues } from "lib/tables/named_values.ts";
import { bundleOf, show } from "lib/notebook/show.ts";
import { openWriteup } from "lib/notebook/writeup.ts";
import { withFrontEnd, withoutFrontEnd } from "./front_end.ts";

Deno.test("each kind of value has its forms", async () => {
  const forms = async (value: unknown) => Object.keys((await bundleOf(value)).data).sort();
  assertEquals(await forms(pl.DataFrame({ a: [1] })), ["text/html", "text/plain"]);
  assertEquals(await forms(namedValues({ a: 1 })), ["text/html", "text/plain"]);
  assertEquals(await forms(md("*a*")), ["text/markdown", "text/plain"]);
  assertEquals(await forms([1, 2]), ["text/plain"]);
  // No HTML: it would outrank and hide the live chart.
  assertEquals(await forms(emptyChart("Lift", "Nothing.")), [
    "application/vnd.vegalite.v5+json",
    "image/png",
    "text/plain",
  ]);
});

Deno.test("a value that is a cell's last expression shows what show shows of it", async () => {
  const table = displayed(pl.DataFrame([pl.Series("movieId", [2 ** 40], pl.Int64)]));
  const values = [table, namedValues({ lift: 0.5 }), md("*a*"), emptyChart("Lift", "Nothing.")];
  for (const value of values) {
    assert(isDisplayable(value));
    assertEquals(await value[DISPLAY](), (await bundleOf(value)).data);
  }
});

Deno.test("a value of another library that shows itself is shown as it says", async () => {
  const forms = { "text/html": "<b>plot</b>", "text/plain": "plot" };
  assertEquals((await bundleOf({ [DISPLAY]: () => Promise.resolve(forms) })).data, forms);
  const picture = { points: 3, [DISPLAY]: () => ({ "text/html": "<b>plot</b>" }) };
  const { data } = await bundleOf(picture);
  assertEquals(data["text/html"], "<b>plot</b>");
  assertStringIncludes(String(data["text/plain"]), "points: 3");
});

Deno.test("a chart's picture has twice the pixels of the size it is shown at", async () => {
  const chart = emptyChart("Lift By Category", "Nothing.");
  const { data, metadata } = await bundleOf(chart);
  const png = Uint8Array.fromBase64(data["image/png"] as string);
  const view = new DataView(png.buffer);
  const size = metadata["image/png"] as { width: number; height: number };
  assertEquals([view.getUint32(16), view.getUint32(20)], [2 * size.width, 2 * size.height]);
  assertEquals(data["text/plain"], chart.caption);
  assertEquals(data["application/vnd.vegalite.v5+json"], chart.spec);
});

Deno.test("in a notebook every value is one message, sent before show returns", async () => {
  const messages = await withFrontEnd(async () => {
    await show(pl.DataFrame({ a: [1] }), { index: ["row"] });
    await show("text");
  });
  assertEquals(messages.map(({ type }) => type), ["display_data", "display_data"]);
  const [table, text] = messages;
  assertStringIncludes(table!.content.data["text/plain"]!, "row");
  assertEquals(text!.content, { data: { "text/plain": "text" }, metadata: {}, transient: {} });
});

Deno.test("outside a notebook the plain text is printed", async () => {
  const printed = await withoutFrontEnd(async () => {
    await show(namedValues({ lift: 0.5 }));
    await show(md("**bold**"));
  });
  assertEquals(printed, ["What   Value\nlift  0.5000", "**bold**"]);
});

Deno.test("a writeup saves all rows of what it shows", async () => {
  const directory = await Deno.makeTempDir();
  const writeup = await openWriteup("topic", { directory });
  const frame = pl.DataFrame({ lift: [0.5, 0.25, 0.125] });
  const messages = await withFrontEnd(async () => {
    await writeup.table("effects", frame, { rows: 2 });
    await writeup.chart("plot", emptyChart("Lift", "Nothing."));
  });
  assertEquals(messages.length, 2);
  assertStringIncludes(messages[0]!.content.data["text/plain"]!, "first 2 of 3 rows");
  const csv = await Deno.readTextFile(`${directory}/tables/effects.csv`);
  assertEquals(csv, "lift\n0.5\n0.25\n0.125\n");
  const png = await Deno.readFile(`${directory}/figures/plot.png`);
  assert(png.toBase64() === messages[1]!.content.data["image/png"]);
  await Deno.remove(directory, { recursive: true });
});
