"""Reads every capture of an archive once: pages, targets and the answers of searches."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol

from criteria.words import Lexicon
from scanner.archive.records import Capture, Manifest, Purpose
from scanner.reading.facts import PageFacts
from scanner.reading.page import read_page
from scanner.reading.seen import Asked
from scanner.reading.urls import identity

_LISTED = re.compile(rb"<loc>\s*([^<\s]+)\s*</loc>", re.I)
_TEXTS = ("json", "javascript", "text/plain")


class Source(Protocol):
    """What pages are read from: `scanner.archive.reader.Archive`, or `scanner.reading.memory.MemoryArchive`."""

    @property
    def manifest(self) -> Manifest:
        """What is known of the scan, with its captures."""
        ...

    def body(self, capture_id: str) -> bytes:
        """Return the decoded body of a capture."""
        ...


@dataclass(frozen=True)
class Readings:
    """Captures with their facts, in the order they were made; the rendered DOM stands in for the raw page.

    `pages` and `targets` hold what was fetched as such, on any host, `answers` searches and suggestions, `listed` the
    addresses that XML sitemaps name, `problems` what could not be read.
    """

    pages: tuple[tuple[Capture, PageFacts], ...] = ()
    targets: tuple[tuple[Capture, PageFacts], ...] = ()
    answers: tuple[Asked, ...] = ()
    listed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def read_captures(source: Source, lexicon: Lexicon) -> Readings:
    """Return what stands in all captures; a body that can't be read becomes a problem, never an exception."""
    found = _Found()
    rendered = _rendered(source.manifest.captures)
    for capture in source.manifest.captures:
        if capture.purpose in (Purpose.RENDERED, Purpose.ASSET, Purpose.ROBOTS):
            continue
        shown = rendered.get(_of(capture))
        try:
            _take(found, source, capture, shown, lexicon)
        except Exception as error:
            found.problems.append(f"{capture.url}: {type(error).__name__}: {error}")
    return Readings(
        tuple(found.pages), tuple(found.targets), tuple(found.answers), tuple(found.listed), tuple(found.problems)
    )


@dataclass
class _Found:
    pages: list[tuple[Capture, PageFacts]] = field(default_factory=list)
    targets: list[tuple[Capture, PageFacts]] = field(default_factory=list)
    answers: list[Asked] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def _of(capture: Capture) -> tuple[str, str, str]:
    """What ties a rendered DOM to the capture it was made from: its address, and the query of a search."""
    return identity(capture.final or capture.url), capture.term, capture.engine


def _rendered(captures: tuple[Capture, ...]) -> dict[tuple[str, str, str], Capture]:
    return {_of(capture): capture for capture in captures if capture.purpose is Purpose.RENDERED}


def _take(found: _Found, source: Source, capture: Capture, shown: Capture | None, lexicon: Lexicon) -> None:
    if capture.purpose is Purpose.SITEMAP:
        found.listed += [url.decode("utf-8", "replace") for url in _LISTED.findall(source.body(capture.id))]
        return
    page = _facts(source, capture, shown, lexicon)
    if capture.purpose in (Purpose.SEARCH, Purpose.SUGGEST):
        raw = any(kind in capture.content_type for kind in _TEXTS) and shown is None
        text = source.body(capture.id).decode("utf-8", "replace") if raw else ""
        found.answers.append(Asked(capture, None if raw else page, text))
    else:
        (found.targets if capture.purpose is Purpose.TARGET else found.pages).append((capture, page))


def _facts(source: Source, capture: Capture, shown: Capture | None, lexicon: Lexicon) -> PageFacts:
    if shown is not None:
        return read_page(shown, source.body(shown.id), lexicon, rendered=True)
    return read_page(capture, source.body(capture.id), lexicon)
