#!/usr/bin/env python3
"""A foreign SMTP server for as long as a command runs: what it was given is kept as it came over the wire.

    judges/smtp.py FOLDER COMMAND...

`{smtp}` in the command becomes the server's address, `smtp://127.0.0.1:PORT`. Each mail becomes FOLDER/0001.eml and so
on, for `judges/mail.py` to judge. Leaves as the command left.
"""

import socket
import subprocess
import sys
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Keeper:
    """Takes every mail and writes it down with its envelope."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.count += 1
        head = f"X-MailFrom: {envelope.mail_from}\r\nX-RcptTo: {', '.join(envelope.rcpt_tos)}\r\n"
        target = self.folder / f"{self.count:04}.eml"
        target.write_bytes(head.encode() + (envelope.original_content or b""))
        return "250 kept"


def free_port() -> int:
    """A loopback port nobody listens on just now; the library can't choose one itself."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def main() -> int:
    if len(sys.argv) < 3:
        sys.exit(f"usage: {sys.argv[0]} FOLDER COMMAND...")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    keeper = Keeper(folder)
    port = free_port()
    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        command = [word.replace("{smtp}", f"smtp://127.0.0.1:{port}") for word in sys.argv[2:]]
        left = subprocess.run(command, check=False).returncode
    finally:
        controller.stop()
    print(f"{keeper.count} mails came over SMTP")
    return left


if __name__ == "__main__":
    sys.exit(main())
