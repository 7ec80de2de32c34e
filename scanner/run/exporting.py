"""Prepares archives for other tools: what they are called there, and the pages that a reader can begin at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scanner.archive.exporting import PageLine, Source
from scanner.archive.reader import Archive, DamagedRecordError
from scanner.archive.records import Capture, Purpose
from scanner.reading.decode import decode
from scanner.reading.tree import parse

_LONGEST = 300


def source_of(path: Path, name: str) -> Source:
    """Return an archive with its pages, the homepage first; UserError where it can't be read."""
    archive = Archive(path)
    home = archive.manifest.homepage
    pages = sorted(_pages(archive), key=lambda page: page.url != home)
    return Source(path, name, tuple(pages))


def _pages(archive: Archive) -> Iterator[PageLine]:
    listed: set[str] = set()
    for capture in archive.captures:
        if capture.purpose in (Purpose.PAGE, Purpose.TARGET) and capture.status < 400 and capture.final not in listed:
            listed.add(capture.final)
            yield PageLine(capture.id.rpartition(":")[2], capture.final, capture.fetched, _title(archive, capture))


def _title(archive: Archive, capture: Capture) -> str:
    if "html" not in capture.content_type:
        return ""
    try:
        root = parse(decode(archive.body(capture.id), capture.content_type).text)
    except DamagedRecordError:
        return ""
    found = root.find(".//title") if root is not None else None
    return " ".join((found.text or "").split())[:_LONGEST] if found is not None else ""
