/**
 * Raw files, in an archive or in a folder.
 *
 * @module
 */

/** One raw file, wherever it lies. */
export interface RawFile {
  /** As the user would say it: a path, or archive and entry. */
  readonly name: string;
  /** Unpacked size. */
  readonly bytes: number;
  /** Unpacked bytes; iterating throws an {@linkcode InputError} if they cannot be read. */
  readonly open: () => AsyncGenerator<Uint8Array>;
}

/** Files found in an archive or a folder, by their path within it. */
export interface RawPlace {
  readonly files: ReadonlyMap<string, RawFile>;
  /** Closes the archive, if there is one. */
  readonly close: () => Promise<void>;
}
