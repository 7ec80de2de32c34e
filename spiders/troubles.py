"""Hosts that can't be had: asked a few times, left alone for a while, then for the rest of the run."""

from __future__ import annotations

import time
from dataclasses import dataclass

from scanner.archive.records import Failure
from spiders.failures import FetchError

_ENOUGH = 3
# A host that answered before may only be down for some minutes.
_RESTS = (60.0, 240.0)
# Of the whole host, whichever page was asked for: known after the first time.
_OF_THE_HOST = frozenset({Failure.DNS, Failure.TLS, Failure.PRIVATE})
_COUNTED = _OF_THE_HOST | {Failure.TIMEOUT, Failure.REFUSED, Failure.PROXY}


@dataclass
class _Trouble:
    answered: bool = False
    failures: int = 0
    error: FetchError | None = None
    rests: int = 0
    due: float = 0.0


class Troubles:
    """Remembers failures by origin (scheme, host and port), over all crawlers."""

    def __init__(self) -> None:
        self._origins: dict[str, _Trouble] = {}

    def check(self, origin: str, url: str) -> None:
        """Raise the origin's last failure for this address, where it failed too often to be asked now."""
        trouble = self._origins.get(origin)
        if trouble is None or trouble.error is None or trouble.failures < _ENOUGH:
            return
        error = trouble.error
        if not (trouble.answered and trouble.rests <= len(_RESTS) and trouble.due):
            raise FetchError(error.failure, url, f"{error.detail} (given up)".strip())
        left = trouble.due - time.monotonic()
        if left > 0:
            raise FetchError(error.failure, url, error.detail, again=left)
        trouble.failures = _ENOUGH - 1

    def failed(self, origin: str, error: FetchError) -> None:
        """Note that a request ended in a failure, after all tries."""
        if error.failure not in _COUNTED:
            return
        trouble = self._origins.setdefault(origin, _Trouble())
        for_good = error.failure in _OF_THE_HOST and not error.transient
        trouble.failures = _ENOUGH if for_good else trouble.failures + 1
        trouble.error = error
        if trouble.failures >= _ENOUGH:
            rest = _RESTS[trouble.rests] if trouble.rests < len(_RESTS) else None
            trouble.due = time.monotonic() + rest if rest is not None else 0.0
            trouble.rests += 1

    def answered(self, origin: str) -> None:
        """Note that the origin answered."""
        self._origins[origin] = _Trouble(answered=True)
