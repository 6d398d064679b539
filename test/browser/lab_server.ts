/**
 * The project's own JupyterLab, for a test.
 *
 * @module
 */

import { join, relative } from "node:path";
import { cloneFolder } from "lib/command/mod.ts";
import { declineNews } from "../../notebooks/lab.ts";
import { launchLab } from "../environment/lab_process.ts";

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
  const { port, token, status, stop } = launchLab([
    `--LabApp.user_settings_dir=${join(settings, "lab", "user-settings")}`,
    `--LabApp.workspaces_dir=${join(settings, "lab", "workspaces")}`,
  ], { env: { ...variables } });
  const base = `http://127.0.0.1:${port}`;
  const ended = status.then(({ code }) => {
    throw new Error(`JupyterLab ended with code ${code}`);
  });
  try {
    await Promise.race([ended, untilItAnswers(`${base}/api/status?token=${token}`)]);
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
  ended.catch(() => {});
  return {
    addressOf: (notebook) =>
      `${base}/lab/tree/${encodeURI(relative(cloneFolder, notebook))}?token=${token}`,
    stop,
  };
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
