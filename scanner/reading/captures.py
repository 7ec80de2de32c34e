"""Reads every capture of an archive once: pages, targets and the answers of searches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from criteria.words import Lexicon
from scanner.archive.records import Capture, Manifest
from scanner.reading.facts import PageFacts
from scanner.reading.seen import Asked


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
    raise NotImplementedError
