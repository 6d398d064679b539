import { assertEquals, assertRejects } from "@std/assert";
import { basename, join } from "node:path";
import { CommandError } from "lib/command/mod.ts";
import { moveResults, recoverWriteup, replaceWriteup } from "../../notebooks/writeup_folder.ts";

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

Deno.test("a result takes the place of the earlier one as a whole, when it is complete", async () => {
  await inFolder(async (target, folder) => {
    await replaceWriteup(target, writer("first.csv"));
    await replaceWriteup(target, async (staging) => {
      assertEquals(names(join(target, "tables")), ["first.csv"]);
      await writer("second.csv")(staging);
    });
    assertEquals(names(folder), ["topic"]);
    assertEquals(names(target), [".written", "tables"]);
    assertEquals(names(join(target, "tables")), ["second.csv"]);
    assertEquals(await Deno.readTextFile(join(target, ".written")), "tables/second.csv\n");
  });
});

Deno.test("a failed run leaves the earlier result as it was, and nothing of its own", async () => {
  await inFolder(async (target, folder) => {
    const fail = () =>
      assertRejects(
        () => replaceWriteup(target, () => Promise.reject(new RangeError("broken"))),
        RangeError,
        "broken",
      );
    await fail();
    assertEquals(names(folder), []);
    await replaceWriteup(target, writer("first.csv"));
    await fail();
    assertEquals(names(folder), ["topic"]);
    assertEquals(names(join(target, "tables")), ["first.csv"]);
    // Nor does one fail halfway that cannot be published.
    await assertRejects(
      () =>
        replaceWriteup(target, writer("second.csv"), {
          publish: () => Promise.reject(new RangeError("unpublished")),
        }),
      RangeError,
    );
    assertEquals(names(folder), ["topic"]);
    assertEquals(names(join(target, "tables")), ["first.csv"]);
  });
});

Deno.test("what looks like a run's own but is the user's stays", async () => {
  await inFolder(async (target, folder) => {
    const users = ["topic.partial", "topic.replaced", ".lock"];
    for (const name of users) {
      await Deno.mkdir(join(folder, name));
      await Deno.writeTextFile(join(folder, name, "mine.csv"), "mine");
    }
    await replaceWriteup(target, writer("first.csv"));
    await replaceWriteup(target, writer("second.csv"));
    assertEquals(names(folder), [...users, "topic"].sort());
    for (const name of users) assertEquals(names(join(folder, name)), ["mine.csv"]);
    await Deno.writeTextFile(join(target, "download.partial"), "mine");
    await assertRejects(
      () => replaceWriteup(target, writer("third.csv")),
      CommandError,
      "such as download.partial",
    );
    assertEquals(await Deno.readTextFile(join(target, "download.partial")), "mine");
  });
});

