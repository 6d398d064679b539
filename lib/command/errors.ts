/**
 * What ends a command, in words for the person who called it.
 *
 * @module
 */

/**
 * A command that cannot go on, in words for its user: what failed, what was said about it, what to
 * do.
 */
export class CommandError extends Error {
  override readonly name: string = "CommandError";

  /**
   * @param what what failed: one line without a full stop
   * @param remedy what the user can do about it: a sentence, or nothing where `said` says it
   * @param said what another program or a cell said about it; may have several lines or none
   */
  constructor(what: string, remedy: string, said = "") {
    const quoted = said.split("\n").filter((line) => line.trim() !== "")
      .map((line) => `  ${line}`).join("\n");
    super((quoted === "" ? `${what}. ${remedy}` : `${what}:\n${quoted}\n${remedy}`).trimEnd());
  }
}

/** A command line that cannot be carried out. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  /** @param what what is wrong with it and what to give instead: one line without a full stop */
  constructor(what: string) {
    super(`${what}. See --help.`);
  }
}

/** A command that its user interrupted. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  /** @param what what became of the work: a sentence */
  constructor(what = "Interrupted.") {
    super(what);
  }
}
