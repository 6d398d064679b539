"""Runs a command that must not outlive its caller: tied.py LOCK COMMAND [ARGUMENT…].

The caller keeps standard input open. When it is closed, however the caller ended, or this process is
asked to end, the command and what it started end at once. Should this process be killed, too, the
command still holds the file LOCK as long as it lives, so that others can wait for its end.
"""

import fcntl
import os
import select
import signal
import subprocess
import sys
import threading


def main():
    lock = os.open(sys.argv[1], os.O_CREAT | os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    # The caller writes nothing: where there is something to read, it is the end.
    if select.select([sys.stdin], [], [], 0)[0]:
        return
    command, asked = None, False

    def end(*_):
        nonlocal asked
        asked = True
        if command is None:
            return
        try:
            os.killpg(command.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def end_when_caller_is_gone():
        sys.stdin.buffer.read()
        end()

    # Before the command starts: a request that comes right after would leave it running.
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, end)
    command = subprocess.Popen(
        sys.argv[2:], stdin=subprocess.DEVNULL, pass_fds=[lock], start_new_session=True
    )
    if asked:
        end()
    threading.Thread(target=end_when_caller_is_gone, daemon=True).start()
    code = command.wait()
    # The thread that waits for standard input must not hold the process back.
    os._exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    main()
