"""Executes one notebook and tells how it gets on, a JSON object a line on standard output.

Called by execute.ts, which holds standard input open: when that closes, the caller is gone, and
the kernel is ended instead of working on for nobody. So it is when this process is killed.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time

# jsonschema imports it to check identifiers of a kind that notebooks do not have: 0.8 seconds.
sys.modules["rfc3987_syntax"] = None

import nbformat  # noqa: E402
from jupyter_client.kernelspec import NoSuchKernel  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError  # noqa: E402

# What the kernel itself prints goes to standard error; only our events go to standard output.
events = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
os.dup2(2, 1)


def tell(event, **details):
    print(json.dumps({"event": event, **details}), file=events, flush=True)


def start_guard():
    """Starts a process that ends the kernel should this one be killed; returns the way to tell it."""
    heard, told = os.pipe()
    if os.fork() > 0:
        os.close(heard)
        return told
    # In a session of its own it survives what is sent to the caller's whole group, and it must not
    # hold open what others wait to be closed.
    os.setsid()
    os.dup2(heard, 0)
    os.closerange(1, 256)
    said = b""
    while part := os.read(0, 4096):
        said += part
    lines = said.decode().splitlines()
    if len(lines) == 1:  # a kernel that nobody said was ended
        end_kernel(lines[0])
    os._exit(0)


def end_kernel(connection_file):
    """Ends the kernel that is told this file, also one that is only just being started."""
    until, ended = time.monotonic() + 3, 0
    while time.monotonic() < until:
        found = list(processes_naming(connection_file))
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        ended += len(found)
        if ended > 0 and not found:
            return
        time.sleep(0.1)


def processes_naming(text):
    """The processes in whose command line a text stands, but for this one and its likes."""
    if os.path.isdir("/proc/self"):
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as file:
                    if text.encode() in file.read().split(b"\0"):
                        yield int(pid)
            except OSError:
                pass
        return
    listed = subprocess.run(["ps", "-A", "-o", "pid=,args="], capture_output=True, text=True)
    for line in listed.stdout.splitlines():
        pid, _, command = line.strip().partition(" ")
        if text in command:
            yield int(pid)


def end_when_caller_is_gone():
    sys.stdin.buffer.read()
    # nbclient answers this signal by shutting the kernel down.
    os.kill(os.getpid(), signal.SIGTERM)


def main():
    guard = start_guard()
    parser = argparse.ArgumentParser()
    parser.add_argument("notebook", help="the notebook to execute")
    parser.add_argument("output", help="where the executed notebook goes")
    parser.add_argument("--folder", required=True, help="the kernel's working directory")
    parser.add_argument("--kernel", required=True, help="the name of the kernel")
    parser.add_argument("--timeout", type=int, default=None, help="seconds a cell may take")
    arguments = parser.parse_args()

    notebook = nbformat.read(arguments.notebook, as_version=4)
    running = {"cell": None, "error": {}}

    def started(cell, cell_index):
        if cell.cell_type == "code" and cell.source.strip():
            running["cell"] = cell_index
            tell("started", cell=cell_index)

    def failed(cell, cell_index, execute_reply):
        # Deno says what went wrong in the reply or in an output, by release and kind of error.
        shown = [output for output in cell.outputs if output.output_type == "error"]
        said = next(
            (part for part in [*shown[-1:], execute_reply["content"]] if part.get("evalue")), {}
        )
        running["error"] = {
            "name": said.get("ename", ""),
            "message": said.get("evalue", ""),
            "trace": said.get("traceback") or [],
        }

    class GuardedClient(NotebookClient):
        async def async_start_new_kernel(self, **options):
            # A name of its own, by which the kernel is found however far its start has got.
            self.km.connection_file = f"{arguments.output}.connection.json"
            os.write(guard, f"{self.km.connection_file}\n".encode())
            await super().async_start_new_kernel(**options)

    client = GuardedClient(
        notebook,
        kernel_name=arguments.kernel,
        resources={"metadata": {"path": arguments.folder}},
        timeout=arguments.timeout,
        startup_timeout=120,
        # Outputs that come late are waited for, and a cell that lost some is an error.
        iopub_timeout=60,
        raise_on_iopub_timeout=True,
        coalesce_streams=True,
        # The time of day would make two executions differ.
        record_timing=False,
        on_cell_start=started,
        on_cell_error=failed,
    )
    threading.Thread(target=end_when_caller_is_gone, daemon=True).start()
    try:
        try:
            client.execute()
        finally:
            os.write(guard, b"ended\n")
    except CellExecutionError:
        tell("failed", kind="error", cell=running["cell"], **running["error"])
        return 1
    except CellTimeoutError:
        tell("failed", kind="timeout", cell=running["cell"])
        return 1
    except DeadKernelError:
        tell("failed", kind="death", cell=running["cell"])
        return 1
    except (NoSuchKernel, RuntimeError) as error:
        tell("failed", kind="start", cell=running["cell"], message=str(error))
        return 1
    nbformat.write(notebook, arguments.output)
    tell("finished")
    return 0


if __name__ == "__main__":
    try:
        code = main()
    except Exception as error:
        # The way that led to it is of no use to the caller: a full disk, a broken installation.
        tell("failed", kind="start", cell=None, message=f"{type(error).__name__}: {error}")
        code = 1
    events.flush()
    # The thread that waits for standard input must not hold the process back.
    os._exit(code)
