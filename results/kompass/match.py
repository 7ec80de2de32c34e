"""Holds a run against the catalogue: what should be there, what was found, what is reported.

A row is made for every service that a municipality is competent for, and for every other one that it describes, reports, or
bears an unknown key of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

import yaml

from criteria.kompass.catalogue import Catalogue, InTown
from criteria.kompass.competence import Basis
from criteria.kompass.entry import Entry
from criteria.kompass.keys import DIGITS, stem
from criteria.kompass.record import Known
from criteria.kompass.reported import Reported
from criteria.kompass.solutions import Solution, Solutions
from criteria.municipality import Municipality, municipality_of, same_ags
from criteria.words import fold
from results.kompass.found import Found, Seen
from results.kompass.rows import Code, Finding, Match, MatchRow, Wanted
from results.queries import RunInfo, ScanInfo
from scanner.model.verdict import AlsoFound

_DERIVED = (Basis.RELATIVE, Basis.TYPE, Basis.SUBJECT)  # by rules, not by the word of a source
_SHEET = "sheet"  # source of a run that people made by hand: nothing was read


@dataclass(frozen=True)
class Prepared:
    """A catalogue as it is on a day, read once for all municipalities."""

    catalogue: Catalogue
    day: date
    wanted: tuple[tuple[Entry, Wanted], ...]
    services: Mapping[str, str]
    solutions: Solutions


def prepared(catalogue: Catalogue, day: date, solutions: Iterable[Solution] = ()) -> Prepared:
    """Return what the match needs of a catalogue: services that exist on a day and may be a municipality's business."""
    there = [entry for entry in catalogue.entries if entry.on(day)]
    wanted = tuple((entry, _wanted(entry, day)) for entry in there)
    services = {one.service: one.key for _, one in wanted if one.service}
    return Prepared(catalogue, day, wanted, services, Solutions(tuple(solutions), day))


def _wanted(entry: Entry, day: date) -> Wanted:
    states = entry.state_services(day)
    said = {one.joined for one in states}
    return Wanted(
        id=entry.id,
        key=entry.key,
        service=entry.service,
        name=entry.name,
        theme=entry.theme,
        ozg_id=entry.text("ozg_id"),
        business=entry.addressee.business,
        state=states[0].address if states else "",
        state_joined=said.pop() if len(said) == 1 else Known.UNKNOWN,
    )


def match_run(run: RunInfo, scans: Iterable[ScanInfo], ready: Prepared) -> Match:
    """Match the scans of a run with the catalogue.

    Args:
        run: for its label.
        scans: of the municipalities asked about; those that could not be seen have no rows but are named.
        ready: from `prepared`, for the day of the run.
    """
    rows: list[MatchRow] = []
    unseen = []
    for scan in sorted(scans, key=lambda one: one.ags):
        if scan.state == "done" and scan.source != _SHEET:
            rows += match_town(scan, ready)
        else:
            unseen.append(scan.name)
    return Match(run.label, tuple(rows), tuple(unseen), ready.catalogue.hash)


def match_town(scan: ScanInfo, ready: Prepared) -> tuple[MatchRow, ...]:
    """Return the rows of one municipality, by name of the service."""
    town = _Town(scan, ready)
    rows = [row for entry, wanted in ready.wanted if (row := town.row(entry, wanted)) is not None]
    rows += [town.unknown(also) for also in town.found.unknown]
    return tuple(sorted(rows, key=lambda row: (fold(row.wanted.name), row.wanted.id)))


