"""Small invented sites for tests: pages from HTML, and what was seen of a site built of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from urllib.parse import urljoin

from criteria.loading import CriteriaSet, load_set
from criteria.registry import Municipality
from criteria.words import fold
from scanner.archive.records import Capture, Manifest, Missing, Purpose
from scanner.reading.facts import CONTENT, PageFacts
from scanner.reading.page import read_page
from scanner.reading.seen import Asked, Seen
from scanner.reading.site_types import Kind, ServicePage
from scanner.reading.urls import identity

HOME = "http://www.musterfeld.example/"
AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = AS_OF.date()
TOWN = Municipality("05999001", "Gemeinde Musterfeld", "Gemeinde", "gemeinde", HOME, postcode="39990")


@cache
def the_set() -> CriteriaSet:
    return load_set()


def capture(url: str, status: int = 200, kind: str = "text/html; charset=utf-8", **known: Any) -> Capture:
    purpose = Purpose(known.pop("purpose", "page"))
    return Capture(f"urn:test:{url}", url, known.pop("final", url), purpose, status, AS_OF, kind, **known)


def page(html: str | bytes, url: str = HOME, status: int = 200, **known: Any) -> PageFacts:
    body = html if isinstance(html, bytes) else html.encode()
    kind = "application/pdf" if body.startswith(b"%PDF") else "text/html; charset=utf-8"
    return read_page(capture(url, status, kind, **known), body, the_set().lexicon)


def whole(inner: str, title: str = "", head: str = "", foot: str = "") -> str:
    """A page with the usual parts; `inner` is the main content."""
    return (
        f"<!doctype html><html lang=de><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"<header><a href='/'>Gemeinde Musterfeld</a>{head}</header><main>{inner}</main><footer>{foot}</footer>"
        "</body></html>"
    )


def site(
    pages: Mapping[str, str | bytes],
    *,
    services: Mapping[str, str] | None = None,
    sections: Mapping[str, tuple[str, str]] | None = None,
    kinds: Mapping[str, Kind] | None = None,
    targets: Mapping[str, str | bytes | tuple[str, int]] | None = None,
    answers: tuple[Asked, ...] = (),
    missing: tuple[Missing, ...] = (),
    portal: tuple[str, ...] = (),
    as_of: date = TODAY,
    town: Municipality = TOWN,
    manifest: Manifest | None = None,
) -> Seen:
    """Return what was seen of a site.

    `pages` and `targets` are HTML by path or address; `services` names the path of the page of a service, `sections`
    path and heading where a section describes it.
    """
    read = {identity(urljoin(HOME, path)): page(html, urljoin(HOME, path)) for path, html in pages.items()}
    chains = {identity(url): (_target(url, body),) for url, body in (targets or {}).items()}
    described = {
        service: (ServicePage(service, identity(urljoin(HOME, path))),) for service, path in (services or {}).items()
    }
    for service, (path, heading) in (sections or {}).items():
        key = identity(urljoin(HOME, path))
        described[service] = (_section_of(read[key], key, service, heading),)
    return Seen(
        municipality=town,
        set=the_set(),
        manifest=manifest or Manifest(town.ags, town.name, town.league, HOME, AS_OF, missing=missing),
        as_of=as_of,
        home=identity(HOME),
        pages=read,
        kinds={identity(urljoin(HOME, path)): frozenset({kind}) for path, kind in (kinds or {}).items()},
        targets=chains,
        services=described,
        answers=answers,
        unseen={identity(one.url): one.failure.value for one in missing},
        own_hosts=frozenset({"www.musterfeld.example"}),
        portal_hosts=frozenset(portal),
    )


def _target(url: str, body: str | bytes | tuple[str, int]) -> PageFacts:
    if isinstance(body, tuple):
        return page(body[0], url, body[1])
    return page(body, url)


def _section_of(read: PageFacts, key: str, service: str, heading: str) -> ServicePage:
    at, section = next((n, s) for n, s in enumerate(read.sections) if fold(s.heading) == fold(heading))
    return ServicePage(service, key, at, section.first, section.last, named_in="heading", heading=section.heading)


def text_of(read: PageFacts) -> str:
    return "\n".join(block.text for block in read.blocks if block.region in CONTENT)
