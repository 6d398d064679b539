import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { silentReport } from "lib/command/mod.ts";
import { prepareEnvironment } from "../../notebooks/environment/prepare.ts";
import { launchLab } from "./lab_process.ts";
import { surroundings } from "./surroundings.ts";

await prepareEnvironment("lab", silentReport);

/** Asks until the server answers; it ends with the server, which has a deadline. */
async function answerOf(
  url: string,
  token: string,
  init?: RequestInit,
): Promise<Record<string, unknown>> {
  while (true) {
    try {
      const answer = await fetch(url, {
        ...init,
        headers: { authorization: `token ${token}` },
        signal: AbortSignal.timeout(60_000),
      });
      return await answer.json();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** What a cell came to: the text of its last value, or what its error shows. */
type Outcome = { readonly value: string } | { readonly trace: readonly string[] };

/** Executes code in a kernel, by messages as JSON, which front ends may still speak. */
async function execute(url: string, code: string): Promise<Outcome> {
  const socket = new WebSocket(url);
  try {
    return await new Promise((resolve, reject) => {
      socket.onerror = () => reject(new Error("the connection to the kernel failed"));
      socket.onopen = () => socket.send(JSON.stringify({ ...requestFor(code), channel: "shell" }));
      socket.onmessage = ({ data }) => {
        const { msg_type, content } = JSON.parse(data);
        if (msg_type === "execute_result") resolve({ value: content.data["text/plain"] });
        if (msg_type === "error") resolve({ trace: content.traceback });
      };
    });
  } finally {
    await closed(socket);
  }
}

/** The text of all messages after code that fails, as JupyterLab's own pages get them: in bytes. */
async function messagesAfter(url: string, code: string): Promise<string> {
  const socket = new WebSocket(url, "v1.kernel.websocket.jupyter.org");
  socket.binaryType = "arraybuffer";
  const { header, parent_header, metadata, content } = requestFor(code);
  const parts = [
    "shell",
    ...[header, parent_header, metadata, content].map((part) => JSON.stringify(part)),
  ].map((part) => new TextEncoder().encode(part));
  const offsets = new BigUint64Array(parts.length + 2);
  offsets[0] = BigInt(parts.length + 1);
  let at = 8 * offsets.length;
  parts.forEach((part, index) => {
    offsets[index + 1] = BigInt(at);
    at += part.length;
  });
  offsets[parts.length + 1] = BigInt(at);
  try {
    let said = "";
    return await new Promise((resolve, reject) => {
      socket.onerror = () => reject(new Error("the connection to the kernel failed"));
      socket.onopen = async () => {
        const message = new Blob([new Uint8Array(offsets.buffer), ...parts]);
        socket.send(await message.arrayBuffer());
      };
      socket.onmessage = ({ data }) => {
        said += new TextDecoder().decode(data);
        if (said.includes("execute_reply") && said.includes('"traceback"')) resolve(said);
      };
    });
  } finally {
    await closed(socket);
  }
}

function requestFor(code: string) {
  return {
    header: {
      msg_id: crypto.randomUUID(),
      msg_type: "execute_request",
      date: new Date().toISOString(),
      session: "test",
      username: "",
      version: "5.3",
    },
    parent_header: {},
    metadata: {},
    content: { code, silent: false, store_history: true, allow_stdin: false },
  };
}

async function closed(socket: WebSocket): Promise<void> {
  socket.close();
  await new Promise((resolve) => socket.onclose = resolve);
}

Deno.test("JupyterLab offers our kernel first, and it executes TypeScript in the clone", async () => {
  const home = await Deno.makeTempDir();
  const lab = launchLab([], { env: await surroundings(home), clearEnv: true });
  try {
    const base = `http://127.0.0.1:${lab.port}/api`;
    const ask = (url: string, init?: RequestInit) => answerOf(url, lab.token, init);
    const specs = await ask(`${base}/kernelspecs`);
    assertEquals(specs.default, "deno");
    const kernel = await ask(`${base}/kernels`, {
      method: "POST",
      body: JSON.stringify({ name: "deno", path: "notebooks/any.ipynb" }),
    });
    const url = `ws://127.0.0.1:${lab.port}/api/kernels/${kernel.id}/channels?token=${lab.token}`;
    assertEquals(
      await execute(url, `const n: number = 1;\nn + 1 + Deno.cwd().slice(-10)`),
      { value: `"2/notebooks"` },
    );
    // An error begins with its message, and one of the input has no trace at all.
    const thrown = `import { InputError } from "lib/errors.ts";
      throw new InputError("no rows", { remedy: "Give some." });`;
    assertEquals(await execute(url, thrown), { trace: ["InputError: no rows. Give some."] });
    const other = await execute(url, "null.length");
    assert("trace" in other);
    assertStringIncludes(other.trace[0]!, "TypeError: Cannot read properties of null");
    const messages = await messagesAfter(url, thrown);
    assertStringIncludes(messages, "InputError: no rows. Give some.");
    assert(!messages.includes("Stack trace:"), messages);
  } finally {
    await lab.stop();
  }
  // JupyterLab asks npm for its release, which leaves a log there.
  const left = [...Deno.readDirSync(home)].map((entry) => entry.name);
  assertEquals(left.filter((name) => name !== ".npm"), []);
  await Deno.remove(home, { recursive: true });
});

Deno.test("a terminal that is closed ends JupyterLab and its kernels", async () => {
  const home = await Deno.makeTempDir();
  const lab = launchLab([], { env: await surroundings(home), clearEnv: true });
  const base = `http://127.0.0.1:${lab.port}/api`;
  const kernel = await answerOf(`${base}/kernels`, lab.token, {
    method: "POST",
    body: JSON.stringify({ name: "deno", path: "notebooks/any.ipynb" }),
  });
  const url = `ws://127.0.0.1:${lab.port}/api/kernels/${kernel.id}/channels?token=${lab.token}`;
  const found = await execute(url, "Deno.pid");
  const pid = "value" in found ? Number(found.value) : NaN;
  assert((await Deno.stat(`/proc/${pid}`)).isDirectory);
  await lab.stop("SIGHUP");
  const isAlive = () => Deno.stat(`/proc/${pid}/cwd`).then(() => true, () => false);
  for (let tries = 0; tries < 100 && await isAlive(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert(!await isAlive());
  await Deno.remove(home, { recursive: true });
});
