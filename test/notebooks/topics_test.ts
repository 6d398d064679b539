import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { findTopics } from "../../notebooks/topics.ts";
import { writeTexts } from "../raw/places.ts";

Deno.test("topics are folders with notebooks, and other programs' hidden files are none", async () => {
  const folder = await Deno.makeTempDir();
  writeTexts(folder, {
    "notebooks/a/02_b.ipynb": "",
    "notebooks/a/01_a.ipynb": "",
    "notebooks/a/._01_a.ipynb": "",
    "notebooks/a/.~03_c.ipynb": "",
    "notebooks/none/._01_a.ipynb": "",
    "notebooks/.hidden/01_a.ipynb": "",
    "notebooks/a.ipynb": "",
  });
  const notebooks = join(folder, "notebooks");
  assertEquals(
    (await findTopics(notebooks)).map((topic) => [topic.name, topic.notebooks]),
    [
      ["a", [join(notebooks, "a", "01_a.ipynb"), join(notebooks, "a", "02_b.ipynb")]],
    ],
  );
  await Deno.remove(folder, { recursive: true });
});
