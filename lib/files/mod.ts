/**
 * Files written whole or not at all, and the question whether a folder takes them, for the commands
 * of `notebooks/`; rooms of `lib/` import the file that is about what they need.
 *
 * @module
 */

export { writeAtomically } from "lib/files/atomic_write.ts";
export { requireWritable } from "lib/files/writable_folder.ts";
