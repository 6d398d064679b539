/**
 * A notebook's front end, played by a test.
 *
 * @module
 */

/** One message that reached the front end. */
export interface SentMessage {
  readonly type: string;
  readonly content: {
    readonly data: Readonly<Record<string, string>>;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly transient: { readonly display_id?: string };
  };
}

/**
 * Runs code as if inside a notebook.
 *
 * @param code what to run
 * @returns the messages that had been delivered when it ended
 */
export async function withFrontEnd(code: () => Promise<void>): Promise<SentMessage[]> {
  const messages: SentMessage[] = [];
  const broadcast = async (type: string, content: SentMessage["content"]) => {
    await Promise.resolve();
    messages.push({ type, content });
  };
  const original = Object.getOwnPropertyDescriptor(globalThis, "Deno")!;
  // The property "jupyter" itself cannot be redefined outside a kernel.
  const inKernel = new Proxy(Deno, {
    get: (target, name) => name === "jupyter" ? { broadcast } : Reflect.get(target, name),
  });
  Object.defineProperty(globalThis, "Deno", { ...original, value: inKernel });
  try {
    await code();
  } finally {
    Object.defineProperty(globalThis, "Deno", original);
  }
  return messages;
}

/**
 * Runs code outside a notebook.
 *
 * @param code what to run
 * @returns the texts that it printed
 */
export async function withoutFrontEnd(code: () => Promise<void>): Promise<string[]> {
  const printed: string[] = [];
  const original = console.log;
  console.log = (text: string) => printed.push(text);
  try {
    await code();
  } finally {
    console.log = original;
  }
  return printed;
}
