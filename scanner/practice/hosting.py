"""Answers the requests for one host of a practice site from its files and routes."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scanner.practice.site_file import Host, Route

_HTML = "text/html"


@dataclass(frozen=True)
class Reply:
    """What goes back: status, headers, body, and how many seconds to wait before it.

    `hang_up` closes the connection of whoever asks without a proxy: the host is down.
    """

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    hang_up: bool = False


class HostFolder:
    """The files of one host name in one site.

    Args:
        name: the host name.
        folder: where its files lie; they are stored as UTF-8.
        conf: its part of the `site.yaml`.
        charset: the site's charset, used where the host names none.
    """

    def __init__(self, name: str, folder: Path, conf: Host, charset: str) -> None:
        self.name, self.folder, self.conf = name, folder, conf
        self.charset = conf.charset or charset
        self._routes = {unquote(route.path): route for route in conf.routes}

    def address_of(self, file: str) -> str:
        """Return the address under which a file is found: its first route, else its path without `index.html`."""
        path = next((route.path for route in self.conf.routes if route.file == file), "")
        if not path:
            path = "/" + (file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file)
        return f"http://{self.name}{path}"

    def get(self, target: str) -> Reply | None:
        """Answer a request target (path and query); None where this host does not know it."""
        path = urlsplit(target).path
        for spelling in (target, path):
            if route := self._routes.get(unquote(spelling)):
                return self._by_route(route)
        file = self._file_at(unquote(path))
        return self._file(file, 200) if file else None

    def missing(self) -> Reply:
        """Answer an address that is not there, in the way this host does it."""
        conf = self.conf.missing
        if conf.file:
            return self._file(self.folder / conf.file, conf.status)
        return Reply(conf.status, b"404 Not Found", {"Content-Type": self._declared(_HTML)})

    def page(self, text: str) -> Reply:
        """Answer with a page made on request, in the charset of this host."""
        return Reply(200, self._encode(text, self.charset), {"Content-Type": self._declared(_HTML)})

    def _by_route(self, route: Route) -> Reply:
        if route.redirect:
            headers = {"Location": route.redirect, **route.headers}
            return Reply(route.status or 301, b"", headers, route.delay)
        if route.file:
            return self._file(self.folder / route.file, route.status or 200, route)
        kind = route.content_type or self._declared(_HTML)
        headers = {"Content-Type": kind, **route.headers}
        return Reply(route.status or 200, route.body.encode(self.charset), headers, route.delay)

    def _file(self, file: Path, status: int, route: Route | None = None) -> Reply:
        route = route or Route(path="")
        kind = route.content_type or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        body = file.read_bytes()
        if kind == _HTML:
            body = self._encode(body.decode("utf-8"), route.charset or self.charset)
            kind = self._declared(kind, route.charset)
        return Reply(status, body, {"Content-Type": kind, **route.headers}, route.delay)

    def _declared(self, kind: str, charset: str = "") -> str:
        return f"{kind}; charset={charset or self.charset}" if self.conf.declare_charset else kind

    @staticmethod
    def _encode(text: str, charset: str) -> bytes:
        return text.encode(charset, "xmlcharrefreplace")

    def _file_at(self, path: str) -> Path | None:
        name = path.strip("/")
        if "\0" in name:
            return None
        root = self.folder.resolve()
        options = (name, f"{name}.html", f"{name}/index.html") if name else ("index.html",)
        for option in options:
            file = (root / option).resolve()
            if file.is_relative_to(root) and file.is_file():
                return file
        return None
