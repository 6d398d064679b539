/**
 * The stages of the suite, in their order.
 *
 * @module
 */

import { join, relative } from "node:path";
import { cloneFolder, type Report } from "lib/command/mod.ts";
import { withScratchFolder } from "../../notebooks/environment/folders.ts";
import { prepareEnvironment } from "../../notebooks/environment/prepare.ts";
import { run } from "../../notebooks/environment/run.ts";
import { findTopics } from "../../notebooks/topics.ts";
import { extractScripts } from "../notebooks/extract.ts";
import { writeExamples } from "./examples.ts";
import { countJunit, type Counts, NO_TESTS } from "./counts.ts";
import { filesBelow } from "./own_files.ts";
import { type Selection, SOURCE_FOLDERS } from "./selection.ts";

/** What became of a stage. */
export interface Outcome {
  readonly counts: Counts;
  /** What the programs said; shown where something failed. */
  readonly said: string;
}

/** One line of the suite's report. */
export interface Stage {
  readonly name: string;
  readonly run: (report: Report) => Promise<Outcome>;
}

/** Folders of `test/` that are slow or need Jupyter, and so have stages of their own. */
const NOTEBOOK_TESTS = "test/notebooks";
const ENVIRONMENT_TESTS = "test/environment";
const BROWSER_TESTS = "test/browser";
/** The files that Deno formats, notebooks apart. */
const FORMATTED = /\.(ts|js|json|md|css|html|yml)$/;
/** What stands at the clone's root besides the folders. */
const ROOT_FILES = ["README.md", "CONTRIBUTING.md", "deno.json"];
/** Folders whose tests start programs: too slow for a check while one works. */
const STARTING_PROGRAMS = ["test/command", "test/data", "test/kinds"];
/** Measurements and stand-ins: no tests. */
const WITHOUT_TESTS = ["test/bench", "test/fixtures", "test/std_assert"];

/**
 * The stages for a selection.
 *
 * @param selection what of the suite is wanted
 */
export function stagesFor(selection: Selection): Stage[] {
  const { everything, sources, documented, tests } = selection;
  const notebookTests = tests.filter((path) => within(path, NOTEBOOK_TESTS));
  const environmentTests = tests.filter((path) => within(path, ENVIRONMENT_TESTS));
  const browserTests = tests.filter((path) => within(path, BROWSER_TESTS));
  const withJupyter = [...notebookTests, ...environmentTests, ...browserTests];
  const otherTests = tests.filter((path) => !withJupyter.includes(path));
  const needsJupyter = everything || withJupyter.length > 0;
  return [
    ...(needsJupyter ? [{ name: "set-up", run: setUp }] : []),
    // The whole clone, Markdown and notebooks included, or what was named.
    { name: "format", run: () => format(sources, everything) },
    denoStage("lint", ["lint", "--permit-no-files", ...sources]),
    { name: "type check", run: () => typeCheck(sources, everything) },
    ...testStage("unit, fixture and property tests", otherTests, [
      "--parallel",
      `--ignore=${[...WITHOUT_TESTS, NOTEBOOK_TESTS, ENVIRONMENT_TESTS, BROWSER_TESTS].join(",")}`,
    ]),
    ...testStage(
      "examples in doc comments and Markdown",
      [
        ...documented,
        ...(everything ? existing(["README.md", "CONTRIBUTING.md", "data/README.md"]) : []),
      ],
      ["--doc", "--parallel"],
    ),
    ...testStage("notebooks", everything ? [NOTEBOOK_TESTS] : notebookTests, ["--parallel"]),
    ...testStage("set-up path", everything ? [ENVIRONMENT_TESTS] : environmentTests, []),
    ...testStage("browser", everything ? [BROWSER_TESTS] : browserTests, ["--parallel"])
      .map(({ name, run }) => ({
        name: `${name} (pictures in ${BROWSER_TESTS}/screenshots)`,
        run,
      })),
  ];
}

/**
 * The stages of a quick check while one works: format, lint, types, unit and property tests, and the
 * examples of what users import. Tests that start programs, run notebooks or open a browser are
 * left to the whole suite.
 */
export function checkStages(): Stage[] {
  const left = [NOTEBOOK_TESTS, ENVIRONMENT_TESTS, BROWSER_TESTS, ...STARTING_PROGRAMS];
  return [
    { name: "format", run: () => format(SOURCE_FOLDERS, true) },
    denoStage("lint", ["lint", ...SOURCE_FOLDERS]),
    { name: "type check", run: () => typeCheck(SOURCE_FOLDERS, true) },
    ...testStage("unit and property tests", ["test"], [
      "--no-check",
      "--parallel",
      `--ignore=${[...WITHOUT_TESTS, ...left].join(",")}`,
    ]),
    {
      name: "examples of what users import",
      run: (report) =>
        withFolderInside("examples", async (folder) => {
          const tests = await writeExamples(await faceFiles(), folder);
          const [stage] = testStage("examples", tests, ["--no-check", "--parallel"]);
          return await stage!.run(report);
        }),
    },
  ];
}

