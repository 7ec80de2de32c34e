"""Plays the practice sites on one loopback port, by Host header and as a plain HTTP forward proxy."""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from aiohttp import web

from criteria.errors import UserError
from scanner.practice.certificates import Authority
from scanner.practice.hosting import Reply
from scanner.practice.region import SITES, Region, registry_rows
from scanner.practice.request_log import Request, RequestLog
from scanner.practice.tunnel import join

__all__ = ["SITES", "Practice", "registry_rows", "serve"]

_BACKLOG = 1024
_ADDRESS = "127.0.0.1"


class Answers(Protocol):
    """Whatever answers for hosts: the sites written by hand, or a year of the generated region."""

    def answer(
        self, host: str, method: str, target: str, body: bytes = b"", kind: str = "", secure: bool = False
    ) -> Reply:
        """Answer one request; `target` is path and query, `kind` the content type of the body, `secure` by TLS."""

    def certificate(self, host: str) -> str:
        """Return what a host shows a TLS client: a certificate that is valid, expired, or none (empty)."""


@dataclass(frozen=True)
class Practice:
    """A running server: its port, its address as a proxy, the requests that have ended so far.

    `authority` is the certificate that its hosts are signed by; a client that is to trust them must know it.
    """

    port: int
    proxy: str
    log: RequestLog
    authority: bytes


@contextmanager
def serve(*roots: Path, port: int = 0, log: Path | None = None) -> Iterator[Practice]:
    """Serve the sites below some roots (default: those of the project) until the block ends.

    Args:
        roots: folders that hold one folder per site.
        port: 0 takes a free one.
        log: file that each request is appended to.

    Raises:
        UserError: a `site.yaml` is missing or wrong, or the port is taken.
    """
    with serve_answers(Region(*(roots or (SITES,))), port=port, log=log) as practice:
        yield practice


@contextmanager
def serve_answers(answers: Answers, port: int = 0, log: Path | None = None) -> Iterator[Practice]:
    """Serve whatever answers for hosts until the block ends; arguments as of `serve`."""
    requests = RequestLog(log)
    server = _Server(answers, requests)
    try:
        bound = server.start(port)
        yield Practice(bound, f"http://{_ADDRESS}:{bound}", requests, server.authority.pem)
    finally:
        server.stop()


class _Server:
    """One event loop in a thread of its own, so that whoever uses it may block."""

    def __init__(self, answers: Answers, log: RequestLog) -> None:
        self._answers, self._log = answers, log
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="practice", daemon=True)
        self._runner: web.ServerRunner | None = None
        self._secure_port = 0
        self.authority = Authority()

    def start(self, port: int) -> int:
        self._thread.start()
        try:
            return asyncio.run_coroutine_threadsafe(self._listen(port), self._loop).result()
        except OSError as error:
            hint = "Einen anderen Port nennen, oder 0 für einen freien"
            raise UserError(f"Port {port} ist nicht zu haben", where=_ADDRESS, hint=hint) from error

    def stop(self) -> None:
        if self._runner:
            asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self, port: int) -> int:
        self._runner = web.ServerRunner(web.Server(self._handle, access_log=None))
        await self._runner.setup()
        # asyncio sets TCP_NODELAY on every connection itself
        await web.TCPSite(self._runner, _ADDRESS, port, backlog=_BACKLOG).start()
        await web.TCPSite(self._runner, _ADDRESS, 0, backlog=_BACKLOG, ssl_context=self._context()).start()
        self._secure_port = int(self._runner.addresses[1][1])
        return int(self._runner.addresses[0][1])

    def _context(self) -> ssl.SSLContext:
        """Return a TLS context that takes the certificate of whatever host the client names."""
        context = self.authority.context_of("localhost")

        def named(connection: ssl.SSLSocket | ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
            if name:
                connection.context = self.authority.context_of(
                    name, expired=self._answers.certificate(name) == "expired"
                )

        context.sni_callback = named
        return context

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        start = time.time()
        host, target = _asked(request)
        if request.method == "CONNECT":
            return await self._tunnel(request, host)
        body, kind = await request.read(), request.content_type
        reply = self._answers.answer(host, request.method, target, body, kind, secure=request.secure)
        if reply.hang_up and request.raw_path.startswith("/") and request.transport:
            request.transport.abort()  # asked without a proxy, nobody is there to say so
            return web.Response()
        if reply.delay:
            await asyncio.sleep(reply.delay)
        response = await _send(request, reply)
        agent = request.headers.get("User-Agent", "")
        self._log.add(Request(start, time.time(), host, request.method, target, agent, reply.status))
        return response

    async def _tunnel(self, request: web.BaseRequest, host: str) -> web.StreamResponse:
        """Join a client that asks for a tunnel with the TLS port, where the host has a certificate."""
        transport = request.transport
        if not isinstance(transport, asyncio.Transport) or not self._answers.certificate(host):
            return await _send(request, Reply(502, b"no TLS at this host"))
        await join(transport, _ADDRESS, self._secure_port)
        return web.Response()


async def _send(request: web.BaseRequest, reply: Reply) -> web.StreamResponse:
    """Send here, not on return: the log must know when the answer had gone out."""
    response = web.Response(status=reply.status, body=reply.body, headers=reply.headers)
    await response.prepare(request)
    await response.write_eof()
    return response


def _asked(request: web.BaseRequest) -> tuple[str, str]:
    """Return host and target of a request, whether it came as to a server or as to a proxy."""
    raw = request.raw_path
    parts = urlsplit(raw)
    if parts.hostname:
        return parts.hostname, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return (request.host or "").split(":")[0].lower(), raw
