/**
 * The frame of every command: options, help, exit codes, and how failures are told.
 *
 * @module
 */

import { parseArgs, type ParseArgsConfig } from "node:util";
import { CommandError, Interrupted, UsageError } from "lib/command/errors.ts";
import { INTERRUPTED_CODE } from "lib/command/interruption.ts";
import { printLine, terminalReport } from "lib/command/report.ts";
import { errorText, InputError } from "lib/errors.ts";
import { shortened, systemFault } from "lib/system_error.ts";

/** The options of a command, as `node:util` describes them. */
type OptionDescriptions = NonNullable<ParseArgsConfig["options"]>;

/** What the caller gave: options by name, and the arguments that stand alone. */
type Given<Options extends OptionDescriptions> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: boolean }>
>;

/** A command as its caller meets it. */
export interface Command<Options extends OptionDescriptions> {
  /** What `--help` and `-h` show. */
  readonly usage: string;
  /** The options it takes; `--help` is among those of every command. */
  readonly options: Options;
  /** Whether it takes arguments that stand alone, such as topics. */
  readonly allowPositionals?: boolean;
  /** Whether all arguments but a request for help are another program's, handed on unread. */
  readonly handsOn?: boolean;
  /** Does the work and returns the exit code. */
  readonly run: (given: Given<Options>) => Promise<number>;
}

/**
 * A command's whole course: its exit code is 0 where the work is done, 1 where it failed, 2 where
 * the command line cannot be carried out, 130 where the user interrupted it. Faults that a user can
 * mend, and refusals of the operating system, are told in one message, without a trace; a fault of
 * the project itself shows its trace, under a line that says so.
 *
 * @param command the command
 * @param args the arguments after its name
 */
export async function runCommand<Options extends OptionDescriptions>(
  command: Command<Options>,
  args: readonly string[] = Deno.args,
): Promise<never> {
  // A file larger than the user's limit is an error of writing it, not the end of the program.
  Deno.addSignalListener("SIGXFSZ", () => {});
  for (const kind of ["error", "unhandledrejection"] as const) {
    globalThis.addEventListener(kind, (event) => {
      event.preventDefault();
      Deno.exit(tellEnd("reason" in event ? event.reason : event.error));
    });
  }
  Deno.exit(await exitCode(command, args));
}

async function exitCode<Options extends OptionDescriptions>(
  command: Command<Options>,
  args: readonly string[],
): Promise<number> {
  try {
    if (asksForHelp(args)) {
      printLine(command.usage.trimEnd());
      return 0;
    }
    return await command.run(parse(command, args));
  } catch (error) {
    return tellEnd(error);
  }
}

/** Tells the user what ended a command early; its exit code. */
function tellEnd(error: unknown): number {
  if (error instanceof Interrupted) {
    terminalReport.say(error.message);
    return INTERRUPTED_CODE;
  }
  if (error instanceof UsageError) return failed(error.message, 2);
  const fault = userFault(error);
  if (fault !== undefined) return failed(fault, 1);
  const trace = error instanceof Error ? error.stack ?? error.message : String(error);
  return failed(
    `this is a fault of the project, not yours; please report these lines:\n${trace}`,
    1,
  );
}

/**
 * What to tell of a fault that the user can mend: what a command refuses, and what the operating
 * system does.
 *
 * @param error whatever was thrown
 * @returns undefined for anything else, such as a fault of the project
 */
export function userFault(error: unknown): string | undefined {
  if (error instanceof InputError || error instanceof CommandError) return error.message;
  const fault = systemFault(error);
  if (fault === undefined) return undefined;
  const where = fault.file === undefined ? "" : `${shortened(fault.file)}: `;
  return `${where}${fault.what}. ${fault.remedy}`;
}

function failed(message: string, code: number): number {
  terminalReport.say(`error: ${message}`);
  return code;
}

/** Help is given whatever else stands on the line, unless it is another program's business. */
function asksForHelp(args: readonly string[]): boolean {
  const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  return own.includes("--help") || own.includes("-h");
}

function parse<Options extends OptionDescriptions>(
  { options, allowPositionals = false, handsOn = false }: Command<Options>,
  args: readonly string[],
): Given<Options> {
  if (handsOn) return parseArgs({ args: ["--", ...args], options, allowPositionals: true });
  try {
    const { tokens, ...given } = parseArgs({
      args: [...args],
      options,
      allowPositionals,
      tokens: true,
    });
    refuseSecondValues(tokens);
    // Tokens are of the parser's own type, which says less of the options than what was given.
    return given as unknown as Given<Options>;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // The parser's own advice fills several sentences: the first says what is wrong.
    const [first = ""] = errorText(error).split(/\.\s/);
    throw new UsageError(
      first.replace(/\.$/, "").replace(
        "argument is ambiguous",
        "lacks its value, or has one that begins with a hyphen",
      ),
    );
  }
}

/** Refuses an option that is given twice with different values: the parser would drop the first. */
function refuseSecondValues(
  tokens: readonly { readonly kind: string; readonly name?: string; readonly value?: unknown }[],
): void {
  const values = new Map<string, unknown>();
  for (const { kind, name, value } of tokens) {
    if (kind !== "option" || name === undefined) continue;
    if (values.has(name) && values.get(name) !== value) {
      throw new UsageError(
        `--${name} is given twice, "${values.get(name)}" and "${value}": leave one of them out`,
      );
    }
    values.set(name, value);
  }
}
