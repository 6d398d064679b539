import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { CommandError } from "lib/command/mod.ts";
import { moveResults, replaceWriteup } from "../../notebooks/writeup_folder.ts";

async function inFolder(use: (target: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(join(folder, "topic"), folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
}

function writer(name: string): (folder: string) => Promise<void> {
  return async (folder) => {
    await Deno.mkdir(join(folder, "tables"));
    await Deno.writeTextFile(join(folder, "tables", name), "");
  };
}

Deno.test("a result takes the place of the earlier one as a whole", async () => {
  await inFolder(async (target, folder) => {
    await replaceWriteup(target, writer("first.csv"));
    await replaceWriteup(target, async (staging) => {
      assertEquals(names(folder), ["topic.partial"]);
      await writer("second.csv")(staging);
    });
    assertEquals(names(folder), ["topic"]);
    assertEquals(names(target), [".written", "tables"]);
    assertEquals(names(join(target, "tables")), ["second.csv"]);
    assertEquals(await Deno.readTextFile(join(target, ".written")), "tables/second.csv\n");
  });
});

Deno.test("a failed run leaves neither its own half nor the earlier result", async () => {
  await inFolder(async (target, folder) => {
    await replaceWriteup(target, writer("first.csv"));
    await assertRejects(
      () => replaceWriteup(target, () => Promise.reject(new RangeError("broken"))),
      RangeError,
      "broken",
    );
    assertEquals(names(folder), []);
  });
});

Deno.test("what a killed run left is cleared away", async () => {
  await inFolder(async (target, folder) => {
    await writer("half.csv")(await Deno.mkdir(`${target}.partial`).then(() => `${target}.partial`));
    await replaceWriteup(target, writer("whole.csv"));
    assertEquals(names(folder), ["topic"]);
    assertEquals(names(join(target, "tables")), ["whole.csv"]);
  });
});

Deno.test("a folder with files of the user's is refused and left alone", async () => {
  await inFolder(async (target) => {
    await replaceWriteup(target, writer("first.csv"));
    await Deno.writeTextFile(join(target, "tables", "mine.csv"), "mine");
    await assertRejects(
      () => replaceWriteup(target, writer("second.csv")),
      CommandError,
      "holds 1 file that no run of ours wrote, such as tables/mine.csv",
    );
    assertEquals(names(join(target, "tables")), ["first.csv", "mine.csv"]);
  });
});

Deno.test("two runs do not write the same result at once", async () => {
  await inFolder(async (target) => {
    await replaceWriteup(target, async (staging) => {
      await assertRejects(
        () => replaceWriteup(target, writer("other.csv")),
        CommandError,
        "Another run",
      );
      await writer("first.csv")(staging);
    });
    assertEquals(names(join(target, "tables")), ["first.csv"]);
  });
});

Deno.test("the results of several notebooks come together, and none replaces another's", async () => {
  await inFolder(async (_, folder) => {
    const part = join(folder, "running");
    const run = async (table: string) => {
      await Deno.mkdir(part, { recursive: true });
      await Deno.writeTextFile(join(part, ".written"), "");
      await Deno.mkdir(join(part, "tables"), { recursive: true });
      await Deno.writeTextFile(join(part, "tables", table), "");
      await moveResults(part, folder);
    };
    await run("02_load.csv");
    await run("03_load.csv");
    assertEquals(names(folder), ["tables"]);
    assertEquals(names(join(folder, "tables")), ["02_load.csv", "03_load.csv"]);
    await assertRejects(
      () => run("03_load.csv"),
      CommandError,
      "of the same name: tables/03_load.csv",
    );
  });
});
