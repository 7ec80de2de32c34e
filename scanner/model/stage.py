"""How far a run has come on its way from a measurement to something published."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Stage of a run. Everything before RELEASED is a draft, and whatever is exported of it says so."""

    SURVEYED = "surveyed"
    CHECKED = "checked"
    HEARING = "hearing"
    RELEASED = "released"

    @property
    def is_draft(self) -> bool:
        """Whether people have not yet released it."""
        return self is not Stage.RELEASED
