/**
 * The one place that speaks to the Jupyter front end.
 *
 * @module
 */

import { visibleLines } from "lib/visible.ts";

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

/** The way to the front end; nothing where the program does not run as a notebook. */
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

/**
 * One output shown under the running cell, or its plain text printed where there is no notebook.
 */
export async function display(bundle: MediaBundle): Promise<void> {
  const broadcast = frontEnd();
  if (broadcast === undefined) {
    console.log(visibleLines(String(bundle.data["text/plain"])));
    return;
  }
  await broadcast("display_data", { ...bundle, transient: {} });
  await leaving();
}

/**
 * A pause until what was sent to the front end has left: kernels from 2.8.2 on can report a cell as
 * done before its last output has left, and on a busy machine even some milliseconds later.
 *
 * That the machine is busy shows in timers that come late: each of them asks for another pause.
 */
export async function leaving(): Promise<void> {
  for (let pause = 0; pause < MOST_PAUSES; pause++) {
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, MILLISECONDS_TO_LEAVE));
    if (performance.now() - start <= MILLISECONDS_TO_LEAVE + LATE) return;
  }
}

/** One pause, by how much it is late on a busy machine, and how many of them are enough on any. */
const [MILLISECONDS_TO_LEAVE, LATE, MOST_PAUSES] = [25, 3, 10];
