/**
 * The frame of all commands: options, help, exit codes, interruption, reports, paths. It needs no
 * package, so that a command can begin before there are any; the bar, which does, is in
 * `terminal_bar.ts`.
 *
 * @module
 */

export { asNamed, fromCaller } from "lib/command/caller_path.ts";
export { cloneFolder, inClone } from "lib/command/clone_folder.ts";
export { type Command, runCommand, userFault } from "lib/command/command.ts";
export { CommandError, Interrupted, UsageError } from "lib/command/errors.ts";
export { stopOnSignal } from "lib/command/interruption.ts";
export { nonEmpty, wholeNumber } from "lib/command/options.ts";
export { printLine, type Report, silentReport, terminalReport } from "lib/command/report.ts";