class _Town:
    """Makes the rows of a municipality."""

    def __init__(self, scan: ScanInfo, ready: Prepared) -> None:
        self._scan, self._ready = scan, ready
        self._municipality = town_of(scan)
        self._catalogue = _of_town(ready.catalogue, self._municipality)
        self._reports = _Reports(one for one in ready.catalogue.reported if one.is_of(self._municipality))
        self.found = Found(scan, ready.services)

    def row(self, entry: Entry, wanted: Wanted) -> MatchRow | None:
        """Return the row of a service, None where nothing makes it this municipality's."""
        competent = self._catalogue.competent(entry, self._municipality, self._ready.day)
        wanted = wanted if _is_for(wanted.state, self._scan.ags) else replace(wanted, state="")
        seen = self.found.of(wanted.key, wanted.service, wanted.state)
        report = self._reports.of(wanted.key)
        speaks_of_it = seen.described and not seen.related
        if competent.answer is not Known.YES and not speaks_of_it and report is None:
            return None
        row = self._made(wanted, competent, seen, report)
        joined = self._catalogue.joined(entry, self._municipality, self._ready.day)
        return replace(row, findings=tuple(self._findings(row, seen, report, joined, competent)))

    def unknown(self, also: AlsoFound) -> MatchRow:
        """Return the row of a key that a page bears and that the catalogue does not know."""
        wanted = Wanted(also.key, also.key, "", "", "", "", business=False)
        finding = Finding(Code.KEY_UNKNOWN, (("key", also.key), ("url", also.url)))
        row = self._made(wanted, None, Seen(None, also.url, how=also.how, described=True), None)
        return replace(row, findings=(finding,))

    def _made(self, wanted: Wanted, competent: InTown | None, seen: Seen, report: Reported | None) -> MatchRow:
        return MatchRow(
            ags=self._scan.ags,
            town=self._scan.name,
            league=self._scan.league,
            wanted=wanted,
            competent=competent.answer if competent else Known.UNKNOWN,
            carrier=competent.carrier if competent else "",
            level=seen.level,
            described=seen.described,
            page=seen.page,
            form=seen.form,
            how=seen.how,
            state_linked=seen.state_linked,
            reported=self._reports.answer(report),
            reported_url=report.url if report else "",
        )

    def _findings(
        self, row: MatchRow, seen: Seen, report: Reported | None, joined: Known, competent: InTown
    ) -> Iterator[Finding]:
        if row.competent is Known.YES:
            yield from self._solutions(row)
            yield from _absence(row, seen)
            yield from _state(row, joined)
        if seen.dead:
            yield Finding(Code.LINK_DEAD, (("url", seen.dead),))
        yield from _reported(row, report)
        if row.described and row.competent is Known.NO:
            derived = "yes" if competent.basis in _DERIVED else ""
            yield Finding(Code.WITHOUT_COMPETENCE, (("carrier", row.carrier), ("derived", derived)))
        if row.described and row.competent is Known.UNKNOWN:
            yield Finding(Code.COMPETENCE_OPEN)

    def _solutions(self, row: MatchRow) -> Iterator[Finding]:
        """Yield the solution that would bring it furthest, where it goes further than what is there."""
        best = next(iter(self._ready.solutions.of(row.wanted.key, row.wanted.service)), None)
        if best is not None and best.level > (row.level or 0):
            terms = (("product", best.product), ("level", str(best.level)), ("terms", best.terms))
            yield Finding(Code.SOLUTION, terms)


def town_of(scan: ScanInfo) -> Municipality:
    """Return the municipality of a scan; of one that readers may not know, what its league says."""
    if scan.municipality:
        return municipality_of(scan.municipality)
    return Municipality(scan.ags, scan.name, scan.kind, scan.league, "")


def _absence(row: MatchRow, seen: Seen) -> Iterator[Finding]:
    if seen.how == "unseen":
        yield Finding(Code.NOT_SEEN)
    elif not row.described and not row.form:
        yield Finding(Code.NOT_DESCRIBED if seen.asked else Code.NOT_FOUND)


def _state(row: MatchRow, joined: Known) -> Iterator[Finding]:
    state = (("state", row.wanted.state),)
    if row.wanted.state and joined is Known.NO:
        yield Finding(Code.NOBODY_JOINS, state)
    elif row.state_linked is Known.NO:
        yield Finding(Code.STATE_NOT_LINKED, state)


def _reported(row: MatchRow, report: Reported | None) -> Iterator[Finding]:
    url = (("url", row.reported_url),)
    if report is None:
        if row.reported is Known.NO and row.described and row.competent is Known.YES:
            yield Finding(Code.FOUND_NOT_REPORTED)
        return
    if report.works is Known.NO:
        yield Finding(Code.REPORTED_DEAD, url)
    if not row.described and not row.form and row.how != "unseen" and report.active is not Known.NO:
        yield Finding(Code.REPORTED_NOT_FOUND, url)


def _is_for(state: str, ags: str) -> bool:
    """Whether a municipality lies in the state whose online service it is."""
    host = state.partition("/")[0]
    return all(ags.startswith(prefix) for prefix, hosts in _states().items() if host in hosts)


@cache
def _states() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load(
        resources.files(__package__).joinpath("states.yaml").read_text("utf-8")
    )
    return loaded


class _Reports:
    """What is reported for one municipality, by key."""

    def __init__(self, reports: Iterable[Reported]) -> None:
        self._by: dict[str, Reported] = {}
        for one in reports:
            for digits in DIGITS[:2]:
                if common := stem(one.key, digits):
                    self._by.setdefault(common, one)

    def of(self, key: str) -> Reported | None:
        """Return the report of the very key, else of what is done with the service."""
        return self._by.get(key) or self._by.get(stem(key, DIGITS[1]) or "")

    def answer(self, report: Reported | None) -> Known:
        """Whether it is reported; unknown where nothing is known of the municipality."""
        return Known.YES if report is not None else Known.NO if self._by else Known.UNKNOWN


def _of_town(catalogue: Catalogue, town: Municipality) -> Catalogue:
    """Return the catalogue with the local facts of one municipality alone, so that each row asks few of them."""
    return replace(
        catalogue, local=tuple(fact for fact in catalogue.local if same_ags(fact.ags, town.ags)), reported=()
    )
