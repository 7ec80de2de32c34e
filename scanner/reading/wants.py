"""What is still wanted of a site after what has been read: searches to ask, targets and pages to fetch."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.archive.records import Engine
from scanner.reading.seen import Seen


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address to fetch once: `reason` is form, weiter, state, portal_start, booking, help or login; `via` the page that
    links it. `first` is the first page of the target where a "Weiter" leads on from it (`Capture.wanted`), else the address."""

    url: str
    reason: str
    via: str
    first: str = ""


@dataclass(frozen=True)
class Wants:
    """What to ask and fetch next; empty in all parts when nothing is wanted.

    `engines` are all searches found, `ask` (engine id, term) pairs not asked yet, `suggest` (engine id, typed beginning) pairs,
    `targets` documents, forms and portal pages on any host, `pages` pages of own hosts that the frontier may have left out.
    """

    engines: tuple[Engine, ...] = ()
    ask: tuple[tuple[str, str], ...] = ()
    suggest: tuple[tuple[str, str], ...] = ()
    targets: tuple[Wanted, ...] = ()
    pages: tuple[Wanted, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ask or self.suggest or self.targets or self.pages)


def wants(seen: Seen) -> Wants:
    """Return what is wanted beyond what `seen` holds: a pure function, so asking again after fetching it returns less."""
    raise NotImplementedError
