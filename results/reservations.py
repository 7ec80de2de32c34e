"""Reservations against text and data mining that were noted with the judgements of a run."""

from __future__ import annotations

from sqlalchemy import Engine, select

from results.database import reading
from results.models import JudgementRow, RunRow, ScanRow

_NOTE = "reserved:"


def reservations(engine: Engine, run: str) -> dict[str, tuple[str, ...]]:
    """Return the notes by name of the municipality, of its newest judgement; who reserves nothing is left out."""
    query = (
        select(ScanRow.name, JudgementRow.notes)
        .join(JudgementRow, JudgementRow.scan_id == ScanRow.id)
        .join(RunRow, RunRow.id == ScanRow.run_id)
        .where(RunRow.label == run)
        .order_by(JudgementRow.id)
    )
    with reading(engine) as session:
        newest = {name: tuple(map(str, notes)) for name, notes in session.execute(query).all()}
    kept = {name: tuple(note for note in notes if note.startswith(_NOTE)) for name, notes in newest.items()}
    return {name: notes for name, notes in kept.items() if notes}
