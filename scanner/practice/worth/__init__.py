"""What the towns of the region are worth by METHOD.md, counted from the content model and never from the scanner."""

from __future__ import annotations

from scanner.practice.worth.town import TownWorth, worth_of

__all__ = ["TownWorth", "worth_of"]
