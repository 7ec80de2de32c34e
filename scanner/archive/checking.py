"""Reads an archive through and tells what is damaged, how much it holds and how fast it was read."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scanner.archive.members import Damage, Record, walk
from scanner.archive.records import Capture, Purpose

_BESIDE = frozenset({Purpose.ASSET, Purpose.ROBOTS, Purpose.SITEMAP, Purpose.RENDERED})


@dataclass(frozen=True)
class Problem:
    """Something wrong with one record.

    `kind` is damaged (can't be read), digest (the content is not what was written), lost (the manifest names a record
    that is not there), misplaced (it stands elsewhere) or bodiless (a revisit whose first record is gone).
    """

    kind: str
    offset: int = -1
    record: str = ""
    url: str = ""
    detail: str = ""

    def __str__(self) -> str:
        place = f"byte {self.offset}: " if self.offset >= 0 else ""
        return place + ": ".join(part for part in (self.record, self.kind, self.url, self.detail) if part)


@dataclass(frozen=True)
class Checked:
    """What reading an archive through brought; `pages` counts pages, targets and answers of searches."""

    bytes: int
    records: int
    repeated: int
    pages: int
    seconds: float
    problems: tuple[Problem, ...] = ()

    @property
    def bytes_per_page(self) -> float:
        """Size of the file for each page, all that a page needs included."""
        return self.bytes / self.pages if self.pages else 0.0

    @property
    def pages_per_second(self) -> float:
        """How many pages are read and compared with their digests in a second."""
        return self.pages / max(self.seconds, 1e-6)


@dataclass
class _Read:
    offsets: dict[str, int] = field(default_factory=dict)
    payloads: set[str] = field(default_factory=set)
    revisits: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def check(path: Path, captures: Sequence[Capture] = ()) -> Checked:
    """Read every record, compare digests, and compare the file with what the manifest says of it.

    Raises:
        UserError: the file is missing or is no WARC.
    """
    begun, read = time.perf_counter(), _Read()
    for item in walk(path, digests=True):
        _take(read, item)
    problems = (*read.problems, *_bodiless(read), *_lost(read, captures))
    return Checked(
        bytes=path.stat().st_size,
        records=len(read.offsets),
        repeated=len(read.revisits),
        pages=sum(capture.purpose not in _BESIDE for capture in captures),
        seconds=time.perf_counter() - begun,
        problems=problems,
    )


def _take(read: _Read, item: Record | Damage) -> None:
    if isinstance(item, Damage):
        read.problems.append(Problem("damaged", item.offset, detail=item.reason))
        return
    read.offsets.setdefault(item.id, item.offset)
    if item.fault:
        read.problems.append(Problem("digest", item.offset, item.id, item.url, item.fault))
    elif item.kind == "response":
        read.payloads.add(item.warc.get("warc-payload-digest", ""))
    elif item.kind == "revisit":
        read.revisits.append(item)


def _bodiless(read: _Read) -> Iterator[Problem]:
    for item in read.revisits:
        if item.warc.get("warc-payload-digest", "") not in read.payloads:
            yield Problem("bodiless", item.offset, item.id, item.url)


def _lost(read: _Read, captures: Sequence[Capture]) -> Iterator[Problem]:
    for capture in captures:
        offset = read.offsets.get(capture.id)
        if offset is None:
            yield Problem("lost", record=capture.id, url=capture.url, detail="no record")
        elif capture.offset not in (-1, offset):
            yield Problem("misplaced", capture.offset, capture.id, capture.url, f"it stands at byte {offset}")
