"""All practice sites together: which host answers what, and the registry rows of their municipalities."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from scanner.practice.engine import SearchEngine
from scanner.practice.hosting import HostFolder, Reply
from scanner.practice.site_file import load_site, site_folders

SITES = Path(__file__).parent / "sites"
COLUMNS = ("ags", "name", "kind", "kreis", "league", "postcode", "homepage", "portal")


class Region:
    """The hosts of all sites below some roots; of several sites with the same host the first that knows answers."""

    def __init__(self, *roots: Path) -> None:
        self._hosts: dict[str, list[HostFolder]] = {}
        self._engines: dict[HostFolder, list[SearchEngine]] = {}
        for folder in site_folders(*roots):
            site = load_site(folder)
            for name, conf in site.hosts.items():
                host = HostFolder(name, folder / "hosts" / name, conf, site.charset)
                self._hosts.setdefault(name.lower(), []).append(host)
                self._engines[host] = [SearchEngine(search, host, self.hosts) for search in conf.search]

    def hosts(self, name: str) -> list[HostFolder]:
        """Return the folders that answer for a host name."""
        return self._hosts.get(name.lower(), [])

    def answer(
        self, host: str, method: str, target: str, body: bytes = b"", kind: str = "", secure: bool = False
    ) -> Reply:
        """Answer one request; `target` is path and query, `kind` the content type of the body."""
        del secure
        folders = self.hosts(host)
        if not folders:
            return Reply(502, b"no such host in the practice region", {"Content-Type": "text/plain"})
        for folder in folders:
            if reply := self._search(folder, method, target, body, kind):
                return reply
        if method not in ("GET", "HEAD"):
            return Reply(405, b"", {"Allow": "GET, HEAD"})
        found = (folder.get(target) for folder in folders)
        return next((reply for reply in found if reply), None) or folders[0].missing()

    def certificate(self, host: str) -> str:
        """Return what a host shows a TLS client; the sites written by hand speak plain HTTP only."""
        del host
        return ""

    def engines(self, host: str) -> list[SearchEngine]:
        """Return the search engines of a host."""
        return [engine for folder in self.hosts(host) for engine in self._engines[folder]]

    def _search(self, folder: HostFolder, method: str, target: str, body: bytes, kind: str) -> Reply | None:
        parts = urlsplit(target)
        for engine in self._engines[folder]:
            if engine.conf.path != parts.path or engine.conf.method != method.replace("HEAD", "GET"):
                continue
            fields = _fields(body, kind, folder.charset) if method == "POST" else _query(parts.query, folder.charset)
            if engine.conf.param in fields:
                return engine.answer(fields)
        return None


def registry_rows(*roots: Path) -> list[dict[str, str]]:
    """Return one registry row (see `COLUMNS`) for each site with a homepage; default: the sites of the project."""
    sites = [load_site(folder) for folder in site_folders(*(roots or (SITES,)))]
    return [{column: getattr(site, column) for column in COLUMNS} for site in sites if site.homepage]


def _query(text: str, charset: str) -> dict[str, str]:
    """Return the parameters as a browser sends them: in UTF-8, or in the charset of the page."""
    try:
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        return dict(parse_qsl(text, keep_blank_values=True, encoding=charset, errors="replace"))


def _fields(body: bytes, kind: str, charset: str) -> dict[str, str]:
    if "json" not in kind:
        return _query(body.decode("latin-1"), charset)
    try:
        sent = json.loads(body)
    except ValueError:
        return {}
    return {key: str(value) for key, value in sent.items()} if isinstance(sent, dict) else {}
