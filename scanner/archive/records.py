"""Captures and the manifest: the types that stand between fetching and judging."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from scanner.model.erasure import Erasure


class Purpose(StrEnum):
    """Why something was fetched."""

    PAGE = "page"
    SEARCH = "search"  # an answer of the site's own search to a term
    SUGGEST = "suggest"  # an answer of its suggestions to a typed beginning
    TARGET = "target"  # a form, PDF, portal or booking page that a page leads to
    SITEMAP = "sitemap"
    ROBOTS = "robots"
    RENDERED = "rendered"  # the DOM after scripts ran; `url` is the page's
    ASSET = "asset"  # what the browser needed to render


class Failure(StrEnum):
    """Why something wanted was not seen."""

    ROBOTS = "robots"
    DNS = "dns"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    TLS = "tls"
    PROXY = "proxy"
    REDIRECT_LOOP = "redirect_loop"
    TOO_LARGE = "too_large"
    INCOMPLETE = "incomplete"
    PRIVATE = "private"
    BUDGET = "budget"
    NO_BROWSER = "no_browser"
    CRASHED = "crashed"
    NOT_ARCHIVED = "not_archived"  # the archive of others, or the web archive, has no capture of it
    ARCHIVE = "archive"  # the web archive itself did not answer
    ERASED = "erased"  # it was seen, and erased since


@dataclass(frozen=True)
class Capture:
    """One thing seen, as the manifest lists it; the body is read by `Archive.body`.

    `url` is what was asked for, `redirects` the addresses passed on the way, `final` where it ended. `via` is the page
    that led here. For searches `term` is the query as asked and `engine` the id of the engine; `method` POST only
    there. `wanted` is the address a page of a target was fetched for (its first page when "Weiter" was followed).
    `redirects` leaves out `url` and `final`. `offset` and `length` place the record in the WARC, -1 where unknown.
    """

    id: str
    url: str
    final: str
    purpose: Purpose
    status: int
    fetched: datetime
    content_type: str = ""
    redirects: tuple[str, ...] = ()
    truncated: bool = False
    via: str = ""
    method: str = "GET"
    term: str = ""
    engine: str = ""
    wanted: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    offset: int = -1
    length: int = -1


@dataclass(frozen=True)
class Missing:
    """Something wanted that was not seen."""

    url: str
    purpose: Purpose
    failure: Failure
    via: str = ""
    term: str = ""
    engine: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Engine:
    """A search the site offers, as the shopper asked it.

    `kind` is get, post or script; `own` is main or portal. `field` is the input's name. An engine that could not be
    asked (third-party script, captcha) has `blocked` with the reason.
    """

    id: str
    page: str
    action: str
    field: str
    kind: str = "get"
    own: str = "main"
    charset: str = "utf-8"
    fixed: tuple[tuple[str, str], ...] = ()
    suggest: str = ""
    blocked: str = ""


@dataclass(frozen=True)
class Manifest:
    """All that judging needs to know of a scan beside the captured bytes.

    `source` is live, file or past; `complete` says the frontier ran empty within the budget; `unasked` names purposes
    that this archive could not ask (a web archive: search, target). `aliases` are pairs of identities: an address that
    was linked but not fetched, because all it adds to another one was seen to tell nothing, and that other one.
    `erased` are the tombstones of records that were erased lawfully.
    """

    ags: str
    name: str
    league: str
    homepage: str
    as_of: datetime
    source: str = "live"
    started: datetime | None = None
    finished: datetime | None = None
    own_hosts: tuple[str, ...] = ()
    portal_hosts: tuple[str, ...] = ()
    complete: bool = True
    left_in_frontier: int = 0
    unasked: tuple[Purpose, ...] = ()
    engines: tuple[Engine, ...] = ()
    captures: tuple[Capture, ...] = ()
    missing: tuple[Missing, ...] = ()
    figures: tuple[tuple[str, float], ...] = ()
    notes: tuple[str, ...] = field(default=())
    aliases: tuple[tuple[str, str], ...] = ()
    erased: tuple[Erasure, ...] = ()
