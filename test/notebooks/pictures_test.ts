/**
 * The pictures that the notebooks' prose shows: they are there, say what they show, and load nothing.
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { dirname, join } from "node:path";
import { copyTargets, relativeTargets } from "../../notebooks/beside.ts";
import { readNotebook, wholeText } from "../../notebooks/execution/notebook_format.ts";
import { findTopics, notebookName } from "../../notebooks/topics.ts";

for (const topic of await findTopics()) {
  for (const path of topic.notebooks) {
    const notebook = await readNotebook(path);
    const pictures = relativeTargets(notebook, "pictures");

    Deno.test(`${notebookName(path)} draws what acts on what, in words too`, async () => {
      assert(pictures.length >= 1);
      for (const picture of pictures) {
        const svg = await Deno.readTextFile(join(dirname(path), picture));
        assertMatch(svg, /<title id="[^"]+">[^<]{20,}<\/title>/);
        assertMatch(svg, /<desc id="[^"]+">[^<]{60,}<\/desc>/);
        // What a page would refuse: scripts, and whatever comes from elsewhere.
        assertEquals(svg.match(/<script|<style|<image|<foreignObject|href=|\son\w+=/g), null);
      }
      const prose = notebook.cells.map(({ source }) => wholeText(source)).join("\n");
      const texts = [...prose.matchAll(/!\[([^\]]*)\]\(/g)].map(([, text]) => text!);
      for (const text of texts) assert(text.length >= 60, `too little is said: "${text}"`);
    });

    Deno.test(`${notebookName(path)}: its pictures go with it, what is missing does not stop it`, async () => {
      const folder = await Deno.makeTempDir();
      await copyTargets(path, [...pictures, "no_such_picture.svg", "../.."], folder);
      const copied = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
      assertEquals(copied, [...pictures].sort());
      await Deno.remove(folder, { recursive: true });
    });
  }
}
