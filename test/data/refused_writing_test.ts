import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { cloneFolder } from "lib/command/clone_folder.ts";
import { commaFiles, simulateRelease } from "../raw/movielens/raw_movielens.ts";
import { writeTexts } from "../raw/places.ts";

const succeeds = async (command: string, ...args: string[]) =>
  (await new Deno.Command(command, { args, stdout: "null", stderr: "null" }).output()).success;

/** Works on a disk of a few kilobytes, which goes afterwards; false if none can be made. */
async function onSmallDisk(work: (disk: string) => Promise<void>): Promise<boolean> {
  const disk = await Deno.makeTempDir();
  try {
    if (!await succeeds("mount", "-t", "tmpfs", "-o", "size=16k", "none", disk)) return false;
    try {
      await work(disk);
    } finally {
      await succeeds("umount", disk);
    }
    return true;
  } finally {
    await Deno.remove(disk);
  }
}

const canMount = Deno.uid() === 0 && await onSmallDisk(async () => {});
if (!canMount) console.log("No disk can be mounted here: skipping the tests on full ones");

const raw = await Deno.makeTempDir();
writeTexts(raw, commaFiles(simulateRelease(40, "disk")));

/** Commands that write to a folder named last. */
const COMMANDS: readonly (readonly [file: string, ...args: string[]])[] = [
  ["data/sample.ts", "--only", "slates", "--users", "900", "--out"],
  ["data/sample.ts", "--only", "impressions", "--impressions", "40", "--out"],
  ["data/movielens.ts", "--user-stride", "1", "--slates", "400", "--from", raw, "--out"],
  ["notebooks/clean.ts", "--out"],
];

async function outcome([file, ...args]: readonly [string, ...string[]], disk: string) {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", join(cloneFolder, file), ...args, disk],
    cwd: cloneFolder,
    env: { NO_COLOR: "1" },
  }).output();
  return { code, err: new TextDecoder().decode(stderr) };
}

/** All files below a folder. */
function filesBelow(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesBelow(join(folder, name)) : [name]
  );
}

for (const command of COMMANDS) {
  const name = command.slice(0, 3).join(" ");
  Deno.test({
    name: `on a full disk ${name} says so in a line and leaves nothing half-written`,
    ignore: !canMount,
    fn: async () => {
      await onSmallDisk(async (disk) => {
        const { code, err } = await outcome(command, disk);
        assertEquals(code, 1, err);
        // Where its last bytes find no room, Polars keeps the system's words to itself.
        assertMatch(err, /^error: [^\n]*(No space left on device|a full disk)[^\n]*\n$/);
        assertEquals(filesBelow(disk), []);
      });
    },
  });

  Deno.test({
    name: `on a read-only disk ${name} says so in a line`,
    ignore: !canMount,
    fn: async () => {
      await onSmallDisk(async (disk) => {
        await succeeds("mount", "-o", "remount,ro", disk);
        const { code, err } = await outcome(command, disk);
        assertEquals(code, 1, err);
        assertMatch(err, /^error: [^\n]*Read-only file system[^\n]*\n$/);
      });
    },
  });
}
