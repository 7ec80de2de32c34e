"""The catalogue of business services that is scored."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Service:
    """One row of the catalogue. `levels` are leagues that are competent, `baskets` the letters G, S, K."""

    id: str
    name: str
    synonyms: tuple[str, ...] = ()
    leika_key: str = ""
    role: str = "core"
    levels: tuple[str, ...] = ()
    baskets: tuple[str, ...] = ()
    state_service: str = ""
    legal_basis: str = ""
    source: str = ""

    @property
    def business(self) -> bool:
        """Whether it counts for a score by itself (core or extended)."""
        return self.role in ("core", "extended")