/** The files that define what the rooms' `mod.ts` export. */
async function faceFiles(): Promise<string[]> {
  const rooms = [...Deno.readDirSync(join(cloneFolder, "lib"))].filter((entry) =>
    entry.isDirectory
  );
  const faces = await Promise.all(
    rooms.map(({ name }) =>
      Deno.readTextFile(join(cloneFolder, "lib", name, "mod.ts")).catch(() => "")
    ),
  );
  const files = faces.flatMap((face) => [...face.matchAll(/from "(lib\/[^"]+)"/g)]);
  return [...new Set(files.map(([, file]) => file!))];
}

function within(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function existing(paths: readonly string[]): string[] {
  return paths.filter((path) => {
    try {
      return Deno.statSync(join(cloneFolder, path)).isFile;
    } catch {
      return false;
    }
  });
}

function single(passed: boolean, said: string): Outcome {
  return { counts: { ...NO_TESTS, [passed ? "passed" : "failed"]: 1 }, said };
}

async function setUp(report: Report): Promise<Outcome> {
  try {
    await prepareEnvironment("lab", report);
    return single(true, "");
  } catch (error) {
    return single(false, String(error));
  }
}

function deno(args: readonly string[]) {
  return run(Deno.execPath(), args, {
    cwd: cloneFolder,
    env: { NO_COLOR: "1", RUST_BACKTRACE: "0" },
  });
}

function denoStage(name: string, args: readonly string[]): Stage {
  return {
    name,
    run: async () => {
      const { code, stdout, stderr } = await deno(args);
      return single(code === 0, stdout + stderr);
    },
  };
}

async function format(sources: readonly string[], notebooks: boolean): Promise<Outcome> {
  // Named one by one: results that a user put elsewhere in the clone are not ours to format.
  const ours = notebooks ? [...sources, ...existing(ROOT_FILES)] : sources;
  const files = await Promise.all(
    ours.map((path) => Array.fromAsync(filesBelow(join(cloneFolder, path), FORMATTED))),
  );
  const paths = files.flat().map((path) => relative(cloneFolder, path));
  const whole = await deno(["fmt", "--check", "--permit-no-files", ...paths]);
  // `deno fmt --check` finds fault with every notebook, formatted or not: it misses a line break at
  // the end of each cell, which the format does not have. The extracted code has it.
  const cells = notebooks
    ? await withExtracted((scripts) => deno(["fmt", "--check", ...scripts]))
    : whole;
  return single(
    whole.code === 0 && cells.code === 0,
    [whole, ...(notebooks ? [cells] : [])].map(({ stdout, stderr }) => stdout + stderr).join(""),
  );
}

async function typeCheck(sources: readonly string[], notebooks: boolean): Promise<Outcome> {
  const check = (scripts: readonly string[]) => deno(["check", "--quiet", ...sources, ...scripts]);
  const { code, stdout, stderr } = notebooks ? await withExtracted(check) : await check([]);
  return single(code === 0, stdout + stderr);
}

/** Hands on the notebooks' code as scripts that stand inside the clone, under its settings. */
async function withExtracted<T>(use: (scripts: readonly string[]) => Promise<T>): Promise<T> {
  return await withFolderInside(
    "extracted",
    async (folder) => await use(await extractScripts(await findTopics(), folder)),
  );
}

/** Gives work a folder inside the clone, whose settings hold there, and removes it afterwards. */
async function withFolderInside<T>(
  name: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(cloneFolder, "test", `${name}.${crypto.randomUUID()}.partial`);
  try {
    await Deno.mkdir(folder);
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

/** A stage that counts its tests one by one; none if there is nothing to test. */
function testStage(name: string, paths: readonly string[], options: readonly string[]): Stage[] {
  if (paths.length === 0) return [];
  return [{
    name,
    run: () =>
      withScratchFolder(async (scratch) => {
        const report = join(scratch, "junit.xml");
        const { code, stdout, stderr } = await deno([
          "test",
          "--allow-all",
          "--permit-no-files",
          `--junit-path=${report}`,
          ...options,
          ...paths,
        ]);
        const counts = countJunit(await Deno.readTextFile(report).catch(() => ""));
        // A file that does not compile fails the run before any test can.
        const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
        return { counts: { ...counts, failed }, said: withoutPassed(stdout) + stderr };
      }),
  }];
}

/** A runner's report without the tests that passed: the reader looks for the others. */
function withoutPassed(said: string): string {
  return said.split("\n").filter((line) => !/ \.\.\. ok \(/.test(line)).join("\n");
}
