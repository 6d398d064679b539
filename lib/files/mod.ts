/**
 * Writing files whole or not at all, and saying what to do where the file system refuses.
 *
 * @module
 */

export { type PendingFile, writeAtomically, writeTogether } from "lib/files/atomic_write.ts";
export { explainFileFaults, type FileFault } from "lib/files/file_fault.ts";
export { requireWritable } from "lib/files/writable_folder.ts";
