/**
 * What stands at a path and is neither a file nor a folder.
 *
 * @module
 */

/** The kind of a pipe, device or socket, such as `a device`; `undefined` for files and folders. */
export function specialKind(found: Deno.FileInfo): string | undefined {
  if (found.isFifo) return "a pipe";
  if (found.isCharDevice || found.isBlockDevice) return "a device";
  if (found.isSocket) return "a socket";
  return undefined;
}
