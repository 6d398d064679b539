import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { CommandError } from "lib/command/mod.ts";
import { type TopicResults, writeIndexPage } from "../../notebooks/index_page.ts";
import { requireIndexPlace } from "../../notebooks/index_place.ts";
import { WriteupIndex } from "../../notebooks/writeup_index.ts";
import { loadedFromElsewhere } from "./loaded.ts";
import { inFolder } from "../files/in_folder.ts";

const PAGE = `<html><body><header><h1>Lift &amp; <em>rank</em></h1>
</header><main><section data-opening><div data-summary><p>Up <strong>3.1</strong> points</p><p>In one of two.</p></div>
<figure class="chart"><img src="data:image/png;base64,AA==" alt="Lift &amp; &quot;rank&quot;" width="736" height="300">
<figcaption>Figure 1.</figcaption></figure></section><figure class="chart"><img src="x"></figure></main>
<footer><dl><dd data-fact="data"><p><strong>Simulated data:</strong> x.parquet</p></dd>
<dd data-fact="date"><time>22 November 2026</time></dd></dl></footer></body></html>`;

Deno.test("the index names each writeup with its summary and links its files", () =>
  inFolder(async (folder) => {
    const first = join(folder, "a topic", "writeup");
    const second = join(folder, "second");
    for (const path of [join(first, "tables"), join(first, "figures"), second]) {
      await Deno.mkdir(path, { recursive: true });
    }
    await Deno.writeTextFile(join(first, "04_lift.html"), PAGE);
    await Deno.writeTextFile(join(second, "02_bare.html"), "<h1>Bare</h1>");
    for (
      const file of ["tables/02_b.csv", "tables/01_a.csv", "figures/03_c.png", "figures/03_c.svg"]
    ) {
      await Deno.writeTextFile(join(first, file), "");
    }
    const index = join(folder, "writeup", "index.html");
    const absent = { folder: join(folder, "absent"), pages: ["01_none.html"] };
    assert(
      await writeIndexPage(index, [
        { folder: first, pages: ["04_lift.html"] },
        { folder: second, pages: ["02_bare.html"] },
        absent,
      ]),
    );
    const html = await Deno.readTextFile(index);
    assertEquals(
      [...html.matchAll(/<h2><a href="([^"]*)">(.*?)<\/a>/g)].map(([, ...found]) => found),
      [
        ["../a%20topic/writeup/04_lift.html", "Lift &amp; rank"],
        ["../second/02_bare.html", "Bare"],
      ],
    );
    assertStringIncludes(html, `<div data-summary=""><p>Up <strong>3.1</strong> points</p></div>`);
    assertStringIncludes(html, "<summary>More of the answer</summary><p>In one of two.</p>");
    const [picture, ...others] = [...html.matchAll(/<a href="([^"]*)"><img ([^>]*)>/g)];
    assertEquals(others, []);
    assertEquals(picture?.slice(1), [
      "../a%20topic/writeup/04_lift.html#answer",
      'src="data:image/png;base64,AA==" alt="Lift &amp; &quot;rank&quot;" width="736" height="300"',
    ]);
    assertStringIncludes(html, "<li>Simulated data: x.parquet</li>");
    assertStringIncludes(html, "<li>Run on 22 November 2026</li>");
    const links = [...html.matchAll(/href="([^"]*\/(?:tables|figures)\/[^"]*)"/g)];
    assertEquals(links.map(([, address]) => address), [
      "../a%20topic/writeup/tables/01_a.csv",
      "../a%20topic/writeup/tables/02_b.csv",
      "../a%20topic/writeup/figures/03_c.png",
      "../a%20topic/writeup/figures/03_c.svg",
    ]);
    assertEquals(loadedFromElsewhere(html), []);
    assertStringIncludes(html, "@font-face{font-family:Inter;");
    assertStringIncludes(html, "The typeface Inter");
    assertStringIncludes(html, `http-equiv="Content-Security-Policy" content="default-src 'none';`);
    assertEquals([...Deno.readDirSync(join(folder, "writeup"))].map(({ name }) => name), [
      "index.html",
    ]);

    // Without any results there is nothing to lead to.
    assertEquals(await writeIndexPage(index, [absent]), false);
    assertEquals([...Deno.readDirSync(join(folder, "writeup"))], []);
  }));

Deno.test("what is no page of ours is never replaced nor removed", () =>
  inFolder(async (folder) => {
    const index = join(folder, "index.html");
    const refused = () =>
      assertRejects(() => requireIndexPlace(index), CommandError, "no page that a run of ours");
    await requireIndexPlace(index);
    await Deno.writeTextFile(index, "<h1>My own site</h1>");
    await refused();
    assertEquals(await writeIndexPage(index, []), false);
    assertEquals(await Deno.readTextFile(index), "<h1>My own site</h1>");
    await Deno.remove(index);
    await Deno.mkdir(index);
    await refused();
    await Deno.remove(index);
    await Deno.mkdir(join(folder, "topic"));
    await Deno.writeTextFile(join(folder, "topic", "04_lift.html"), PAGE);
    await writeIndexPage(index, [{ folder: join(folder, "topic"), pages: ["04_lift.html"] }]);
    await requireIndexPlace(index);
  }));

Deno.test("while results change the index lacks them, whatever becomes of the change", () =>
  inFolder(async (folder) => {
    const [first, second] = ["first", "second"].map((name): TopicResults => ({
      folder: join(folder, name),
      pages: ["04_lift.html"],
    })) as [TopicResults, TopicResults];
    const topics = [first, second];
    const publish = async (topic: TopicResults, title: string) => {
      await Deno.mkdir(topic.folder, { recursive: true });
      await Deno.writeTextFile(join(topic.folder, "04_lift.html"), `<h1>${title}</h1>`);
    };
    const index = new WriteupIndex(join(folder, "index.html"), topics);
    const titles = () =>
      [...Deno.readTextFileSync(index.path).matchAll(/<h2><a [^>]*>(.*?)<\/a>/g)].map((found) =>
        found[1]
      );
    assertEquals(await index.update(), false);
    await index.around(first.folder, () => publish(first, "A"));
    await index.around(second.folder, async () => {
      assertEquals(titles(), ["A"]);
      await publish(second, "B");
    });
    assertEquals(titles(), ["A", "B"]);
    await assertRejects(() =>
      index.around(first.folder, () => {
        assertEquals(titles(), ["B"]);
        throw new RangeError("broken");
      })
    );
    assertEquals(titles(), ["A", "B"]);
    // Two at once: each page tells of what both did.
    await Promise.all([
      index.around(first.folder, () => publish(first, "C")),
      new WriteupIndex(index.path, topics).around(second.folder, () => publish(second, "D")),
    ]);
    assertEquals(titles(), ["C", "D"]);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "first",
      "index.html",
      "second",
    ]);
  }));
