/**
 * What archive and folder have in common.
 *
 * @module
 */

/** One raw file, wherever it lies. */
export interface RawFile {
  /** Where it lies, as the user would say it: a path, or archive and entry. */
  readonly name: string;
  /** Its unpacked size in bytes. */
  readonly bytes: number;
  /**
   * Opens it.
   *
   * @returns its unpacked bytes; iterating throws an {@linkcode InputError} if they cannot be read
   */
  readonly open: () => AsyncGenerator<Uint8Array>;
}

/** The files found in a place, by their path within it, and how to let go of the place. */
export interface RawPlace {
  /** The files by path. */
  readonly files: ReadonlyMap<string, RawFile>;
  /** Lets go of the archive, if there is one. */
  readonly close: () => Promise<void>;
}
