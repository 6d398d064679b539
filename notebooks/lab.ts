/**
 * `deno task lab [JUPYTERLAB OPTIONS]`: opens JupyterLab on the notebooks, the Deno kernel ready.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeAtomically } from "lib/files/mod.ts";
import { inputVariables } from "./caller.ts";
import { keepDelivered } from "./delivered.ts";
import { allInputs } from "./inputs.ts";
import { cloneFolder, runCommand, terminalReport } from "lib/command/mod.ts";
import { KERNEL_NAME } from "./environment/kernelspec.ts";
import { prepareEnvironment } from "./environment/prepare.ts";

const USAGE = `Usage: deno task lab [JUPYTERLAB OPTIONS]

Opens JupyterLab on the notebooks, with the Deno kernel ready. What is missing is set up first.

Every option is handed on to JupyterLab, such as --no-browser, --port=8889 or --ip=0.0.0.0, and is
preferred to what this command sets itself; --help-all lists them. It listens on this machine only
and asks for a token, which stands in the address that it prints; as root, in a container for
instance, it does so as well.

Running cells and saving changes the notebooks in this clone: deno task notebook:restore brings back
what was committed, and keeps yours. Tables and figures of a run go to notebooks/TOPIC/draft/, apart
from the exported pages.

  --help, -h  shows this text

Variables name the data that the notebooks read:

${allInputs.map(({ variable, meaning }) => `  ${variable.padEnd(11)}  ${meaning}`).join("\n")}`;

const SAVING =
  "Running cells and saving changes the notebooks: deno task notebook:restore brings " +
  "back what was committed, and keeps yours.";

const SCRIPT = fileURLToPath(new URL("./environment/lab.py", import.meta.url));

/** Who starts JupyterLab. */
export interface LabUser {
  /** Whether it is the superuser, for whom JupyterLab wants to be told that this is meant. */
  readonly isRoot: boolean;
}

/**
 * What JupyterLab is started with.
 *
 * @param clone the clone's root
 * @param own the user's own options, in the place of ours of the same name
 * @param user who starts it; by default the one who runs this
 */
export function labOptions(
  clone: string,
  own: readonly string[] = [],
  { isRoot }: LabUser = { isRoot: Deno.uid() === 0 },
): string[] {
  const name = (option: string) =>
    option.split("=")[0]!.replace(/^--allow-root$/, "--ServerApp.allow_root");
  const ours = [
    // The root, so that library and data can be read beside the notebooks.
    `--ServerApp.root_dir=${clone}`,
    "--LabApp.default_url=/lab/tree/notebooks",
    `--MultiKernelManager.default_kernel_name=${KERNEL_NAME}`,
    // JupyterLab would ask the network for news and newer releases of itself
    // (and the user for leave to do so: see declineNews).
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    // Errors begin with their message: see environment/lab.py.
    "--ServerApp.kernel_websocket_connection_class=lab.MessageFirst",
    // In a container one is root, and nobody else is there to be protected.
    ...(isRoot ? ["--allow-root"] : []),
  ];
  return [...ours.filter((option) => !own.some((other) => name(other) === name(option))), ...own];
}

/**
 * Answers JupyterLab's question whether it may fetch news, once, unless the user has settings.
 *
 * @param configuration the folder of JupyterLab's settings, inside the clone
 */
export async function declineNews(configuration: string): Promise<void> {
  const folder = "lab/user-settings/@jupyterlab/apputils-extension";
  const path = join(configuration, folder, "notification.jupyterlab-settings");
  if (existsSync(path)) return;
  const settings = JSON.stringify({ checkForUpdates: false, fetchNews: "false" }, null, 2);
  await writeAtomically(path, (temporary) => Deno.writeTextFile(temporary, `${settings}\n`));
}

if (import.meta.main) {
  await runCommand({
    usage: USAGE,
    options: {},
    handsOn: true,
    run: async ({ positionals }) => {
      const { python, variables } = await prepareEnvironment("lab", terminalReport);
      await declineNews(variables.JUPYTER_CONFIG_DIR);
      await keepDelivered(cloneFolder);
      terminalReport.say(SAVING);
      const options = labOptions(cloneFolder, positionals);
      if (Deno.uid() === 0) {
        terminalReport.say(
          "You are root, and so is whoever gets in: JupyterLab asks for its token, keep it to yourself.",
        );
      }
      terminalReport.say("Starting JupyterLab (Ctrl-C and then y, or Ctrl-C twice, ends it) …");
      // A terminal sends Ctrl-C to JupyterLab too, which asks before it ends: wait for its answer.
      Deno.addSignalListener("SIGINT", () => {});
      const child = new Deno.Command(python, {
        args: [SCRIPT, ...options],
        env: { ...inputVariables(), ...variables },
      }).spawn();
      // A terminal that is closed ends it in order as well, with its kernels.
      for (const signal of ["SIGTERM", "SIGHUP"] as const) {
        Deno.addSignalListener(signal, () => {
          try {
            child.kill("SIGTERM");
          } catch {
            // It has ended.
          }
        });
      }
      return (await child.status).code;
    },
  });
}
