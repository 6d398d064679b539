import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { cloneFolder } from "lib/command/clone_folder.ts";
import { userFault } from "lib/command/command.ts";
import { CommandError, Interrupted } from "lib/command/errors.ts";
import { fitted } from "lib/command/report.ts";

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** @param shell what a shell does with the command, which is its arguments: `exec "$@" >&-` */
async function runFile(
  file: string,
  args: readonly string[],
  shell = 'exec "$@"',
): Promise<Outcome> {
  const config = join(cloneFolder, "deno.json");
  const run = [Deno.execPath(), "run", "-A", "--quiet", "--config", config, file, ...args];
  const { code, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", shell, "sh", ...run],
    env: { NO_COLOR: "1" },
    cwd: cloneFolder,
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

/** A command that does what its test needs, in a file of its own. */
async function runScript(
  body: string,
  ...options: (string | { readonly shell: string })[]
): Promise<Outcome> {
  const args = options.filter((option) => typeof option === "string");
  const shell = options.find((option) => typeof option !== "string")?.shell;
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(
    file,
    `
    import { runCommand } from "lib/command/command.ts";
    import { CommandError, Interrupted, UsageError } from "lib/command/errors.ts";
    import { stopOnSignal } from "lib/command/interruption.ts";
    import { wholeNumber } from "lib/command/options.ts";
    import { printLine, terminalReport } from "lib/command/report.ts";
    import { withStepLines } from "lib/command/terminal_bar.ts";
    import { InputError } from "lib/errors.ts";
    await runCommand({
      usage: "Usage: this",
      options: { rows: { type: "string", default: "5" } },
      run: async ({ values }) => { ${body} },
    });`,
  );
  try {
    return await runFile(file, args, shell);
  } finally {
    await Deno.remove(file);
  }
}

/** Every task of `deno.json` that is a command of this project, with its file. */
async function commands(): Promise<[task: string, file: string][]> {
  const { tasks } = JSON.parse(await Deno.readTextFile(join(cloneFolder, "deno.json")));
  return Object.entries(tasks as Record<string, { command: string }>).flatMap(
    ([task, { command }]): [string, string][] => {
      const file = /(\S+\.ts)\b/.exec(command)?.[1];
      return file === undefined ? [] : [[task, join(cloneFolder, file)]];
    },
  );
}

Deno.test("every command shows its help on --help and -h, and does nothing besides", async () => {
  const found = await commands();
  assertEquals(found.length >= 11, true);
  for (const [task, file] of found) {
    const [long, short] = await Promise.all([runFile(file, ["--help"]), runFile(file, ["-h"])]);
    assertEquals(long, short, task);
    assertEquals([long.code, long.err], [0, ""], task);
    assertEquals(long.out.startsWith(`Usage: deno task ${task}`), true, `${task}: ${long.out}`);
    assertMatch(long.out, /^ +--help, -h +\S/m);
  }
});

Deno.test("an option that there is not ends every command with code 2 and one line", async () => {
  for (const [task, file] of await commands()) {
    // All options of this one are JupyterLab's.
    if (task === "lab") continue;
    const { code, out, err } = await runFile(file, ["--no-such-option"]);
    assertEquals([code, out], [2, ""], task);
    assertMatch(err, /^error: [^\n]*--no-such-option[^\n]*\. See --help\.\n$/);
  }
});

Deno.test("the exit code says how a command ended, and its message is one line without a trace", async () => {
  const cases: [body: string, code: number, err: string][] = [
    ["return 0;", 0, ""],
    ["return 7;", 7, ""],
    [
      'throw new InputError("no rows", { remedy: "Give some." });',
      1,
      "error: no rows. Give some.\n",
    ],
    ['throw new CommandError("No Python", "Install it.");', 1, "error: No Python. Install it.\n"],
    [
      'throw new UsageError("--rows is odd");',
      2,
      "error: --rows is odd. See --help.\n",
    ],
    [
      'return wholeNumber("--rows", values.rows, { least: 6 });',
      2,
      'error: --rows is "5": give a whole number from 6. See --help.\n',
    ],
    [
      'return wholeNumber("--rows", values.rows, { least: 1, most: 4 });',
      2,
      'error: --rows is "5": give a whole number from 1 to 4. See --help.\n',
    ],
    ["throw new Interrupted();", 130, "Interrupted.\n"],
  ];
  const outcomes = await Promise.all(cases.map(([body]) => runScript(body)));
  outcomes.forEach(({ code, err }, at) => assertEquals([code, err], cases[at]!.slice(1)));
});

Deno.test("a fault of the project itself keeps its trace, and says whose fault it is", async () => {
  const cases = [
    'throw new Error("broken");',
    'setTimeout(() => { throw new Error("broken"); }); return await new Promise(() => {});',
    'Promise.reject(new Error("broken")); return await new Promise((r) => setTimeout(r, 1000));',
  ];
  for (const { code, err } of await Promise.all(cases.map((body) => runScript(body)))) {
    assertEquals(code, 1);
    assertMatch(
      err,
      /^error: this is a fault of the project, not yours; [^\n]*\nError: broken\n {4}at /,
    );
  }
});

Deno.test("what the operating system refuses is told in words, with the file and what to do", async () => {
  const long = `/tmp/${"a".repeat(600)}`;
  const cases: [body: string, pattern: RegExp][] = [
    [
      `await Deno.readTextFile("/nowhere/file");`,
      /^\/nowhere\/file: No such file or directory\. \S/,
    ],
    [`await Deno.readTextFile("/");`, /^\/: Is a directory\. Move /],
    [`await Deno.readTextFile("/etc/passwd/x");`, /^\/etc\/passwd\/x: Not a directory\. Move /],
    [`await Deno.stat("${long}");`, /^\/tmp\/a+…a+: File name too long\. Choose a shorter /],
    [
      `(await import("node:fs")).readFileSync("/nowhere/file");`,
      /^\/nowhere\/file: no such file or directory\. \S/,
    ],
    [
      `await Deno.writeTextFile("/dev/full", "x");`,
      /^\/dev\/full: No space left on device\. Make /,
    ],
    [
      `throw new Error("OSError: [Errno 28] No space left on device: '/tmp/x.ipynb'");`,
      /^\/tmp\/x\.ipynb: No space left on device\. Make room /,
    ],
    [
      `const pl = (await import("nodejs-polars")).default;
      pl.DataFrame({ a: [1] }).writeParquet("/dev/full");`,
      /^No space left on device\. Make room /,
    ],
    [
      `const folder = Deno.makeTempDirSync();
      Deno.symlinkSync(folder + "/loop", folder + "/loop");
      await Deno.stat(folder + "/loop");`,
      /^\S+\/loop: Too many levels of symbolic links\. Mend the link /,
    ],
  ];
  const outcomes = await Promise.all(cases.map(([body]) => runScript(`${body} return 0;`)));
  for (const [at, { code, err }] of outcomes.entries()) {
    assertEquals(code, 1);
    assertMatch(err, /^error: [^\n]+\n$/);
    assertMatch(err.slice("error: ".length), cases[at]![1]);
  }
});

Deno.test("a file above the user's limit is an error of writing it", async () => {
  const folder = await Deno.makeTempDir();
  const { code, err } = await runScript(
    `if (values.rows === "0") return 0;
    const { writeAtomically } = await import("lib/files/atomic_write.ts");
    await writeAtomically("${folder}/big", (path) => Deno.writeTextFile(path, "x".repeat(1e6)));
    return 0;`,
    // Deno's own caches are filled without the limit.
    { shell: '"$@" --rows 0; ulimit -f 100; exec "$@"' },
  );
  assertEquals([code, [...Deno.readDirSync(folder)]], [1, []]);
  assertEquals(
    err.replace(folder, ""),
    "error: /big: File too large. Allow larger files (ulimit -f), and run the command again.\n",
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("an output that cannot be written is told, one that nobody reads ends quietly", async () => {
  const body = `
    for (let line = 0; line < 3; line++) printLine("result " + "x".repeat(1e5));
    terminalReport.say("said");
    Deno.writeTextFileSync(values.rows, "done");
    return 3;`;
  const folder = await Deno.makeTempDir();
  const done = join(folder, "done");
  const shells: [shell: string, code: number, isDone: boolean, err: RegExp][] = [
    [
      '"$@" >/dev/full',
      1,
      false,
      /^error: The results cannot be written to the standard output: No space left on device\. Send [^\n]*\n$/,
    ],
    ['"$@" >&-', 3, true, /^said\n$/],
    ['"$@" 2>/dev/full', 3, true, /^$/],
    ['"$@" 2>&-', 3, true, /^$/],
    ['"$@" <&- >&- 2>&-', 3, true, /^$/],
    ['{ "$@"; echo "$?" >&2; } | :', 0, true, /^said\n3\n$/],
    ['{ { "$@" 2>&1 >&3; echo "$?" >&4; } | :; } 3>/dev/null 4>&2', 0, true, /^3\n$/],
  ];
  for (const [shell, code, isDone, err] of shells) {
    const outcome = await runScript(body, { shell }, "--rows", done);
    assertEquals(outcome.code, code, shell);
    assertMatch(outcome.err, err, shell);
    assertEquals([...Deno.readDirSync(folder)].length, isDone ? 1 : 0, shell);
    if (isDone) await Deno.remove(done);
  }
  await Deno.remove(folder);
});

Deno.test("every command's help says where it cannot be written, and is quiet where nobody reads", async () => {
  for (const [task, file] of await commands()) {
    const full = await runFile(file, ["--help"], 'exec "$@" >/dev/full');
    assertEquals(full.code, 1, task);
    assertMatch(full.err, /^error: The results cannot be written [^\n]*\n$/, task);
    const closed = await runFile(file, ["--help"], '{ "$@"; echo "$?" >&2; } | :');
    assertEquals([closed.out, closed.err], ["", "0\n"], task);
  }
});

Deno.test("a value that looks like an option is refused in one sentence", async () => {
  const { code, err } = await runScript("return 0;", "--rows", "-3");
  assertEquals(code, 2);
  assertMatch(err, /^error: Option '--rows' lacks its value, or has one that begins with a hyphen/);
});

Deno.test("a number is a whole one in digits, for every option that takes one", async () => {
  const body = 'return wholeNumber("--rows", values.rows, { most: 100 });';
  const sound = { "0": 0, "7": 7, "007": 7, "100": 100 };
  for (const [text, code] of Object.entries(sound)) {
    assertEquals((await runScript(body, `--rows=${text}`)).code, code);
  }
  const wrong = ["", " 5", "5 ", "+5", "-3", "0.5", "5.0", "1e1", "0x10", "0b1", "1_0", "٣", "５"];
  wrong.push("Infinity", "1e400", "NaN", "101", "9".repeat(400), "5s");
  const options = await Promise.all(wrong.map((text) => runScript(body, `--rows=${text}`)));
  const timeouts = await Promise.all(
    ["0", ...wrong].slice(0, 8).map((text) =>
      runFile(join(cloneFolder, "notebooks", "writeups.ts"), [`--timeout=${text}`])
    ),
  );
  for (const { code, out, err } of [...options, ...timeouts]) {
    assertEquals([code, out], [2, ""], err);
    assertMatch(err, /^error: --(rows|timeout) is "[^"\n]*": give [^\n]*\. See --help\.\n$/);
  }
});

Deno.test("an option that is given twice with two values is refused", async () => {
  assertEquals((await runScript("return Number(values.rows);", "--rows=5", "--rows", "5")).code, 5);
  const { code, err } = await runScript("return 0;", "--rows=5", "--rows", "6");
  assertEquals([code, err], [
    2,
    'error: --rows is given twice, "5" and "6": leave one of them out. See --help.\n',
  ]);
});

Deno.test("results in the place of the notebooks are refused before anything runs", async () => {
  const notebooks = join(cloneFolder, "notebooks");
  const folder = await Deno.makeTempDir();
  await Deno.symlink(
    join(notebooks, "heterogeneous_effects"),
    join(folder, "heterogeneous_effects"),
  );
  for (const out of [notebooks, folder]) {
    const { code, err } = await runFile(join(notebooks, "writeups.ts"), [`--out=${out}`]);
    assertEquals(code, 1);
    assertMatch(err, /^error: The results would take the place of the notebooks in [^\n]*\n$/);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("what a user can mend is told in a line, whoever refuses it", () => {
  const full = new Error("No space left on device (os error 28): open '/full/a.html'");
  assertEquals(userFault(full)?.includes("Make room on the disk"), true);
  assertEquals(userFault(new CommandError("It failed", "Try again.")), "It failed. Try again.");
  assertEquals(userFault(new Interrupted()), undefined);
  assertEquals(userFault(new TypeError("x is not a function")), undefined);
});

Deno.test("a signal lets the work clear up, and a second one ends it at once", async () => {
  const waiting = (clear: string) => `
    return await stopOnSignal(async (signal) => {
      await new Promise((resolve) => {
        signal.addEventListener("abort", () => { ${clear} });
        const timer = setInterval(() => {}, 10);
        Deno.kill(Deno.pid, "SIGTERM");
      });
      return 0;
    });`;
  const polite = await runScript(`
    return await stopOnSignal(async (signal) => {
      Deno.kill(Deno.pid, "SIGTERM");
      while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5));
      console.log("cleared");
      signal.throwIfAborted();
      return 0;
    });`);
  assertEquals([polite.code, polite.out, polite.err], [130, "cleared\n", "Interrupted.\n"]);
  const twice = await runScript(waiting('Deno.kill(Deno.pid, "SIGINT");'));
  assertEquals(twice.code, 130);
});

Deno.test("steps are told once each, a line a step", async () => {
  const { out } = await runScript(`
    await withStepLines(console.log, async (onProgress) => {
      for (const done of [0, 1, 2]) {
        onProgress({ step: "reading", text: "Reading ratings.csv", done, total: 2 });
      }
      onProgress({ step: "writing", text: "Writing 4 slates", done: 0, total: 0 });
    });
    return 0;`);
  assertEquals(out, "Reading ratings.csv\nWriting 4 slates\n");
});

Deno.test("no control character reaches the terminal, whoever put it into a name", async () => {
  const evil = "a\\x1b[2J\\x07b";
  const { code, out, err } = await runScript(`
    printLine("Wrote ${evil}");
    await withStepLines(console.log, async (onProgress) => {
      onProgress({ step: "reading", text: "Reading ${evil}", done: 0, total: 0 });
    });
    terminalReport.say("${evil}");
    terminalReport.step("${evil}");
    throw new CommandError("${evil} failed", "Mend it.", "1\\n${evil}");`);
  const shown = "a\\x1b[2J\\x07b";
  assertEquals([code, out], [1, `Wrote ${shown}\nReading ${shown}\n`]);
  assertEquals(
    err,
    `${shown}\n${shown}\nerror: ${shown} failed:\n  1\n  ${shown}\nMend it.\n`,
  );
  const option = await runScript("return 0;", "--\x1b[31m");
  assertEquals(option.code, 2);
  assertStringIncludes(option.err, "\\x1b[31m");
});

Deno.test("a moving line fits the terminal, and one that tells no width cuts nothing", () => {
  assertEquals(fitted("cell 1 of 9", 6), "cell ");
  assertEquals(fitted("cell 1 of 9", 80), "cell 1 of 9");
  assertEquals(fitted("cell 1 of 9", 0), "cell 1 of 9");
  assertEquals(fitted("ab😀", 4), "ab");
});
