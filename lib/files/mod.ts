/**
 * Files written whole or not at all, locks and temporary names that end with their process, and the
 * question whether a folder takes files, for the commands of `notebooks/`; rooms of `lib/` import
 * the file that is about what they need.
 *
 * @module
 */

export { type PendingFile, writeAtomically, writeTogether } from "lib/files/atomic_write.ts";
export { type FileLock, fileLock, tryFileLock } from "lib/files/file_lock.ts";
export { throughLinks } from "lib/files/link_target.ts";
export {
  holdPartials,
  isPartial,
  lockBeside,
  removeAbandoned,
  temporaryStem,
} from "lib/files/partial.ts";
export { requireWritable } from "lib/files/writable_folder.ts";
