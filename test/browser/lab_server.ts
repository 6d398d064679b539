/**
 * The project's own JupyterLab, for a test.
 *
 * @module
 */

import { join, relative } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import { declineNews } from "../../notebooks/lab.ts";

const TOKEN = "browser-test";
/** How long JupyterLab may take to answer for the first time, in milliseconds. */
const START = 120_000;

/** A running JupyterLab. */
export interface LabServer {
  /** The address at which a browser opens a notebook of the clone. */
  readonly addressOf: (notebook: string) => string;
  /** Ends JupyterLab and its kernels. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts `deno task lab`, with settings and layout of its own: a developer's stay as
 * they are.
 *
 * @param settings an empty folder for JupyterLab's settings
 * @param variables what the kernels see besides the inherited variables
 * @throws Error if it does not come up
 */
export async function startLab(
  settings: string,
  variables: Readonly<Record<string, string>>,
): Promise<LabServer> {
  await declineNews(settings);
  const port = freePort();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "notebooks/lab.ts",
      "--no-browser",
      "--allow-root",
      "--ip=127.0.0.1",
      `--port=${port}`,
      "--ServerApp.port_retries=0",
      `--IdentityProvider.token=${TOKEN}`,
      `--LabApp.user_settings_dir=${join(settings, "lab", "user-settings")}`,
      `--LabApp.workspaces_dir=${join(settings, "lab", "workspaces")}`,
    ],
    cwd: cloneFolder,
    env: { ...variables },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const stop = async () => {
    child.kill("SIGTERM");
    await child.status;
  };
  const base = `http://127.0.0.1:${port}`;
  const ended = child.status.then(({ code }) => {
    throw new Error(`JupyterLab ended with code ${code}`);
  });
  try {
    await Promise.race([ended, untilItAnswers(`${base}/api/status?token=${TOKEN}`)]);
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
  ended.catch(() => {});
  return {
    addressOf: (notebook) =>
      `${base}/lab/tree/${encodeURI(relative(cloneFolder, notebook))}?token=${TOKEN}`,
    stop,
  };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function untilItAnswers(url: string): Promise<void> {
  const deadline = performance.now() + START;
  while (performance.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`JupyterLab did not answer within ${START / 1000} seconds`);
}
