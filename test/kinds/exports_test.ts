/**
 * Kinds of things that stand where results go, and of runs that come to no end.
 *
 * To add an input, add a row to the table of its kind: a name, what stands there before, and what is
 * told and stands there afterwards.
 *
 * @module
 */

import { join } from "node:path";
import { CommandError, silentReport } from "lib/command/mod.ts";
import { type TopicResults } from "../../notebooks/index_page.ts";
import { requireIndexPlace } from "../../notebooks/index_place.ts";
import { restoreTopic } from "../../notebooks/restore.ts";
import { findTopics } from "../../notebooks/topics.ts";
import { recoverWriteup, replaceWriteup } from "../../notebooks/writeup_folder.ts";
import { WriteupIndex } from "../../notebooks/writeup_index.ts";
import { run } from "../../notebooks/environment/run.ts";
import { writeTexts } from "../raw/places.ts";
import { kind, said } from "./kind.ts";
import { newFolder } from "./tables.ts";

const UUID = "6ba7b810-9dad-41d1-80b4-00c04fd430c8";

/** The files below a folder with their texts, links with what they lead to, empty folders. */
function everything(folder: string, inner = ""): string[] {
  const entries = [...Deno.readDirSync(join(folder, inner))];
  if (entries.length === 0 && inner !== "") return [`${inner}/`];
  return entries.flatMap(({ name, isDirectory, isSymlink }) => {
    const path = join(inner, name);
    if (isSymlink) return [`${path} -> ${Deno.readLinkSync(join(folder, path))}`];
    if (isDirectory) return everything(folder, path);
    return name === ".written" ? [] : [`${path}: ${Deno.readTextFileSync(join(folder, path))}`];
  }).sort();
}

/** What is told of work that a user's surroundings may end. */
async function told(work: () => Promise<unknown>): Promise<string[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return [`error: ${error.message}`];
  }
}

const exporting = (text: string) => (folder: string) =>
  Promise.resolve(writeTexts(folder, { "page.html": text, "tables/01.csv": text }));
const EXPORT = ["topic/page.html: new", "topic/tables/01.csv: new"];
const EARLIER = ["topic/page.html: old", "topic/tables/01.csv: old"];

kind(
  "An export replaces what a run wrote, and nothing else",
  async (texts: Readonly<Record<string, string>>) => {
    const folder = newFolder();
    await replaceWriteup(`${folder}/topic`, exporting("old"));
    writeTexts(folder, texts);
    const refusal = await told(() => replaceWriteup(`${folder}/topic`, exporting("new")));
    return [...refusal, ...everything(folder)];
  },
  [
    ["nothing of the user's", {}, EXPORT],
    ["a folder called partial", { "topic.partial/a": "mine" }, [
      "topic.partial/a: mine",
      ...EXPORT,
    ]],
    ["a folder called replaced", { "topic.replaced/a": "mine" }, [
      "topic.replaced/a: mine",
      ...EXPORT,
    ]],
    ["a folder called replaced-1", { "topic.replaced-1/a": "mine" }, [
      "topic.replaced-1/a: mine",
      ...EXPORT,
    ]],
    ["another program's lock", { ".lock/a": "mine" }, [".lock/a: mine", ...EXPORT]],
    [
      "what a killed run left",
      { [`topic.${UUID}.partial/tables/01.csv`]: "half", [`.${UUID}.partial`]: "" },
      EXPORT,
    ],
    [
      "a download that goes on",
      { "topic/notes.partial": "mine" },
      said("error:", "notes.partial", "topic/notes.partial: mine", ...EARLIER),
    ],
    ["notes", { "topic/notes.txt": "mine" }, said("such as notes.txt", ...EARLIER)],
    [
      "another table",
      { "topic/tables/mine.csv": "mine" },
      said("such as tables/mine.csv", "topic/tables/mine.csv: mine", ...EARLIER),
    ],
    [
      "what a system puts into a folder that is looked at",
      { "topic/.DS_Store": "1" },
      ["topic/.DS_Store: 1", ...EXPORT],
    ],
  ],
);

