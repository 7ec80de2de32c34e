"""What is asked for and what came of it, between the rooms of the fetch path."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from scanner.archive.exchange import Exchange, Headers
from scanner.archive.records import Failure, Purpose
from spiders.failures import FetchError

ASKING = frozenset({Purpose.SEARCH, Purpose.SUGGEST})


@dataclass(frozen=True)
class Ask:
    """One thing to fetch.

    `follow` follows redirects, `anyway` says why robots.txt is not asked (empty: it is), `retries` counts further
    tries, `instead` are earlier addresses of the same page, which a web archive may know.
    """

    url: str
    purpose: Purpose = Purpose.PAGE
    method: str = "GET"
    headers: Headers = ()
    body: bytes = b""
    follow: bool = True
    anyway: str = ""
    cookies: bool = True
    retries: int = 0
    instead: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """The host's name in lower case, without brackets and port; empty where the address has none."""
        return urlsplit(self.url).hostname or "" if self.origin else ""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what has a robots.txt; empty where the address can't be read."""
        return origin(self.url)


@dataclass(frozen=True)
class Outcome:
    """All answers that came, in order (redirects and failed tries too); the last one is what was asked for.

    `passed` are the addresses between the first and the last. Where `failure` is set nothing was seen, `detail` says
    more, `at` is the address it happened at; `again` as in `FetchError`.
    """

    exchanges: tuple[Exchange, ...] = ()
    passed: tuple[str, ...] = ()
    failure: Failure | None = None
    detail: str = ""
    at: str = ""
    again: float | None = None
    transient: bool = False

    @classmethod
    def of(cls, error: FetchError, exchanges: tuple[Exchange, ...], passed: tuple[str, ...]) -> Outcome:
        """Return the outcome of a failure."""
        return cls(exchanges, passed, error.failure, error.detail, error.url, error.again, error.transient)

    @property
    def error(self) -> FetchError | None:
        """The failure as an exception."""
        if self.failure is None:
            return None
        return FetchError(self.failure, self.at, self.detail, transient=self.transient, again=self.again)


def origin(url: str) -> str:
    """Return scheme, host and port of an address; empty where it can't be read."""
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}" if parts.port != 0 else ""
    except ValueError:
        return ""
