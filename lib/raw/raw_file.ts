/**
 * Raw files, in an archive or in a folder.
 *
 * @module
 */

import type { InputError } from "lib/errors.ts";

/** One raw file, wherever it lies. */
export interface RawFile {
  /** As the user would say it: a path, or archive and entry. */
  readonly name: string;
  /** Unpacked size. */
  readonly bytes: number;
  /** Unpacked bytes; iterating throws an {@linkcode InputError} if they cannot be read. */
  readonly open: () => AsyncGenerator<Uint8Array>;
  /** The reason why it cannot be read, where that is known before it is opened. */
  readonly fault?: InputError | undefined;
}

/** Files found in an archive or a folder, by their path within it. */
export interface RawPlace {
  readonly files: ReadonlyMap<string, RawFile>;
  /** Closes the archive, if there is one. */
  readonly close: () => Promise<void>;
}

/** Folder that a Mac adds to its archives, with files of the same names that hold none of the data. */
export const MAC_LEFTOVERS = "__MACOSX";