kind(
  "What comes into the folder during a run is kept, or ends the run",
  async (texts: Readonly<Record<string, string>>) => {
    const folder = newFolder();
    await replaceWriteup(`${folder}/topic`, exporting("old"));
    const refusal = await told(() =>
      replaceWriteup(`${folder}/topic`, async (staging) => {
        await exporting("new")(staging);
        writeTexts(staging, { "tables/02.csv": "new" });
        writeTexts(`${folder}/topic`, texts);
      })
    );
    return [...refusal, ...everything(folder)];
  },
  [
    ["notes", { "notes.txt": "mine" }, [
      "topic/notes.txt: mine",
      ...EXPORT,
      "topic/tables/02.csv: new",
    ]],
    ["a folder", { "deep/er/notes.txt": "mine" }, [
      "topic/deep/er/notes.txt: mine",
      ...EXPORT,
      "topic/tables/02.csv: new",
    ]],
    [
      "a table that the run writes, too",
      { "tables/02.csv": "mine" },
      said("came there during the run", "tables/02.csv: mine", ...EARLIER),
    ],
  ],
);

/** How a run ends. */
type End = (staging: string, target: string) => Promise<void>;

kind<End>(
  "A run that ends early leaves the earlier export",
  async (end) => {
    const folder = newFolder();
    const target = `${folder}/topic`;
    await replaceWriteup(target, exporting("old"));
    const ended = await told(() =>
      replaceWriteup(target, async (staging) => {
        await exporting("new")(staging);
        await end(staging, target);
      })
    );
    return [...ended, ...everything(folder)];
  },
  [
    ["a cell that fails", () => Promise.reject(new CommandError("cell 3 failed", "Mend it.")), [
      "error: cell 3 failed. Mend it.",
      ...EARLIER,
    ]],
    [
      "another run of the same topic",
      async (_, target) => {
        const [second] = await told(() => replaceWriteup(target, exporting("other")));
        throw new CommandError(second ?? "none", "");
      },
      said("Another run is writing", ...EARLIER),
    ],
    [
      "a folder for results that is taken away",
      async (staging) => {
        await Deno.remove(staging, { recursive: true });
        throw new CommandError("gone", "");
      },
      said("gone", ...EARLIER),
    ],
  ],
);

kind(
  "Where a run was killed in the instant of replacing, the next command puts things right",
  async (texts: Readonly<Record<string, string>>) => {
    const folder = newFolder();
    writeTexts(folder, texts);
    await recoverWriteup(`${folder}/topic`);
    return everything(folder);
  },
  [
    ["nothing", {}, []],
    ["the earlier export stands aside", { [`topic.replaced-${UUID}/page.html`]: "old" }, [
      "topic/page.html: old",
    ]],
    [
      "both stand",
      {
        [`topic.replaced-${UUID}/page.html`]: "old",
        [`topic.replaced-${UUID}/.written`]: "page.html\n",
        "topic/page.html": "new",
      },
      ["topic/page.html: new"],
    ],
    [
      "both stand, and notes in the earlier one",
      {
        [`topic.replaced-${UUID}/page.html`]: "old",
        [`topic.replaced-${UUID}/notes.txt`]: "mine",
        [`topic.replaced-${UUID}/.written`]: "page.html\n../../mine\n",
        "topic/page.html": "new",
        "mine": "mine",
      },
      ["mine: mine", "topic/notes.txt: mine", "topic/page.html: new"],
    ],
    ["a user's folder of a like name", { "topic.replaced-by-me/page.html": "mine" }, [
      "topic.replaced-by-me/page.html: mine",
    ]],
  ],
);

kind(
  "The page that leads to all exports replaces no page of the user's",
  async (texts: Readonly<Record<string, string>>) => {
    const folder = newFolder();
    writeTexts(folder, texts);
    return [...await told(() => requireIndexPlace(`${folder}/index.html`)), ...everything(folder)];
  },
  [
    ["nothing", {}, []],
    [
      "a site of the user's",
      { "index.html": "<h1>Mine</h1>" },
      said("error:", "index.html is no page that a run of ours wrote", "<h1>Mine</h1>"),
    ],
    ["an empty page", { "index.html": "" }, said("error:")],
    ["a folder", { "index.html/notes.txt": "mine" }, said("error:", "notes.txt: mine")],
  ],
);

