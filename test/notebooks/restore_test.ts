import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { CommandError, silentReport } from "lib/command/mod.ts";
import { keepDelivered } from "../../notebooks/delivered.ts";
import { run } from "../../notebooks/environment/run.ts";
import { restoreTopic } from "../../notebooks/restore.ts";
import { findTopics, type Topic } from "../../notebooks/topics.ts";
import { inFolder } from "../files/in_folder.ts";
import { writeTinyNotebook } from "./tiny_notebook.ts";

const NOW = new Date(2026, 10, 6, 9, 5, 7);
const KEPT = "01_tiny 2026-11-06 09.05.07";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

/** A clone with one notebook, and what is told when it is restored. */
async function inClone(
  use: (clone: string, topic: Topic, restore: () => Promise<string[]>) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    // A name that Git would quote, and a user may well have.
    const clone = join(await Deno.realPath(folder), "Kurs [2026] ö");
    await writeTinyNotebook(join(clone, "notebooks", "tiny", "01_tiny.ipynb"), [
      { prose: "# Tiny, naïvely" },
      { code: "1" },
    ]);
    const [topic] = await findTopics(join(clone, "notebooks"));
    await use(clone, topic!, async () => {
      const told: string[] = [];
      const say = (line: string) => told.push(line);
      await restoreTopic(topic!, { ...silentReport, say }, clone, NOW);
      return told;
    });
  });
}

async function git(clone: string, ...args: string[]): Promise<void> {
  const options = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"];
  const { code, stderr } = await run("git", [...options, ...args], { cwd: clone });
  assertEquals(code, 0, stderr);
}

Deno.test("a changed notebook comes back as committed, and the changed one is kept", () =>
  inClone(async (clone, { folder, notebooks: [path] }, restore) => {
    await git(clone, "init", "--quiet");
    await git(clone, "add", ".");
    await git(clone, "commit", "--quiet", "--message", "A notebook");
    const committed = await Deno.readTextFile(path!);
    assertEquals(await restore(), ["notebooks/tiny/01_tiny.ipynb: as committed"]);
    for (const changed of ["mine", "no JSON any more", ""]) {
      await Deno.writeTextFile(path!, changed);
      const [told = ""] = await restore();
      assertStringIncludes(told, `restored; yours is kept in notebooks/tiny/kept/${KEPT}`);
      assertEquals(await Deno.readTextFile(path!), committed);
    }
    assertEquals(names(folder), ["01_tiny.ipynb", "kept"]);
    assertEquals(names(join(folder, "kept")), [
      `${KEPT} (2).ipynb`,
      `${KEPT} (3).ipynb`,
      `${KEPT}.ipynb`,
    ]);
    assertEquals(await Deno.readTextFile(join(folder, "kept", `${KEPT}.ipynb`)), "mine");
    // What is kept is nobody's topic, and a new notebook of the user's nobody's to restore.
    await writeTinyNotebook(join(folder, "02_mine.ipynb"), [{ code: "2" }]);
    const [topic] = await findTopics(join(clone, "notebooks"));
    assertEquals(topic!.notebooks.length, 2);
    assertEquals(await restoreTopic(topic!, silentReport, clone), []);
    assertStringIncludes(await Deno.readTextFile(join(folder, "02_mine.ipynb")), '"2"');
  }));

Deno.test("a clone without history is restored from the copies made at its set-up", () =>
  inClone(async (clone, { notebooks: [path] }, restore) => {
    await assertRejects(restore, CommandError, "notebook:refresh");
    await keepDelivered(clone);
    const delivered = await Deno.readTextFile(path!);
    await Deno.writeTextFile(path!, "mine");
    // A later set-up must not take what became of it for what came.
    await keepDelivered(clone);
    assertStringIncludes((await restore())[0]!, "restored");
    assertEquals(await Deno.readTextFile(path!), delivered);
  }));
