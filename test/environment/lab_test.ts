import { assertEquals } from "@std/assert";
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

/** Executes code in a kernel and returns the text of its last value. */
async function execute(url: string, code: string): Promise<unknown> {
  const socket = new WebSocket(url);
  try {
    return await new Promise((resolve, reject) => {
      socket.onerror = () => reject(new Error("the connection to the kernel failed"));
      socket.onopen = () =>
        socket.send(JSON.stringify({
          header: {
            msg_id: "1",
            msg_type: "execute_request",
            session: "test",
            username: "",
            version: "5.3",
          },
          parent_header: {},
          metadata: {},
          content: { code, silent: false, store_history: true, allow_stdin: false },
          channel: "shell",
        }));
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(data);
        if (message.msg_type === "execute_result") resolve(message.content.data["text/plain"]);
        if (message.msg_type === "error") reject(new Error(message.content.evalue));
      };
    });
  } finally {
    socket.close();
    await new Promise((resolve) => socket.onclose = resolve);
  }
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
      `"2/notebooks"`,
    );
  } finally {
    await lab.stop();
  }
  // JupyterLab asks npm for its release, which leaves a log there.
  const left = [...Deno.readDirSync(home)].map((entry) => entry.name);
  assertEquals(left.filter((name) => name !== ".npm"), []);
  await Deno.remove(home, { recursive: true });
});