/** What becomes of the results. */
type Change = (topics: readonly TopicResults[], index: WriteupIndex) => Promise<void>;

kind<Change>(
  "The page that leads to all exports tells what stands beside it, and links nothing else",
  async (change) => {
    const folder = newFolder();
    const topics = ["a", "b"].map((name) => ({ folder: `${folder}/${name}`, pages: ["p.html"] }));
    for (const { folder } of topics) writeTexts(folder, { "p.html": page("old") });
    const index = new WriteupIndex(`${folder}/index.html`, topics);
    await index.update();
    await told(() => change(topics, index));
    const html = await Deno.readTextFile(index.path).catch(() => "");
    return [...html.matchAll(/href="([^"]*)".*?<p>(.*?)<\/p>/gs)].map(([, link, text]) =>
      `${link} ${text}`
    );
  },
  [
    ["both topics", () => Promise.resolve(), ["a/p.html old", "b/p.html old"]],
    [
      "one is exported anew",
      ([a], index) =>
        index.around(a!.folder, () => {
          writeTexts(a!.folder, { "p.html": page("new") });
          return Promise.resolve();
        }),
      ["a/p.html new", "b/p.html old"],
    ],
    [
      "the change fails halfway",
      ([a], index) =>
        index.around(a!.folder, () => {
          writeTexts(a!.folder, { "p.html": page("new") });
          throw new CommandError("broken", "");
        }),
      ["a/p.html new", "b/p.html old"],
    ],
    [
      "a process that ends within the change",
      async ([a], index) => {
        let during = "";
        await index.around(a!.folder, async () => {
          writeTexts(a!.folder, { "p.html": page("new") });
          during = await Deno.readTextFile(index.path);
        });
        // What would then stand there is what stood there during the change.
        await Deno.writeTextFile(index.path, during);
      },
      ["b/p.html old"],
    ],
    ["a topic that was deleted", async ([a], index) => {
      await Deno.remove(a!.folder, { recursive: true });
      await index.update();
    }, ["b/p.html old"]],
    ["all that was deleted", async (topics, index) => {
      for (const { folder } of topics) await Deno.remove(folder, { recursive: true });
      await index.update();
    }, []],
  ],
);

function page(summary: string): string {
  return `<h1>Title</h1><div data-summary><p>${summary}</p></div>`;
}

kind(
  "A notebook that was stepped through comes back as committed, and what was made of it is kept",
  async (changed: string) => {
    const clone = newFolder();
    writeTexts(clone, { "notebooks/topic/01.ipynb": "committed\n" });
    const git = (...args: string[]) =>
      run("git", ["-c", "user.name=A", "-c", "user.email=a@b.c", ...args], { cwd: clone });
    await git("init", "--quiet");
    await git("add", ".");
    await git("commit", "--quiet", "--message", "A notebook");
    Deno.writeTextFileSync(`${clone}/notebooks/topic/01.ipynb`, changed);
    const [topic] = await findTopics(`${clone}/notebooks`);
    await restoreTopic(topic!, silentReport, clone, new Date(2026, 0, 2, 3, 4, 5));
    return everything(`${clone}/notebooks/topic`);
  },
  [
    ["unchanged", "committed\n", ["01.ipynb: committed\n"]],
    ["with outputs", "outputs", [
      "01.ipynb: committed\n",
      "kept/01 2026-01-02 03.04.05.ipynb: outputs",
    ]],
    ["emptied", "", ["01.ipynb: committed\n", "kept/01 2026-01-02 03.04.05.ipynb: "]],
    ["broken", "{", ["01.ipynb: committed\n", "kept/01 2026-01-02 03.04.05.ipynb: {"]],
  ],
);
