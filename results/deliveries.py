"""Keeps who was told of a scheduled run, so that a message that went out is not sent again when another one failed."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine, select

from results.database import reading, writing
from results.models import DeliveryRow


class Deliveries:
    """Messages about one occurrence.

    Args:
        engine: from `results.database.open_database`.
        occurrence: its number.
    """

    def __init__(self, engine: Engine, occurrence: int) -> None:
        self._engine, self._occurrence = engine, occurrence

    def made(self) -> frozenset[str]:
        """Return the ways that it went already, such as ``mail:a@b.example``."""
        query = select(DeliveryRow.way).where(DeliveryRow.occurrence_id == self._occurrence)
        with reading(self._engine) as session:
            return frozenset(session.scalars(query).all())

    def note(self, way: str) -> None:
        """Store that it went this way."""
        row = DeliveryRow(occurrence_id=self._occurrence, way=way, at=datetime.now(UTC))
        with writing(self._engine) as session:
            session.add(row)
