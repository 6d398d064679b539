/**
 * The frame of all commands: options, help, exit codes, interruption, progress, paths.
 *
 * @module
 */

export { asNamed, fromCaller } from "lib/command/caller_path.ts";
export { cloneFolder, inClone } from "lib/command/clone_folder.ts";
export { type Command, runCommand, userFault } from "lib/command/command.ts";
export { CommandError, Interrupted, UsageError } from "lib/command/errors.ts";
export { stopOnSignal } from "lib/command/interruption.ts";
export { nonEmpty, wholeNumber } from "lib/command/options.ts";
export {
  printLine,
  type Report,
  silentReport,
  terminalReport,
  withStepLines,
} from "lib/command/report.ts";
export { TerminalBar } from "lib/command/terminal_bar.ts";
