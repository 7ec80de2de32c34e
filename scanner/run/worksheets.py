"""Fills worksheets with what the criteria set asks, and takes back what people answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from criteria.errors import UserError
from criteria.explain import explain
from criteria.language import Criterion
from criteria.loading import CriteriaSet
from results.queries import RunInfo, ScanInfo
from results.reviewing import NewReview
from results.second_looks import Member, Sample
from results.worksheets.needs import Need
from results.worksheets.sheet import TEXTS, Form, Line
from results.worksheets.taking import Answered, Asked, Taken, Taking
from scanner.judging.answers import names_of_services
from scanner.judging.sentences import reason
from scanner.model.place import Place, clip
from scanner.model.review import ReviewStatus, basis_of
from scanner.model.verdict import Verdict

WORKSHEET, SECOND_LOOK = "worksheet", "second_look"
NEED_COLUMNS = ("name", "id", "title", "question", "scale", "why", "given", "worth", "link", "snippet", "shot")
LOOK_COLUMNS = ("name", "id", "title", "question", "rule", "scale", "link")
_SENTENCE = 600

Shoot = Callable[[ScanInfo, Place], bytes]
"""Takes a picture of a place of evidence; empty where there is none to take."""


class Sheets:
    """Makes worksheets of a run.

    Args:
        run: the run.
        criteria: the set that titles, questions and rules are taken from.
        language: de or en.
    """

    def __init__(self, run: RunInfo, criteria: CriteriaSet, language: str) -> None:
        self._run, self._criteria, self._language = run, criteria, language
        self._known = {one.id: one for one in criteria.criteria}
        self._names = names_of_services(criteria)

    def of_needs(self, needs: Sequence[Need], shoot: Shoot | None = None) -> Form:
        """Return the worksheet of what needs a person.

        Args:
            needs: those worth most first.
            shoot: takes the picture of the first place of each; None for no pictures.
        """
        lines = tuple(self._need(need, shoot) for need in needs)
        return self.form(WORKSHEET, NEED_COLUMNS, lines, {})

    def of_sample(self, sample: Sample, scans: Iterable[ScanInfo]) -> Form:
        """Return the blind worksheet of a second look: what to decide and where, not what the scanner said."""
        towns = {scan.ags: scan for scan in scans}
        order = sorted(sample.members, key=lambda one: (one.ags, one.criterion))
        lines = tuple(self._blind(member, towns[member.ags]) for member in order)
        return self.form(SECOND_LOOK, LOOK_COLUMNS, lines, {"sample": str(sample.id)})

    def form(self, kind: str, columns: tuple[str, ...], lines: tuple[Line, ...], meta: dict[str, str]) -> Form:
        """Return a form with what all of them have."""
        named = f"{TEXTS.say(f'title.{kind}', self._language)} · {self._run.label}"
        meta = {"run": self._run.label} | meta
        made = self._run.created
        return Form(kind, columns, lines, meta, made, self._language, self._run.stage.is_draft, named)

    def line(self, scan: ScanInfo, verdict: Verdict) -> Line:
        """Return the row of a verdict: what is asked, what was found, and where."""
        place = next(iter(verdict.evidence), None)
        values = self._asked(scan.name, verdict.criterion, verdict.max) | {
            "given": clip(reason(verdict, self._language, self._names), _SENTENCE),
            "snippet": place.snippet if place else "",
        }
        link = place.url if place else str(scan.municipality.get("homepage", ""))
        return Line(f"{scan.ags}/{verdict.criterion}/{fingerprint(verdict)}", verdict.max, values, link)

    def _need(self, need: Need, shoot: Shoot | None) -> Line:
        line = self.line(need.scan, need.verdict)
        place = next(iter(need.verdict.evidence), None)
        why = ", ".join(TEXTS.say(f"why.{why}", self._language) for why in need.why)
        shot = shoot(need.scan, place) if shoot is not None and place is not None else b""
        return replace(line, values=line.values | {"why": why, "worth": round(need.worth, 2)}, shot=shot)

    def _blind(self, member: Member, scan: ScanInfo) -> Line:
        values = self._asked(scan.name, member.criterion, member.max)
        if member.criterion in self._known:
            values["rule"] = explain(self._criteria, member.criterion, self._language)
        return Line(member.key, member.max, values, str(scan.municipality.get("homepage", "")))

    def _asked(self, name: str, criterion: str, most: float) -> dict[str, str | float]:
        known: Criterion | None = self._known.get(criterion)
        title, question = (known.title, known.question) if known else (None, None)
        return {
            "name": name,
            "id": criterion,
            "title": title.get(self._language) if title else criterion,
            "question": question.get(self._language) if question else "",
            "scale": most,
        }


def fingerprint(verdict: Verdict) -> str:
    """Return a short mark of what a verdict says, so that a worksheet that is out of date is noticed."""
    return sha256(repr(basis_of(verdict)).encode()).hexdigest()[:12]


def taken_needs(path: Path, meta: dict[str, str], scans: Sequence[ScanInfo]) -> Taken:
    """Return the answers of a worksheet of what needs a person; RefusedError with every cell that can't be taken."""
    towns = {scan.ags: scan for scan in scans}

    def known(key: str) -> Asked | str:
        ags, criterion, mark = (*key.split("/"), "", "")[:3]
        scan = towns.get(ags)
        verdict = next((one for one in scan.judgement.verdicts if one.criterion == criterion), None) if scan else None
        if scan is None or verdict is None:
            return "key"
        return Asked(ags, scan.name, criterion, verdict.max) if fingerprint(verdict) == mark else "changed"

    return Taking(path, meta, NEED_COLUMNS, known).read()


def taken_looks(path: Path, meta: dict[str, str], sample: Sample) -> Taken:
    """Return the answers of a second look; RefusedError with every cell that can't be taken."""
    members = {member.key: member for member in sample.members}

    def known(key: str) -> Asked | str:
        member = members.get(key)
        return "key" if member is None else Asked(member.ags, key, member.criterion, member.max)

    return Taking(path, meta, LOOK_COLUMNS, known).read()


def reviews_of(taken: Taken, scans: Iterable[ScanInfo], language: str) -> list[tuple[ScanInfo, NewReview]]:
    """Return the reviews that a worksheet gives; what was taken in before is left out."""
    towns = {scan.ags: scan for scan in scans}
    found = [(towns[one.asked.ags], _review(one, language)) for one in taken.answers]
    return [(scan, new) for scan, new in found if not _is_there(scan, new)]


def _review(one: Answered, language: str) -> NewReview:
    why = one.remark or TEXTS.say("reason", language)
    return NewReview(
        one.asked.criterion, one.by, why, one.points, one.state, evidence=one.url, source=WORKSHEET, at=one.seen
    )


def _is_there(scan: ScanInfo, new: NewReview) -> bool:
    return any(
        (one.criterion, one.by, one.at, one.points, one.state, one.source)
        == (new.criterion, new.by, new.at, new.points, new.state, new.source)
        for one in scan.reviews
        if one.status is not ReviewStatus.WITHDRAWN
    )


def sample_of(meta: dict[str, str], run: str, path: Path) -> int:
    """Return the number of the sample that a worksheet belongs to; UserError where it tells none."""
    if not meta.get("sample", "").isdigit():
        raise UserError(
            "does not say which sample it belongs to", where=str(path), hint=f"g2b review sample {run} draws one"
        )
    return int(meta["sample"])
