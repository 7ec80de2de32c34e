"""What the browser may ask of the network, and who answers it: it has no network of its own."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from scanner.reading.urls import acts

_CACHE_BYTES = 32 * 2**20
_PASSED_ON = ("accept", "content-type", "x-requested-with", "x-csrf-token", "x-csrftoken", "referer")
_WIRE_ONLY = ("content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie", "alt-svc")
_SHOWN_ONLY = frozenset({"image", "media", "font", "texttrack"})
_SILENT = frozenset(
    {"ping", "cspreport", "websocket", "eventsource", "manifest", "prefetch", "signedexchange", "other"}
)
_COUNTERS = re.compile(
    r"(?:^|[/._-])(?:matomo|piwik|analytics|gtag|gtm|google-?tag|collect|beacon|tracking|tracker|etracker|econda|"
    r"hotjar|webtrekk|ivw|telemetry|clarity|fbevents|recaptcha)(?:$|[/._?-])",
    re.I,
)


@dataclass(frozen=True)
class Ask:
    """A request of the browser: `kind` is document, script, xhr, fetch, stylesheet, image, ..."""

    url: str
    kind: str = "document"
    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def passed_on(self) -> dict[str, str]:
        """The headers that may go to the server; cookies and all that names the browser stay behind."""
        return {name: value for name, value in self.headers.items() if name.lower() in _PASSED_ON}


@dataclass(frozen=True)
class Answer:
    """What the fetch path brought, with the body decoded; `url` is where it ended."""

    url: str
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> dict[str, str]:
        """The headers for the browser: those that describe the way over the wire no longer hold."""
        return {name: value for name, value in self.headers.items() if name.lower() not in _WIRE_ONLY}


Fetch = Callable[[Ask], Awaitable[Answer | None]]
_EMPTY_STYLE = Answer("", 200, b"", {"content-type": "text/css"})


class Traffic:
    """The browser's requests of one municipality.

    Only own hosts are asked, by GET; POST only while `searching`. Pictures, fonts and styles change no text and are
    never fetched, counters and beacons neither. An answer is fetched once for all pages.

    Args:
        fetch: the one fetch path; None where it refuses or fails.
        is_own: whether an address may be asked at all.
    """

    def __init__(self, fetch: Fetch, is_own: Callable[[str], bool]) -> None:
        self._fetch, self._is_own = fetch, is_own
        self._kept: dict[str, Answer] = {}
        self._bytes = 0
        self.searching = False
        self.open = 0  # requests under way
        self.asked = 0  # requests that were answered by the fetch path

    @contextmanager
    def search(self) -> Iterator[None]:
        """Allow POST for the block: the site's own search is asked."""
        self.searching = True
        try:
            yield
        finally:
            self.searching = False

    def keep(self, answer: Answer, *urls: str) -> None:
        """Answer these addresses with what is known already, e.g. the page that is about to be rendered."""
        if self._bytes + len(answer.body) > _CACHE_BYTES:
            self._kept.clear()
            self._bytes = 0
        self._bytes += len(answer.body)
        self._kept.update(dict.fromkeys(map(_bare, urls), answer))

    async def answer(self, ask: Ask) -> Answer | None:
        """Return the answer for the browser, None where it gets none."""
        if ask.kind == "stylesheet":
            return _EMPTY_STYLE
        if not self.allows(ask):
            return None
        known = self._kept.get(_bare(ask.url)) if ask.method == "GET" else None
        return known or await self._ask(ask)

    def allows(self, ask: Ask) -> bool:
        """Whether the browser may have this at all."""
        if ask.kind in _SHOWN_ONLY or ask.kind in _SILENT or not self._is_own(ask.url):
            return False
        if ask.method != "GET" and not (self.searching and ask.method == "POST"):
            return False
        return not acts(ask.url) and (ask.kind == "document" or not _COUNTERS.search(ask.url.partition("?")[0]))

    async def _ask(self, ask: Ask) -> Answer | None:
        self.open += 1
        try:
            found = await self._fetch(ask)
        finally:
            self.open -= 1
        if found is not None:
            self.asked += 1
            if ask.method == "GET" and found.status == 200:
                self.keep(found, ask.url)
        return found


def _bare(url: str) -> str:
    return url.partition("#")[0]
