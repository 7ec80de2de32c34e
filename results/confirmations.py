"""Keeps which verdicts flipped against the run before, and whether a second look confirmed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from results.database import reading, writing
from results.models import ConfirmationRow
from scanner.model.verdict import Doubt

if TYPE_CHECKING:
    from results.queries import ScanInfo


class Outcome(StrEnum):
    """What became of a verdict that flipped."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"  # its pages show the same once more
    AGAIN = "again"  # they do not, or failed: the municipality was scanned once more, and that counts


@dataclass(frozen=True)
class Confirmation:
    """One verdict of a scan that flipped, with the pages (address, what it showed, what it shows now) and their archive."""

    scan: int
    ags: str
    criterion: str
    outcome: Outcome
    before: str
    at: datetime
    pages: tuple[tuple[str, str, str], ...] = ()
    archive: str = ""

    @property
    def decided(self) -> bool:
        """Whether nothing has to be looked at any more."""
        return self.outcome is not Outcome.WAITING


class Confirmations:
    """Writes and reads confirmations; nothing is changed in place, the newest of a verdict counts.

    Args:
        engine: from `results.database.open_database`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, run: int) -> list[Confirmation]:
        """Return all of a run, oldest first."""
        query = select(ConfirmationRow).where(ConfirmationRow.run_id == run).order_by(ConfirmationRow.id)
        with reading(self._engine) as session:
            return [_confirmation(row) for row in session.scalars(query).all()]

    def keep(self, run: int, found: Iterable[Confirmation]) -> None:
        """Store what was found out."""
        with writing(self._engine) as session:
            session.add_all(_row(run, one) for one in found)


def unconfirmed(session: Session, run: int) -> dict[int, frozenset[str]]:
    """Return the criteria that wait to be confirmed, by the id of the scan."""
    query = select(ConfirmationRow).where(ConfirmationRow.run_id == run).order_by(ConfirmationRow.id)
    newest = {(row.scan_id, row.criterion): row.outcome for row in session.scalars(query).all()}
    found: dict[int, frozenset[str]] = {}
    for (scan, criterion), outcome in newest.items():
        if outcome == Outcome.WAITING:
            found[scan] = found.get(scan, frozenset()) | {criterion}
    return found


def marked(scan: ScanInfo, waiting: Mapping[int, frozenset[str]]) -> ScanInfo:
    """Return a scan whose verdicts say which of them are not confirmed."""
    names = waiting.get(scan.id)
    if not names:
        return scan
    verdicts = tuple(
        replace(one, doubts=(*one.doubts, Doubt.UNCONFIRMED)) if one.criterion in names else one
        for one in scan.judgement.verdicts
    )
    return replace(scan, judgement=replace(scan.judgement, verdicts=verdicts))


def _confirmation(row: ConfirmationRow) -> Confirmation:
    pages = tuple((str(url), str(then), str(now)) for url, then, now in row.pages)
    return Confirmation(
        row.scan_id, row.ags, row.criterion, Outcome(row.outcome), row.before, row.at, pages, row.archive
    )


def _row(run: int, one: Confirmation) -> ConfirmationRow:
    return ConfirmationRow(
        run_id=run,
        scan_id=one.scan,
        ags=one.ags,
        criterion=one.criterion,
        outcome=one.outcome.value,
        before=one.before,
        at=one.at,
        pages=[list(page) for page in one.pages],
        archive=one.archive,
    )
