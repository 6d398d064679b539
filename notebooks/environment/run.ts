/**
 * Running other programs and keeping what they said.
 *
 * @module
 */

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
 * @returns its exit code and output; code 127 if there is no such program
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
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
      return { code: 127, stdout: "", stderr: `${command}: ${error.message}` };
    }
    throw error;
  }
  const [stdout, stderr, status] = await Promise.all([
    collect(child.stdout, options.onLine),
    collect(child.stderr, options.onLine),
    child.status,
  ]);
  if (options.stdin === "piped") await child.stdin.close().catch(() => {});
  return { code: status.code, stdout, stderr };
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
