"""What is fetched once per run and kept by each scan: targets on foreign hosts."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from criteria.errors import UserError
from scanner.archive.exchange import Exchange
from scanner.archive.records import Failure
from spiders.exchanging import Outcome

_TABLES = """
CREATE TABLE IF NOT EXISTS outcome (url TEXT PRIMARY KEY, facts TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS exchange (
    url TEXT NOT NULL, number INTEGER NOT NULL, facts TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (url, number)
);
"""


class Shared:
    """Keeps outcomes by address, so that the second scan that wants one makes no request.

    Args:
        path: the file that keeps them over a resume; None keeps them in memory.

    Raises:
        UserError: the file can't be used.
    """

    def __init__(self, path: Path | None) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=5)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = NORMAL")
            self._base.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise UserError(f"the run's shared file can't be used: {error}", where=str(path or "")) from error

    async def once(self, url: str, fetch: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """Return what is known of an address; fetch it where nothing is. Who asks meanwhile waits for it.

        A failure that may pass (`again`) is not kept.
        """
        async with self._locks.setdefault(url, asyncio.Lock()):
            outcome = self._kept(url)
            if outcome is None:
                outcome = await fetch()
                if outcome.again is None:
                    self._keep(url, outcome)
            return outcome

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _kept(self, url: str) -> Outcome | None:
        row = self._base.execute("SELECT facts FROM outcome WHERE url = ?", (url,)).fetchone()
        if row is None:
            return None
        facts = json.loads(row[0])
        rows = self._base.execute("SELECT facts, body FROM exchange WHERE url = ? ORDER BY number", (url,))
        return Outcome(
            exchanges=tuple(_exchange(json.loads(text), body) for text, body in rows),
            passed=tuple(facts["passed"]),
            failure=Failure(facts["failure"]) if facts["failure"] else None,
            detail=facts["detail"],
            at=facts["at"],
        )

    def _keep(self, url: str, outcome: Outcome) -> None:
        facts = {name: getattr(outcome, name) for name in ("passed", "failure", "detail", "at")}
        self._base.execute("BEGIN IMMEDIATE")
        self._base.execute("INSERT OR REPLACE INTO outcome VALUES (?, ?)", (url, json.dumps(facts)))
        for number, exchange in enumerate(outcome.exchanges):
            row = (url, number, json.dumps(_facts(exchange)), exchange.body)
            self._base.execute("INSERT OR REPLACE INTO exchange VALUES (?, ?, ?, ?)", row)
        self._base.execute("COMMIT")


def _facts(exchange: Exchange) -> dict[str, Any]:
    facts = asdict(exchange)
    del facts["body"], facts["request_body"]  # shared things are asked for by GET
    return facts | {"fetched": exchange.fetched.isoformat()}


def _exchange(facts: dict[str, Any], body: bytes) -> Exchange:
    headers = {name: tuple(map(tuple, facts[name])) for name in ("headers", "request_headers")}
    return Exchange(**facts | headers | {"fetched": datetime.fromisoformat(facts["fetched"]), "body": body})
