import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { prepareEnvironment } from "../../notebooks/environment/prepare.ts";
import { silentReport } from "../../notebooks/environment/report.ts";
import { writeNotebook } from "../../notebooks/execution/notebook_format.ts";
import { exportHtml } from "../../notebooks/export/export.ts";
import { loadedFromElsewhere } from "./loaded.ts";

const jupyter = await prepareEnvironment("execute", silentReport);

// One transparent pixel.
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E" +
  "rkJggg==";

Deno.test("the page stands alone: title, code, captions and nothing from the network", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const notebook = join(folder, "tiny.ipynb");
    await writeNotebook(notebook, {
      cells: [
        {
          cell_type: "markdown",
          id: "a",
          metadata: {},
          source: "# Lift & *rank*\n\n[a](https://example.org)",
        },
        {
          cell_type: "code",
          id: "b",
          metadata: {},
          source: "const answer = 42;",
          execution_count: 1,
          outputs: [{
            output_type: "display_data",
            data: { "image/png": PNG, "text/plain": `Lift by "segment" <b>` },
            metadata: { "image/png": { width: 30, height: 20 } },
          }],
        },
      ],
      metadata: { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } },
      nbformat: 4,
      nbformat_minor: 5,
    });
    const page = join(folder, "tiny.html");
    await exportHtml(notebook, page, jupyter);
    const html = await Deno.readTextFile(page);
    const body = html.slice(html.indexOf("<body"));
    assert(html.includes("<title>Lift &amp; rank</title>"));
    assertStringIncludes(body, "answer");
    assertStringIncludes(body, `<a href="https://example.org"`);
    const image = /<img[^>]*>/.exec(body)?.[0] ?? "";
    assertStringIncludes(image, `src="data:image/png;base64,${PNG}"`);
    assertStringIncludes(image, `alt='Lift by "segment" &lt;b&gt;'`);
    assertStringIncludes(image, `width="30"`);
    assertStringIncludes(image, `height="20"`);
    assertEquals(loadedFromElsewhere(html), []);
    assert(!/<script/.test(html), "the page needs no script");
    assertEquals([...Deno.readDirSync(folder)].map((entry) => entry.name).sort(), [
      "tiny.html",
      "tiny.ipynb",
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("what a page would load from elsewhere is found", () => {
  assertEquals(
    loadedFromElsewhere(
      `<script src="https://a.example/x.js"></script><link rel="stylesheet" href='//b.example/x.css'>
       <img src=figures/x.png><style>@import "https://c.example/x.css"; p { background: url(http://d.example/x.png) }</style>
       <a href="https://fine.example">fine</a><img src="data:image/png;base64,AA"><a href="#fine">fine</a>
       <script>import("https://e.example/x.js")</script>`,
    ),
    [
      "https://a.example/x.js",
      "//b.example/x.css",
      "figures/x.png",
      "https://c.example/x.css",
      "http://d.example/x.png",
      "https://e.example/x.js",
    ],
  );
});
