"""Starts JupyterLab with errors that begin with their message.

Deno's kernel puts the line "Stack trace:" before every error, and JupyterLab shows the trace alone:
the reader would meet the message second. Here that line is taken out of what the kernel says before
the browser, and the notebook that it saves, get to see it.
"""

import os
import signal
import sys

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyterlab.labapp import main

HEADING = "Stack trace:"


class MessageFirst(ZMQChannelsWebsocketConnection):
    def handle_outgoing_message(self, stream, outgoing_msg):
        super().handle_outgoing_message(stream, self.with_message_first(outgoing_msg))

    def with_message_first(self, message):
        identities, parts = self.session.feed_identities(message)
        # Signature, header, parent's header, metadata, content; then what is not JSON.
        content = bytes(parts[4])
        if HEADING.encode() not in content:
            return message
        said = self.session.unpack(content)
        trace = said.get("traceback")
        if not trace or trace[0] != HEADING:
            return message
        said["traceback"] = trace[1:]
        signed = [*parts[1:4], self.session.pack(said)]
        delimiter = message[len(identities)]
        return [*identities, delimiter, self.session.sign(signed), *signed, *parts[5:]]


if __name__ == "__main__":
    # lab.ts names the class by this module, which would be read a second time.
    sys.modules["lab"] = sys.modules[__name__]
    # A terminal that is closed would end the server at once and leave its kernels to themselves.
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    sys.exit(main())
