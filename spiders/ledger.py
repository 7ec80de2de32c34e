"""What is to do and what is done in one scan: a small SQLite file beside the WARC."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from scrapy import Request, Spider

from scanner.archive.records import Capture, Missing, Purpose


class Ledger:
    """Requests to do and done, captures, misses and the spider's state of one scan.

    Whatever is written is written in one transaction per page by `settle`; a process that is killed finds the ledger as
    after the last one. Requests carry `meta["ledger"]`, their number here, once the scheduler has given them out.

    Args:
        path: the file; made where it is missing.

    Raises:
        UserError: the file is no ledger or can't be written.
    """

    def __init__(self, path: Path) -> None:
        raise NotImplementedError

    def add(self, request: Request) -> bool:
        """Note a request to be done at once (outside of a page); False where its key is known already."""
        raise NotImplementedError

    def knows(self, key: str) -> bool:
        """Whether a request with that key (see `spiders`) was ever noted."""
        raise NotImplementedError

    def next(self, spider: Spider) -> Request | None:
        """Return the due request with the highest priority, oldest first, or None. It stays to do until settled."""
        raise NotImplementedError

    def settle(
        self,
        request: Request | None,
        *,
        end: int,
        children: Iterable[Request] = (),
        captures: Iterable[Capture] = (),
        missing: Iterable[Missing] = (),
        state: Mapping[str, Any] | None = None,
    ) -> int:
        """Note in one transaction that a request is done and what came of it; return how many children were new.

        Args:
            request: as the scheduler gave it out; None for something seen outside of a request.
            end: length of the WARC, flushed before.
            children: new requests; known ones are ignored.
            captures: what was seen.
            missing: what was wanted and not seen.
            state: JSON values to keep, by name.
        """
        raise NotImplementedError

    def postpone(self, request: Request, seconds: float) -> None:
        """Put a request back and give it out again after some seconds at the earliest."""
        raise NotImplementedError

    def raise_priority(self, key: str, priority: int) -> None:
        """Give a request that is still to do a higher priority; lower ones are ignored."""
        raise NotImplementedError

    def shelve(self, purpose: Purpose) -> int:
        """Take all requests of a purpose that are still to do out of the queue (budget used up); return their number."""
        raise NotImplementedError

    def left(self, *purposes: Purpose) -> int:
        """Return how many requests of these purposes (all if none is given) are still to do or shelved."""
        raise NotImplementedError

    def done(self, *purposes: Purpose) -> int:
        """Return how many requests of these purposes (all if none is given) are done."""
        raise NotImplementedError

    def pending(self) -> bool:
        """Whether anything is still to do, shelved requests left out."""
        raise NotImplementedError

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value of the kept state."""
        raise NotImplementedError

    def put(self, name: str, value: Any) -> None:
        """Keep a JSON value at once (outside of a page)."""
        raise NotImplementedError

    @property
    def captures(self) -> tuple[Capture, ...]:
        """Everything seen so far, in order."""
        raise NotImplementedError

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Everything wanted and not seen so far, in order."""
        raise NotImplementedError

    @property
    def end(self) -> int:
        """Length of the WARC that the last transaction vouches for."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        raise NotImplementedError
