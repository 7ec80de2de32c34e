"""What is to do and what is done in one scan: a small SQLite file beside the WARC."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from scrapy import Request, Spider

from criteria.errors import UserError
from scanner.archive.records import Capture, Missing, Purpose
from spiders.saving import key_of, load_request, purpose_of, save_request

_FORMAT = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS request (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, purpose TEXT NOT NULL, priority INTEGER NOT NULL,
    saved TEXT NOT NULL, shelved INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0, page INTEGER
);
CREATE INDEX IF NOT EXISTS queue ON request (priority DESC, id) WHERE page IS NULL AND NOT shelved;
CREATE TABLE IF NOT EXISTS page (id INTEGER PRIMARY KEY, end INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS found (
    id INTEGER PRIMARY KEY, page INTEGER NOT NULL, kind TEXT NOT NULL, facts TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_OPEN = "page IS NULL AND NOT shelved"
_CAPTURE, _MISSING = TypeAdapter(Capture), TypeAdapter(Missing)


class Ledger:
    """Requests to do and done, captures, misses and the spider's state of one scan.

    Whatever is written is written in one transaction per page by `settle`; a process that is killed finds the ledger
    as after the last one. Requests carry `meta["ledger"]`, their number here, once `next` has given them out. Only one
    process can have it open.

    Args:
        path: the file; made where it is missing.

    Raises:
        UserError: the file is no ledger, is open elsewhere, or can't be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.out: int | None = None  # number of the request that is given out and not settled
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path, isolation_level=None, timeout=0.5)
            try:
                self._prepare()
            except BaseException:
                self._base.close()
                raise

    def add(self, request: Request) -> bool:
        """Note a request to be done at once (outside of a page); False where its key is known already."""
        with self._told():
            return self._insert(request)

    def knows(self, key: str) -> bool:
        """Whether a request with that key (see `spiders`) was ever noted."""
        return self._number("SELECT COUNT(*) FROM request WHERE key = ?", key) > 0

    def next(self, spider: Spider) -> Request | None:
        """Return the due request with the highest priority, oldest first, or None. It stays to do until settled."""
        row = self._base.execute(
            f"SELECT id, saved FROM request WHERE {_OPEN} AND due <= ? ORDER BY priority DESC, id LIMIT 1",  # noqa: S608
            (time.time(),),
        ).fetchone()
        if row is None:
            return None
        self.out = row[0]
        return load_request(row[1], spider, number=row[0])

    def settle(
        self,
        request: Request | None,
        *,
        end: int,
        children: Iterable[Request] = (),
        found: Iterable[Capture | Missing] = (),
        state: Mapping[str, Any] | None = None,
    ) -> int:
        """Note in one transaction that a request is done and what came of it; return how many children were new.

        Args:
            request: as `next` gave it out; None for something seen outside of a request.
            end: length of the WARC, flushed before.
            children: new requests; known ones are ignored.
            found: what was seen, and what was wanted and not seen.
            state: JSON values to keep, by name.
        """
        with self._transaction():
            page = self._base.execute("INSERT INTO page (end) VALUES (?)", (end,)).lastrowid
            new = sum(self._insert(child) for child in children)
            rows = [(page, *_saved(item)) for item in found]
            self._base.executemany("INSERT INTO found (page, kind, facts) VALUES (?, ?, ?)", rows)
            for name, value in (state or {}).items():
                self._put(name, value)
            if request is not None:
                self._base.execute("UPDATE request SET page = ? WHERE id = ?", (page, request.meta["ledger"]))
        if request is not None:
            self.release(request)
        return new

    def postpone(self, request: Request, seconds: float) -> None:
        """Put a request back and give it out again after some seconds at the earliest."""
        with self._told():
            due = (time.time() + seconds, request.meta["ledger"])
            self._base.execute("UPDATE request SET due = ? WHERE id = ?", due)
        self.release(request)

    def release(self, request: Request) -> None:
        """Note that a request is no longer under way, done or not."""
        if self.out == request.meta.get("ledger"):
            self.out = None

    def drop(self, request: Request) -> None:
        """Forget a request that was given out and not sent."""
        with self._told():
            self._base.execute("DELETE FROM request WHERE id = ?", (request.meta["ledger"],))
        self.release(request)

    def raise_priority(self, key: str, priority: int) -> None:
        """Give a request that is still to do a higher priority; lower ones are ignored."""
        with self._told():
            self._base.execute("UPDATE request SET priority = MAX(priority, ?) WHERE key = ?", (priority, key))

    def shelve(self, purpose: Purpose) -> int:
        """Take all requests of a purpose that are still to do out of the queue (budget used up); return their number.

        The one that is under way is not touched.
        """
        with self._told():
            return self._base.execute(
                f"UPDATE request SET shelved = 1 WHERE {_OPEN} AND purpose = ? AND id IS NOT ?",  # noqa: S608
                (purpose.value, self.out),
            ).rowcount

    def left(self, *purposes: Purpose) -> int:
        """Return how many requests of these purposes (all if none is given) are still to do or shelved."""
        return self._count("page IS NULL", purposes)

    def done(self, *purposes: Purpose) -> int:
        """Return how many requests of these purposes (all if none is given) are done."""
        return self._count("page IS NOT NULL", purposes)

    def pending(self) -> bool:
        """Whether anything is still to do, shelved requests left out."""
        return self._number(f"SELECT EXISTS (SELECT 1 FROM request WHERE {_OPEN})") > 0  # noqa: S608

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - any JSON value
        """Return a value of the kept state."""
        row = self._base.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return default if row is None else json.loads(row[0])

    def put(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Keep a JSON value at once (outside of a page)."""
        with self._told():
            self._put(name, value)

    @property
    def captures(self) -> tuple[Capture, ...]:
        """Everything seen so far, in order."""
        return tuple(_CAPTURE.validate_json(facts) for facts in self._found("capture"))

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Everything wanted and not seen so far, in order."""
        return tuple(_MISSING.validate_json(facts) for facts in self._found("missing"))

    @property
    def end(self) -> int:
        """Length of the WARC that the last transaction vouches for."""
        return self._number("SELECT COALESCE(MAX(end), 0) FROM page")

    def cut(self, size: int) -> None:
        """Forget the pages whose records the WARC has lost (power cut, copied too early): they are to do again."""
        with self._transaction():
            lost = "(SELECT id FROM page WHERE end > ?)"
            self._base.execute(f"UPDATE request SET page = NULL WHERE page IN {lost}", (size,))  # noqa: S608
            self._base.execute(f"DELETE FROM found WHERE page IN {lost}", (size,))  # noqa: S608
            self._base.execute("DELETE FROM page WHERE end > ?", (size,))

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        self._base.close()

    def _prepare(self) -> None:
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._base.execute("PRAGMA journal_mode = WAL")
        # A killed process loses nothing with NORMAL; after a power cut `cut` finds what the WARC still has.
        self._base.execute("PRAGMA synchronous = NORMAL")
        found = self._number("PRAGMA user_version")
        if found not in (0, _FORMAT):
            raise UserError("the ledger is of another version of the scanner", where=str(self._path))
        self._base.execute(f"PRAGMA user_version = {_FORMAT}")
        self._base.executescript(_TABLES)

    def _insert(self, request: Request) -> bool:
        row = (key_of(request), purpose_of(request).value, request.priority, save_request(request))
        sql = "INSERT OR IGNORE INTO request (key, purpose, priority, saved) VALUES (?, ?, ?, ?)"
        return self._base.execute(sql, row).rowcount > 0

    def _put(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        self._base.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, json.dumps(value)))

    def _found(self, kind: str) -> Iterator[str]:
        for row in self._base.execute("SELECT facts FROM found WHERE kind = ? ORDER BY id", (kind,)):
            yield row[0]

    def _count(self, condition: str, purposes: tuple[Purpose, ...]) -> int:
        names = tuple(purpose.value for purpose in purposes or tuple(Purpose))
        marks = ", ".join("?" * len(names))
        return self._number(f"SELECT COUNT(*) FROM request WHERE {condition} AND purpose IN ({marks})", *names)  # noqa: S608

    def _number(self, sql: str, *values: object) -> int:
        return int(self._base.execute(sql, values).fetchone()[0])

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._told():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            busy = "locked" in str(error)
            hint = "another scan is writing this archive" if busy else ""
            raise UserError(f"the ledger can't be written: {error}", where=str(self._path), hint=hint) from error


def _saved(item: Capture | Missing) -> tuple[str, str]:
    if isinstance(item, Capture):
        return "capture", _CAPTURE.dump_json(item, exclude_defaults=True).decode()
    return "missing", _MISSING.dump_json(item, exclude_defaults=True).decode()
