"""Gives Scrapy the next request of the ledger when it can be sent, and not before."""

from __future__ import annotations

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler


class LedgerScheduler(BaseScheduler):
    """One request in flight for each scan; what comes next is decided when the last one is settled."""

    def has_pending_requests(self) -> bool:
        """Whether the ledger has requests to do."""
        raise NotImplementedError

    def enqueue_request(self, request: Request) -> bool:
        """Note a request in the ledger at once; False where it is known."""
        raise NotImplementedError

    def next_request(self) -> Request | None:
        """Return the most promising request, or None while one is in flight or none is due."""
        raise NotImplementedError
