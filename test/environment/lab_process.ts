/**
 * The project's own JupyterLab as a process, on a port of its own.
 *
 * @module
 */

import { cloneFolder } from "lib/command/mod.ts";

/** A JupyterLab that was started; it takes some seconds to answer. */
export interface LabProcess {
  readonly port: number;
  /** What a caller proves itself with. */
  readonly token: string;
  /** How it ended, once it has. */
  readonly status: Promise<Deno.CommandStatus>;
  /** Ends it and its kernels, by default as somebody does who asks it to end. */
  readonly stop: (signal?: Deno.Signal) => Promise<void>;
}

/** JupyterLab as `deno task lab` starts it, without a browser. */
export function launchLab(
  options: readonly string[],
  environment: Pick<Deno.CommandOptions, "env" | "clearEnv">,
): LabProcess {
  const port = freePort();
  const token = "test";
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "notebooks/lab.ts",
      "--no-browser",
      "--ip=127.0.0.1",
      `--port=${port}`,
      "--ServerApp.port_retries=0",
      `--IdentityProvider.token=${token}`,
      ...options,
    ],
    cwd: cloneFolder,
    ...environment,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const stop = async (signal: Deno.Signal = "SIGTERM") => {
    child.kill(signal);
    await child.status;
  };
  return { port, token, status: child.status, stop };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
