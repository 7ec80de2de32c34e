"""Servers on loopback for the tests: they answer as told, also wrongly, and remember who asked what, and when."""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit


@dataclass
class Asked:
    """One request as the server saw it; `at_once` counts the requests under way to the same host then, itself included.

    Times are seconds of `time.monotonic`.
    """

    host: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    begin: float
    at_once: int = 0
    end: float = 0.0


@dataclass
class Answer:
    """What to answer.

    `after` waits first, `cut` sends that many bytes of the body and hangs up, `endless` repeats the body until the
    client has enough, with a `pause` in between, `hang_up` says nothing at all.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0
    cut: int | None = None
    endless: bool = False
    pause: float = 0.0
    hang_up: bool = False

    @classmethod
    def html(cls, text: str, **more: object) -> Answer:
        return cls(text.encode(), headers={"Content-Type": "text/html; charset=utf-8"}, **more)  # type: ignore[arg-type]

    @classmethod
    def redirect(cls, place: str, status: int = 302, cookie: str = "") -> Answer:
        return cls(status=status, headers={"Location": place, **({"Set-Cookie": cookie} if cookie else {})})

    @classmethod
    def packed(cls, body: bytes, **more: object) -> Answer:
        headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        return cls(gzip.compress(body), headers=headers, **more)  # type: ignore[arg-type]


Route = Answer | Callable[[Asked], Answer]
NOT_FOUND = Answer(b"not here", 404)


class Served:
    """A server; `routes` by path, or by ``host/path`` for one host. It is a forward proxy for absolute addresses, too.

    Args:
        routes: what it answers; an unknown path is a 404.
        address: which loopback address it listens on.
        tls: certificate and key, where it speaks HTTPS.
        login: ``user:password`` that a proxy asks for, base64 as it stands in the header.
        tunnels: where a CONNECT to a host leads.
    """

    def __init__(
        self,
        routes: Mapping[str, Route] | None = None,
        *,
        address: str = "127.0.0.1",
        tls: Path | None = None,
        login: str = "",
        tunnels: dict[str, int] | None = None,
    ) -> None:
        self.routes = dict(routes or {})
        self.login, self.tunnels = login, tunnels or {}
        self.log: list[Asked] = []
        self.connects: list[str] = []
        self._lock = threading.Lock()
        self._under_way: dict[str, int] = {}
        self._server = _Server(address, self)
        if tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port: int = self._server.server_address[1]
        self.address, self.scheme = address, "https" if tls else "http"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def url(self, path: str = "/", host: str = "") -> str:
        return f"{self.scheme}://{host or self.address}:{self.port}{path}"

    @property
    def proxy(self) -> str:
        return f"http://{self.address}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.log if asked.path != "/robots.txt"]

    @property
    def most_at_once(self) -> int:
        return max((asked.at_once for asked in self.log), default=0)

    @property
    def gaps(self) -> list[float]:
        """Seconds from the end of one answer to the next request, over all hosts."""
        return [later.begin - earlier.end for earlier, later in pairwise(self.log)]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def begin(self, asked: Asked) -> None:
        with self._lock:
            self._under_way[asked.host] = asked.at_once = self._under_way.get(asked.host, 0) + 1
            self.log.append(asked)

    def end(self, asked: Asked) -> None:
        with self._lock:
            self._under_way[asked.host] -= 1
            asked.end = time.monotonic()

    def answer(self, asked: Asked) -> Answer:
        route = self.routes.get(asked.host + asked.path, self.routes.get(asked.path, NOT_FOUND))
        return route(asked) if callable(route) else route


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: str, served: Served) -> None:
        super().__init__((address, 0), _Handler)
        self.served = served

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two packets: the second would wait 40 ms for an acknowledgement
    server: _Server

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if not self._may_pass():
            return
        served, asked = self.server.served, self._asked()
        served.begin(asked)
        answer = Answer()
        try:
            answer = served.answer(asked)
            time.sleep(answer.after)
        finally:
            # Before the answer is out: what comes after its last byte is no longer at once.
            served.end(asked)
        self._send(answer)

    def do_POST(self) -> None:
        self.do_GET()

    def do_CONNECT(self) -> None:
        self.server.served.connects.append(self.path)
        if not self._may_pass():
            return
        port = self.server.served.tunnels.get(self.path.partition(":")[0])
        if port is None:
            self._send(Answer(b"no such host", 502))
            return
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        with socket.create_connection(("127.0.0.1", port)) as behind:
            _join(self.connection, behind)

    def _may_pass(self) -> bool:
        login = self.server.served.login
        if login and self.headers.get("Proxy-Authorization") != f"Basic {login}":
            self._send(Answer(b"login", 407))
            return False
        return True

    def _asked(self) -> Asked:
        parts = urlsplit(self.path)
        return Asked(
            host=(parts.netloc or self.headers.get("Host", "")).partition(":")[0],
            method=self.command,
            path=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
            headers=dict(self.headers.items()),
            body=self.rfile.read(int(self.headers.get("Content-Length", 0))),
            begin=time.monotonic(),
        )

    def _send(self, answer: Answer) -> None:
        self.close_connection = answer.hang_up or answer.endless or answer.cut is not None
        if answer.hang_up:
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not answer.endless:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[: answer.cut])
        with contextlib.suppress(OSError):
            while answer.endless:
                time.sleep(answer.pause)
                self.wfile.write(answer.body)


def _join(one: socket.socket, other: socket.socket) -> None:
    def pump(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    back = threading.Thread(target=pump, args=(other, one), daemon=True)
    back.start()
    pump(one, other)
    back.join()


@contextlib.contextmanager
def serving(routes: Mapping[str, Route] | None = None, **more: object) -> Iterator[Served]:
    """Serve for the block; arguments as of `Served`."""
    served = Served(routes, **more)  # type: ignore[arg-type]
    try:
        yield served
    finally:
        served.close()
