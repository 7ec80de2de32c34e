"""Writes one scan's WARC: each record a gzip member of its own, so that a damaged one costs no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from scanner.archive.exchange import Exchange


@dataclass(frozen=True)
class Written:
    """Where a record stands: its WARC-Record-ID without brackets, byte offset and length in the file."""

    id: str
    offset: int
    length: int


class ArchiveWriter:
    """Appends records to a WARC file.

    Args:
        path: the file, ``.warc.gz``; made where it is missing.
        software: who wrote it, for the warcinfo record.
        end: cut the file back to this length first (what the ledger knows to be whole); None keeps all.
    """

    def __init__(self, path: Path, *, software: str, end: int | None = None) -> None:
        raise NotImplementedError

    def exchange(self, exchange: Exchange) -> Written:
        """Append response and request as received; the place is the response's."""
        raise NotImplementedError

    def resource(self, name: str, content_type: str, body: bytes, when: datetime) -> Written:
        """Append something that is no answer of a server under a ``urn:g2b:...`` name."""
        raise NotImplementedError

    def flush(self) -> int:
        """Hand everything to the operating system and return the length of the file."""
        raise NotImplementedError

    def cut(self, end: int) -> None:
        """Drop everything after that length."""
        raise NotImplementedError

    def close(self) -> None:
        """Flush and close; closing twice is fine."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
