/**
 * The one place that speaks to the Jupyter front end.
 *
 * @module
 */

/** One output in the forms that a front end chooses from, by MIME type. */
export interface MediaBundle {
  /** The forms, by MIME type. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What a form needs besides, by MIME type, such as the size of an image. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Sends one message to the front end that runs this program as a notebook. */
export type Broadcast = (
  messageType: string,
  content: Readonly<Record<string, unknown>>,
) => Promise<void>;

/**
 * Finds the way to the front end.
 *
 * @returns the sender of messages, or nothing where the program does not run as a notebook
 *
 * @example
 * ```ts
 * import { frontEnd } from "lib/notebook/jupyter.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(frontEnd(), undefined);
 * ```
 */
export function frontEnd(): Broadcast | undefined {
  try {
    // Outside a kernel Deno throws already where the namespace is read.
    const jupyter = Reflect.get(Deno, "jupyter") as { broadcast?: Broadcast } | undefined;
    const broadcast = jupyter?.broadcast;
    return typeof broadcast === "function" ? broadcast.bind(jupyter) : undefined;
  } catch {
    return undefined;
  }
}

const MILLISECONDS_TO_LEAVE = 5;

/**
 * Shows one output under the running cell, or prints its plain text where there is no notebook.
 *
 * @param bundle the output
 *
 * @example
 * ```ts
 * import { display } from "lib/notebook/jupyter.ts";
 *
 * await display({ data: { "text/plain": "(737762, 20)" }, metadata: {} });
 * ```
 */
export async function display(bundle: MediaBundle): Promise<void> {
  const broadcast = frontEnd();
  if (broadcast === undefined) {
    console.log(bundle.data["text/plain"]);
    return;
  }
  await broadcast("display_data", { ...bundle, transient: {} });
  await leaving();
}

/**
 * Waits until what was sent to the front end has left.
 *
 * Kernels from 2.8.2 on can report a cell as done before its last output has left, and now and then
 * even one turn later.
 *
 * @example
 * ```ts
 * import { leaving } from "lib/notebook/jupyter.ts";
 *
 * await leaving();
 * ```
 */
export async function leaving(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, MILLISECONDS_TO_LEAVE));
}
