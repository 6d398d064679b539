/**
 * Errors of the operating system: recognized, and told in words.
 *
 * @module
 */

/** The system's error codes that a user can mend, and how: one imperative sentence each. */
const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: "Allow yourself to use it, or choose another place.",
  EBUSY: "Close what uses it, and run the command again.",
  EDQUOT: "Make room in your quota, and run the command again.",
  EEXIST: "Move away what stands in its place.",
  EFBIG: "Allow larger files (ulimit -f), and run the command again.",
  EIO: "Check the disk, and run the command again.",
  EISDIR: "Move the folder away, or choose another place.",
  ELOOP: "Mend the link that leads to itself, or choose another place.",
  EMFILE: "Allow more open files (ulimit -n), and run the command again.",
  ENAMETOOLONG: "Choose a shorter name or path.",
  ENFILE: "Close programs that hold many files open, and run the command again.",
  ENOENT: "Check that everything above it is there.",
  ENOMEM: "Close other programs, and run the command again.",
  ENOSPC: "Make room on the disk, and run the command again.",
  ENOTDIR: "Move away the file that stands in a folder's place, or choose another place.",
  EPERM: "Allow yourself to use it, or choose another place.",
  EROFS: "Make the disk writable, or choose another place.",
  ETXTBSY: "Close what uses it, and run the command again.",
};

/** Numbers of the codes above, for libraries that quote the number alone. */
const NUMBERS: Readonly<Record<number, string>> = {
  1: "EPERM",
  2: "ENOENT",
  5: "EIO",
  8: "ENOEXEC",
  12: "ENOMEM",
  13: "EACCES",
  17: "EEXIST",
  20: "ENOTDIR",
  21: "EISDIR",
  23: "ENFILE",
  24: "EMFILE",
  27: "EFBIG",
  28: "ENOSPC",
  30: "EROFS",
  32: "EPIPE",
  36: "ENAMETOOLONG",
  40: "ELOOP",
  122: "EDQUOT",
};

/** An error of the operating system in words. */
export interface SystemFault {
  /** The system's code, such as `ENOSPC`; empty where none is known. */
  readonly code: string;
  /** What the system said, such as `No space left on device`. */
  readonly what: string;
  /** The file it is about, where the error names one. */
  readonly file: string | undefined;
  /** What the user can do about it: one imperative sentence. */
  readonly remedy: string;
}

/**
 * An error of the operating system in words, whoever threw it: Deno, a Node library, or a library
 * that quotes the system's number in its message; `undefined` for errors of any other kind.
 */
export function systemFault(error: unknown): SystemFault | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const { what, file } = readMessage(error);
  return { code, what, file, remedy: REMEDIES[code] ?? "Mend that, and run the command again." };
}

function codeOf(error: Error): string | undefined {
  // Node's own errors about arguments have codes such as ERR_INVALID_ARG_TYPE.
  if ("code" in error && typeof error.code === "string" && /^E[A-Z0-9]+$/.test(error.code)) {
    return error.code;
  }
  const number = /\bos error (\d+)\b|\bOs \{ code: (\d+),|\[Errno (\d+)\]/.exec(error.message);
  if (number !== null) return NUMBERS[Number(number[1] ?? number[2] ?? number[3])] ?? "";
  if (error instanceof Deno.errors.IsADirectory) return "EISDIR";
  if (error instanceof Deno.errors.NotADirectory) return "ENOTDIR";
  if (error instanceof Deno.errors.NotFound) return "ENOENT";
  if (error instanceof Deno.errors.PermissionDenied) return "EACCES";
  if (error instanceof Deno.errors.AlreadyExists) return "EEXIST";
  return undefined;
}

/**
 * What was said and of which file. Deno says `What (os error 28): writefile '/file'`, Node
 * `ENOSPC: what, write '/file'`, Rust's libraries `…: What (os error 28)` or `message: "What"`, Python
 * `[Errno 28] What: '/file'`.
 */
function readMessage({ message }: Error): Pick<SystemFault, "what" | "file"> {
  const quoted = /(?:[:,] |spawn )\w* ?'(.*?)'(?: -> '.*')?(?:: .*)?$/s.exec(message)?.[1];
  const what = /message: "([^"]+)"/.exec(message)?.[1] ??
    /(?:^|: )([^:]+) \(os error \d+\)/.exec(message)?.[1] ??
    /^E[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ??
    /\[Errno \d+\] ([^:]+)/.exec(message)?.[1] ?? message;
  return { what, file: quoted === undefined ? undefined : withoutTemporary(quoted) };
}

/** A file's own name where its temporary one was written: see `lib/files/partial.ts`. */
function withoutTemporary(path: string): string {
  return path.replace(/\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.partial$/, "");
}

/** Nothing, where an error says that nothing stands there; any other error is thrown on. */
export function ignoreAbsence(error: unknown): undefined {
  if (!isAbsence(error)) throw error;
}

/** Whether an error says that nothing stands at a path, be it that a file stands above it. */
export function isAbsence(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}

/** A long text with its middle left out: names may be thousands of characters long. */
export function shortened(text: string, length = 500): string {
  if (text.length <= length) return text;
  const half = Math.floor((length - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}
