/**
 * Running other programs and keeping what they said.
 *
 * @module
 */

import { systemFault } from "lib/system_error.ts";

/** What a program said and how it ended. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is run. */
export interface RunOptions {
  /** Environment variables that are set besides the inherited ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** The working directory. */
  readonly cwd?: string;
  /** Ends the program when it is raised. */
  readonly signal?: AbortSignal;
  /** Called with every line the program writes, as it comes. */
  readonly onLine?: (line: string) => void;
  /** What it reads: nothing, or a pipe that stays open as long as this process lives. */
  readonly stdin?: "null" | "piped";
}

/**
 * Runs a program to its end without a terminal.
 *
 * @param command the program, by name or path
 * @param args its arguments
 * @returns its exit code and output; code 127 if there is no such program, or what stands there is
 * none
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(command, {
      args: [...args],
      stdin: options.stdin ?? "null",
      stdout: "piped",
      stderr: "piped",
      ...(options.env === undefined ? {} : { env: { ...options.env } }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    }).spawn();
  } catch (error) {
    return { code: 127, stdout: "", stderr: `${command}: ${whyNoProgram(error)}` };
  }
  const [stdout, stderr, status] = await Promise.all([
    collect(child.stdout, options.onLine),
    collect(child.stderr, options.onLine),
    child.status,
  ]);
  if (options.stdin === "piped") await child.stdin.close().catch(() => {});
  return { code: status.code, stdout, stderr };
}

/** What the system says of a path behind which no program stands; other errors are thrown on. */
function whyNoProgram(error: unknown): string {
  const fault = systemFault(error);
  const isNone = fault !== undefined &&
    ["EACCES", "EISDIR", "ELOOP", "ENAMETOOLONG", "ENOENT", "ENOEXEC", "ENOTDIR", "EPERM"]
      .includes(fault.code);
  if (!isNone) throw error;
  return fault.what;
}

/** How long an answer may be waited for, in milliseconds, and how long it may be, in characters. */
const PATIENCE = 60_000;
const LONGEST_ANSWER = 1_000_000;

/**
 * Asks a program, about which nothing is known, a question that it should answer at once.
 *
 * @param command the program, by name or path
 * @param args its arguments
 * @param options variables besides the inherited ones, and how long to wait, in milliseconds
 * @returns what it printed; undefined if there is no such program, it failed, did not end in time, or
 * talked without end
 */
export async function ask(
  command: string,
  args: readonly string[],
  { env = {}, patience = PATIENCE }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly patience?: number;
  } = {},
): Promise<string | undefined> {
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(command, {
      args: [...args],
      env: { ...env },
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
  } catch (error) {
    whyNoProgram(error);
    return undefined;
  }
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  let said = "";
  try {
    // What it started may hold its output open: nothing of it is waited for.
    const answer = child.stdout.pipeThrough(new TextDecoderStream(), { signal: giveUp.signal });
    for await (const part of answer) {
      said += part;
      if (said.length > LONGEST_ANSWER) giveUp.abort();
    }
    return (await child.status).code === 0 ? said : undefined;
  } catch (error) {
    if (!giveUp.signal.aborted) throw error;
    return undefined;
  } finally {
    clearTimeout(timer);
    end(child);
  }
}

function end(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended.
  }
}

/**
 * The JSON object in what a program printed, whatever else was printed around it: a wrapper or a
 * `sitecustomize` may greet first.
 *
 * @param said what it printed
 * @param isAnswer whether an object is the one that was asked for
 */
export function answerIn<Answer>(
  said: string,
  isAnswer: (value: Readonly<Record<string, unknown>>) => boolean,
): Answer | undefined {
  const first = said.indexOf("{");
  const inner = first < 0 ? "" : said.slice(first, said.lastIndexOf("}") + 1);
  for (const text of [...said.split("\n").reverse(), inner]) {
    if (!text.trim().startsWith("{")) continue;
    try {
      const value = JSON.parse(text);
      if (isAnswer(value)) return value as Answer;
    } catch {
      // Something else that begins like one.
    }
  }
  return undefined;
}

/**
 * The lines of a stream of bytes, the last one also where no line break ends it.
 *
 * @param stream UTF-8 text
 */
export async function* lines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split(/\r?\n|\r/);
    rest = parts.pop() ?? "";
    yield* parts;
  }
  if (rest !== "") yield rest;
}

/**
 * The last lines of a text that say something.
 *
 * @param text what a program wrote
 * @param count how many lines at most
 */
export function lastLines(text: string, count: number): string {
  return text.split("\n").map((line) => line.trimEnd()).filter((line) => line !== "")
    .slice(-count).join("\n");
}

async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLine: ((line: string) => void) | undefined,
): Promise<string> {
  const kept: string[] = [];
  for await (const line of lines(stream)) {
    kept.push(line);
    onLine?.(line);
  }
  return kept.map((line) => `${line}\n`).join("");
}
