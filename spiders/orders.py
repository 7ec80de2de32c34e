"""Makes the requests of a scan; their callbacks are methods of the spider, known to the ledger by name."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from criteria.registry import Municipality
from scanner.archive.records import Engine, Failure, Purpose
from scanner.reading.urls import identity, with_scheme
from spiders.frontier import Found
from spiders.shopper import search_request, suggest_request

FIRST = 1_000  # homepage and searches: before every page
WANTED = 900
CANDIDATE = 150
SITEMAP = 70
_PORTAL = 200


class Callbacks(Protocol):
    """What of the spider is called when an answer is there."""

    def page(self, response: Response, /) -> Awaitable[None]:
        """Take a page of an own host."""
        ...

    def candidate(self, response: Response, /) -> Awaitable[None]:
        """Take a page that is to show whose its host is."""
        ...

    def sitemap(self, response: Response, /) -> Awaitable[None]:
        """Take a sitemap."""
        ...

    def target(self, response: Response, /) -> Awaitable[None]:
        """Take a form, a document, a portal or a booking page."""
        ...

    def answer(self, response: Response, /) -> Awaitable[None]:
        """Take an answer of a search."""
        ...

    def missed(self, failure: TwistedFailure, /) -> Awaitable[None]:
        """Take what could not be seen."""
        ...


class Orders:
    """Makes requests that call the spider back."""

    def __init__(self, spider: Callbacks) -> None:
        self._spider = spider

    def home(self, url: str, before: Iterable[str] = (), *, again: bool = False) -> Request:
        """Return the request for the homepage, which may have been at other addresses `before`.

        `again` is for another spelling, which would count as the same.
        """
        key = f"home {url}" if again else identity(url)
        earlier = {"instead": [with_scheme(one) for one in before]} if before else {}
        return self._made(url, self._spider.page, Purpose.PAGE, FIRST, key=key, clicks=0, home=True, **earlier)

    def portals(self, municipality: Municipality) -> list[Request]:
        """Return requests for the portals that the registry names."""
        urls = [with_scheme(url) for url in municipality.portal]
        return [self._made(url, self._spider.page, Purpose.PAGE, _PORTAL, key=identity(url), clicks=1) for url in urls]

    def found(self, found: Found, via: str) -> Request:
        """Return the request for a link that the frontier gave out."""
        if found.ask:
            more = {"clicks": found.clicks, "text": found.text, "key": f"candidate {found.key}"}
            more |= {"wanted": found.url, "shared": True}
            return self._made(found.url, self._spider.candidate, Purpose.TARGET, CANDIDATE, via=via, **more)
        more = {"clicks": found.clicks, "text": found.text, "key": found.key}
        return self._made(found.url, self._spider.page, Purpose.PAGE, found.priority, via=via, **more)

    def sitemap(self, url: str) -> Request:
        """Return the request for a sitemap."""
        return self._made(url, self._spider.sitemap, Purpose.SITEMAP, SITEMAP, key=f"sitemap {identity(url)}")

    def target(self, url: str, via: str, first: str, *, shared: bool) -> Request:
        """Return the request for a target; on a foreign host it is fetched once per run (`shared`)."""
        more = {"wanted": first or url, "shared": shared, "key": f"target {identity(url)}"}
        return self._made(url, self._spider.target, Purpose.TARGET, WANTED, via=via, **more)

    def search(self, engine: Engine, term: str) -> Request:
        """Return the question to a GET or POST search."""
        return self._called_back(search_request(engine, term), self._spider.answer, FIRST)

    def suggest(self, engine: Engine, beginning: str) -> Request:
        """Return the question for suggestions."""
        return self._called_back(suggest_request(engine, beginning), self._spider.answer, FIRST)

    def _made(self, url: str, callback: Any, purpose: Purpose, priority: int, **meta: Any) -> Request:  # noqa: ANN401
        made = Request(url, meta={"purpose": purpose.value, **meta})
        return self._called_back(made, callback, priority)

    def _called_back(self, request: Request, callback: Any, priority: int) -> Request:  # noqa: ANN401
        return request.replace(callback=callback, errback=self._spider.missed, priority=priority, dont_filter=True)


def other_spelling(url: str, failure: Failure) -> str | None:
    """Return what a person tries next when a homepage can't be had: with or without www., the other scheme."""
    parts = urlsplit(url)
    if failure is Failure.DNS:
        host = parts.netloc.removeprefix("www.") if parts.netloc.startswith("www.") else f"www.{parts.netloc}"
        return urlunsplit(parts._replace(netloc=host))
    if failure is Failure.REFUSED and parts.port is None:
        return urlunsplit(parts._replace(scheme="http" if parts.scheme == "https" else "https"))
    return None
