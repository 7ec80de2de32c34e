"""The gate: one request at a time for each provider, over all crawlers and over all processes of this user."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path


class Gate:
    """Lets one request at a time through to each provider, in the order they came (higher `priority` first).

    The delay is counted from the end of the last answer, whoever asked; a delay of 0 still means one at a time. Waiting
    costs nothing and can be cancelled. Two processes share the gate by one lock file for each provider.

    Args:
        folder: where the lock files are.
    """

    def __init__(self, folder: Path) -> None:
        raise NotImplementedError

    def assign(self, host: str, slot: str) -> None:
        """Say that a host belongs to a hosting provider (column `slot` of the registry); empty slots are ignored."""
        raise NotImplementedError

    def provider(self, host: str, addresses: tuple[str, ...] = ()) -> str:
        """Return who serves a host: its slot, else its address, else (behind a proxy) the host itself."""
        raise NotImplementedError

    def turn(self, provider: str, *, delay: float, priority: int = 0) -> AbstractAsyncContextManager[None]:
        """Wait for a turn, hold it for the block, and count `delay` seconds of the next one from its end."""
        raise NotImplementedError