Deno.test("a run that was killed while replacing is taken back, or completed", async () => {
  await inFolder(async (target, folder) => {
    const earlier = `${target}.replaced-${crypto.randomUUID()}`;
    await replaceWriteup(target, writer("first.csv"));
    // Between the two renamings: the new results never took the place.
    await Deno.rename(target, earlier);
    await Deno.mkdir(`${target}.${crypto.randomUUID()}.partial`);
    await recoverWriteup(target);
    assertEquals(names(join(target, "tables")), ["first.csv"]);
    // After them: the earlier ones are still there, with what the user put beside them meanwhile.
    await Deno.rename(target, earlier);
    await Deno.writeTextFile(join(earlier, "tables", "mine.csv"), "mine");
    await Deno.mkdir(join(earlier, "empty"));
    await writer("second.csv")(await Deno.mkdir(target).then(() => target));
    await Deno.writeTextFile(join(target, ".written"), "tables/second.csv\n");
    await recoverWriteup(target);
    assertEquals(names(target), [".written", "empty", "tables"]);
    assertEquals(names(join(target, "tables")), ["mine.csv", "second.csv"]);
    await Deno.remove(join(target, "tables", "mine.csv"));
    await replaceWriteup(target, writer("third.csv"));
    assertEquals(names(folder), ["topic"]);
    assertEquals(names(join(target, "tables")), ["third.csv"]);
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

Deno.test("what the user puts there during a run stays, unless the results need its name", async () => {
  await inFolder(async (target) => {
    await replaceWriteup(target, writer("first.csv"));
    await replaceWriteup(target, async (staging) => {
      await writer("second.csv")(staging);
      await Deno.writeTextFile(join(target, "tables", "mine.csv"), "mine");
      await Deno.writeTextFile(join(target, ".DS_Store"), "");
    });
    assertEquals(names(target), [".DS_Store", ".written", "tables"]);
    assertEquals(names(join(target, "tables")), ["mine.csv", "second.csv"]);
    // A folder in the place of a recorded file is the user's as well.
    await Deno.remove(join(target, "tables", "mine.csv"));
    await replaceWriteup(target, async (staging) => {
      await writer("second.csv")(staging);
      await Deno.remove(join(target, "tables", "second.csv"));
      await Deno.mkdir(join(target, "tables", "second.csv"));
      await Deno.writeTextFile(join(target, "tables", "second.csv", "mine"), "");
    });
    assertEquals(names(join(target, "tables")), ["second.csv", "second.csv (2)"]);
    await Deno.remove(join(target, "tables", "second.csv (2)"), { recursive: true });
    await assertRejects(
      () =>
        replaceWriteup(target, async (staging) => {
          await writer("third.csv")(staging);
          await Deno.writeTextFile(join(target, "tables", "third.csv"), "mine");
        }),
      CommandError,
      "tables/third.csv, which came there during the run",
    );
    assertEquals(names(join(target, "tables")), ["second.csv", "third.csv"]);
    assertEquals(await Deno.readTextFile(join(target, "tables", "third.csv")), "mine");
  });
});

Deno.test("a link keeps its target, and a file in the results' place is refused", async () => {
  await inFolder(async (target, folder) => {
    await Deno.mkdir(join(folder, "elsewhere"));
    await Deno.symlink("elsewhere/results", target);
    for (const name of ["first.csv", "second.csv"]) {
      await replaceWriteup(target, writer(name));
      assertEquals(await Deno.readLink(target), "elsewhere/results");
      assertEquals(names(join(folder, "elsewhere")), ["results"]);
      assertEquals(names(join(folder, "elsewhere", "results", "tables")), [name]);
    }
    await Deno.writeTextFile(join(folder, "file"), "mine");
    await assertRejects(
      () => replaceWriteup(join(folder, "file"), writer("first.csv")),
      CommandError,
      "is no folder",
    );
    assertEquals(await Deno.readTextFile(join(folder, "file")), "mine");
  });
});

Deno.test("a folder may have the longest name that there is", async () => {
  await inFolder(async (_, folder) => {
    const target = join(folder, "n".repeat(255));
    for (const name of ["first.csv", "second.csv"]) await replaceWriteup(target, writer(name));
    assertEquals(names(folder), [basename(target)]);
    assertEquals(names(join(target, "tables")), ["second.csv"]);
  });
});

Deno.test("two runs do not write the same result at once", async () => {
  await inFolder(async (target, folder) => {
    await replaceWriteup(target, async (staging) => {
      await assertRejects(
        () => replaceWriteup(target, writer("other.csv")),
        CommandError,
        "Another run",
      );
      await writer("first.csv")(staging);
    });
    assertEquals(names(folder), ["topic"]);
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

Deno.test({
  name: "a folder at which another disk is mounted is refused before anything runs",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await inFolder(async (_, folder) => {
      await Deno.symlink("/proc", join(folder, "link"));
      for (const target of ["/proc", join(folder, "link")]) {
        await assertRejects(
          () => replaceWriteup(target, () => Promise.reject(new Error("written"))),
          CommandError,
          "another disk is mounted",
        );
      }
    });
  },
});
