"""Asks the site's own search, as a person would who types a term and sends it."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from scrapy import Request

from scanner.archive.records import Engine, Purpose

_FORM = "application/x-www-form-urlencoded"


def search_request(engine: Engine, term: str) -> Request:
    """Return what a browser sends when a term is typed into a GET or POST form: hidden fields kept, in its charset."""
    sent = urlencode([*engine.fixed, (engine.field, term)], encoding=_codec(engine.charset), errors="xmlcharrefreplace")
    if engine.kind == "post":
        return Request(
            engine.action,
            method="POST",
            body=sent,
            headers={"Content-Type": _FORM},
            meta=_meta(engine, term, Purpose.SEARCH),
        )
    parts = urlsplit(engine.action)
    url = urlunsplit((parts.scheme, parts.netloc, parts.path, sent, ""))
    return Request(url, meta=_meta(engine, term, Purpose.SEARCH))


def suggest_request(engine: Engine, beginning: str) -> Request:
    """Return the question for suggestions where the markup names their address, with ``{term}`` for what is typed."""
    url = engine.suggest.replace("{term}", quote(beginning, safe="", encoding="utf-8"))
    return Request(url, meta=_meta(engine, beginning, Purpose.SUGGEST), headers={"X-Requested-With": "XMLHttpRequest"})


def _meta(engine: Engine, term: str, purpose: Purpose) -> dict[str, str]:
    key = f"{purpose.value} {engine.id} {term}"
    return {"purpose": purpose.value, "via": engine.page, "term": term, "engine": engine.id, "key": key}


def _codec(charset: str) -> str:
    """Return the codec that browsers use for a charset: windows-1252 for what calls itself iso-8859-1."""
    name = (charset or "utf-8").lower()
    if name in ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"):
        return "cp1252"
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name
