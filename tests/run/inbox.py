"""A mail server and a webhook on loopback that keep what they are sent."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


@dataclass
class Inbox:
    """Messages by address; `answers` are refusals that are given first, one for each try."""

    messages: list[Any] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    port: int = 0

    def to(self, address):
        """Return the messages to an address."""
        return [one for one in self.messages if one["To"] == address]

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002 - aiosmtpd calls it so
        if self.answers:
            return self.answers.pop(0)
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@contextmanager
def inbox(*answers: str, password: str = "") -> Iterator[Inbox]:
    """Yield a mail server; with a password it takes only who knows it."""
    kept = Inbox(answers=list(answers))
    more = {"authenticator": _asks(password), "auth_require_tls": False} if password else {}
    kept.port = _free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=kept.port, **more)
    controller.start()
    try:
        yield kept
    finally:
        # what clients left is closed by the loop in its next rounds; stopped before, it would leave sockets open
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.1), controller.loop).result()
        controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _asks(password):
    def known(server, session, envelope, mechanism, data):  # noqa: ARG001 - aiosmtpd calls it so
        return AuthResult(success=data.password.decode() == password, handled=False)

    return known


@dataclass
class Hook:
    """What was posted; `answers` are statuses that are given first."""

    url: str
    posted: list[Any] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


@contextmanager
def webhook(*answers: int) -> Iterator[Hook]:
    """Yield an address that takes JSON."""
    hook = Hook("", answers=list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = hook.answers.pop(0) if hook.answers else 204
            if status < 300:
                hook.posted.append(json.loads(body))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    hook.url = f"http://127.0.0.1:{server.server_port}/g2b?token=geheim"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
