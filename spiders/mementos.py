"""What a web archive sends for a raw capture, turned back into the answer of the site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from scanner.archive.exchange import Exchange, Headers

_ORIGINAL = "x-archive-orig-"
_OF_THE_SITE = ("content-type", "content-language", "content-disposition", "last-modified", "location")
# The body may have been packed anew on its way: what described its way then no longer holds.
_OF_THE_WAY = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "location"})
_GZIP = b"\x1f\x8b"


def is_memento(answer: Exchange) -> bool:
    """Whether an answer is a capture, and not the archive speaking for itself."""
    named = {name.lower() for name, _ in answer.headers}
    return "memento-datetime" in named or any(name.startswith(_ORIGINAL) for name in named)


def then(answer: Exchange, url: str, moment: datetime, source: str, original: Callable[[str], str]) -> Exchange:
    """Return the answer of the site: address, time and headers of then, the body as received now.

    Args:
        answer: what the archive sent.
        url: original address of the capture.
        moment: when it was made, where the archive does not say it itself.
        source: the address of the capture in the archive.
        original: makes the original address of a replay address.
    """
    return replace(
        answer,
        url=url,
        fetched=_memento_time(answer) or moment,
        headers=_headers(answer, url, source, original),
        request_headers=(),
        address="",
        source=source,
    )


def _headers(answer: Exchange, url: str, source: str, original: Callable[[str], str]) -> Headers:
    told = [(name, value) for name, value in answer.headers if name.lower().startswith(_ORIGINAL)]
    kept = [(name[len(_ORIGINAL) :], value) for name, value in told]
    kept = [(name, value) for name, value in kept if name.lower() not in _OF_THE_WAY]
    known = {name.lower() for name, _ in kept}
    for name, value in answer.headers:
        if name.lower() in _OF_THE_SITE and name.lower() not in (known | {"location"}):
            kept.append((name, value))
    if place := answer.header(_ORIGINAL + "location") or answer.header("location"):
        kept.append(("Location", urljoin(url, original(urljoin(source, place) if place.startswith("/") else place))))
    return (*kept, *_encoding(answer))


def _encoding(answer: Exchange) -> Headers:
    """Return how the body is packed as received: by the archive now, or still as the site packed it."""
    packed = answer.header("content-encoding")
    before = answer.header(_ORIGINAL + "content-encoding")
    if not packed and "gzip" in before.lower() and answer.body.startswith(_GZIP):
        packed = before
    return (("Content-Encoding", packed),) if packed else ()


def _memento_time(answer: Exchange) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.header("memento-datetime"))
    except ValueError:
        return None
