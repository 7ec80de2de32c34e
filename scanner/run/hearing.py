"""The file that a municipality gets to comment on: its scorecard, the evidence, and a form for objections."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from pathlib import Path

from criteria.errors import UserError
from criteria.loading import CriteriaSet
from results.objections import NewObjection
from results.queries import RunInfo, ScanInfo
from results.worksheets.sheet import TEXTS, Form, write
from results.worksheets.taking import OBJECTION, Asked, Taken, Taking
from scanner.judging.sentences import number
from scanner.model.verdict import State
from scanner.run.formats import Content, Request, formats, written
from scanner.run.worksheets import Sheets

HEARING = "hearing"
COLUMNS = ("name", "id", "title", "question", "scale", "given", "link", "snippet")
_WANTED = ("pdf", "html", "xlsx", "csv", "json")
_AT_MOST_ONE = {"pdf": "scorecard", "html": "scorecard", "xlsx": "scorecard", "csv": "evidence", "json": "evidence"}
_BORN = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP knows; the same for every file


class HearingFiles:
    """Makes the files of a hearing.

    Args:
        run: the run, out for hearing.
        criteria: the set that titles and questions are taken from.
        language: de or en.
    """

    def __init__(self, run: RunInfo, criteria: CriteriaSet, language: str) -> None:
        self._run, self._sheets, self._language = run, Sheets(run, criteria, language), language

    def package(self, scan: ScanInfo, request: Request) -> bytes:
        """Return a ZIP file with scorecard, evidence and the form; the same bytes for the same run.

        Args:
            scan: of the municipality.
            request: for it alone, with its persons shown.
        """
        files = dict(self._written(request))
        files[f"{self.name(scan)}-{TEXTS.say(f'file.{HEARING}', self._language)}.xlsx"] = write(self.form(scan))
        return _zipped(files)

    def name(self, scan: ScanInfo) -> str:
        """Return the name of the file without ending."""
        return "".join(sign if sign.isalnum() else "-" for sign in f"{self._run.label}-{scan.ags}")

    def form(self, scan: ScanInfo) -> Form:
        """Return the form for objections: every criterion with what was found."""
        lines = tuple(self._sheets.line(scan, verdict) for verdict in scan.verdicts)
        return self._sheets.form(HEARING, COLUMNS, lines, {"ags": scan.ags})

    def _written(self, request: Request) -> Iterator[tuple[str, bytes]]:
        known = formats()
        for form in _WANTED:
            if form in known and (form != "pdf" or request.printer is not None):
                yield from _files(f"{_AT_MOST_ONE[form]}.{form}", written(form, request))


def _files(name: str, content: Content) -> Iterator[tuple[str, bytes]]:
    if isinstance(content, Mapping):
        for part, pieces in content.items():
            yield f"{name}/{part}", b"".join(pieces)
    else:
        yield name, content if isinstance(content, bytes) else b"".join(content)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _BORN)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def taken_objections(path: Path, meta: Mapping[str, str], scan: ScanInfo) -> Taken:
    """Return what a municipality wrote into its form; RefusedError with every cell that can't be taken."""
    verdicts = {f"{scan.ags}/{one.criterion}": one for one in scan.verdicts}

    def known(key: str) -> Asked | str:
        verdict = verdicts.get(key.rpartition("/")[0])
        return "key" if verdict is None else Asked(scan.ags, scan.name, verdict.criterion, verdict.max)

    return Taking(path, meta, COLUMNS, known, OBJECTION).read()


def objections_of(taken: Taken, by: str, wanted: str) -> Iterable[NewObjection]:
    """Yield the objections of a form.

    Args:
        taken: the form.
        by: who enters them.
        wanted: what is said before points that the municipality asks for.
    """
    for one in taken.answers:
        asked = f" ({wanted}: {number(one.points)})" if one.state is State.SCORED and one.points is not None else ""
        proof = f" {one.url}" if one.url else ""
        yield NewObjection(one.asked.criterion, one.by, one.seen.astimezone(UTC).date(), one.remark + asked + proof, by)


def of_form(meta: Mapping[str, str], path: Path) -> str:
    """Return the AGS that a form is of; UserError where it tells none."""
    if not meta.get("ags"):
        raise UserError(
            "does not say which municipality it is of", where=str(path), hint="g2b review hearing RUN writes it"
        )
    return meta["ags"]
