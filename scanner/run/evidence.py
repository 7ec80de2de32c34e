"""Opens a piece of evidence: the record it was seen in, read from the archive and marked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from criteria.errors import UserError
from results.queries import ScanInfo
from scanner.archive.reader import Archive, DamagedRecordError
from scanner.archive.records import Capture
from scanner.model.erasure import Erasure
from scanner.model.place import Place
from scanner.reading.marking import Marked, mark


@dataclass(frozen=True)
class Exhibit:
    """A place of evidence with the capture it was seen in, and that capture marked."""

    place: Place
    capture: Capture
    marked: Marked


class ErasedError(Exception):
    """The evidence was erased lawfully; the tombstone says when and why."""

    def __init__(self, stone: Erasure) -> None:
        super().__init__(stone.reason)
        self.stone = stone


def exhibit(scan: ScanInfo, place: Place) -> Exhibit:
    """Return a place of evidence from the archive of its scan.

    Raises:
        ErasedError: it was erased.
        UserError: the archive is missing, or holds no such record, or a damaged one.
    """
    if stone := scan.erased(place):
        raise ErasedError(stone)
    archive = Archive(Path(scan.archive))
    try:
        capture = archive.capture(place.record)
        body = archive.body(place.record)
    except KeyError as error:
        raise UserError(f"the archive has no record {place.record or '(none named)'}", where=scan.archive) from error
    except DamagedRecordError as error:
        hint = "g2b archive verify tells what else is damaged"
        raise UserError(f"the record of the evidence is damaged: {error}", where=scan.archive, hint=hint) from error
    return Exhibit(place, capture, mark(body, capture.content_type, place))
