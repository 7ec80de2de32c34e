"""The types of the match (on screen: Leistungsabgleich): one row for each municipality and service, with what is found amiss."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from criteria.kompass.record import Known


class Code(StrEnum):
    """What the match says of a service in a municipality; `SENTENCES` hold the words. The order is that of their weight."""

    SOLUTION = "solution_available"  # a solution is there, and not brought in
    NOT_DESCRIBED = "not_described"
    NOT_FOUND = "not_found"  # beyond the criteria set: nobody searched for it
    NOT_SEEN = "not_seen"
    STATE_NOT_LINKED = "state_not_linked"
    LINK_DEAD = "link_dead"
    REPORTED_NOT_FOUND = "reported_not_found"
    REPORTED_DEAD = "reported_dead"
    FOUND_NOT_REPORTED = "found_not_reported"
    WITHOUT_COMPETENCE = "described_without_competence"
    COMPETENCE_OPEN = "competence_open"
    KEY_UNKNOWN = "key_unknown"
    NOBODY_JOINS = "nobody_joins"


class Gap(StrEnum):
    """How far a service is from online."""

    MISSING = "missing"
    PAGE_ONLY = "page_only"
    PDF_ONLY = "pdf_only"
    ONLINE = "online"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the match found; `values` are put into its sentence."""

    code: Code
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A service as the catalogue knows it on the day of the run; `id` is its key, or a mark for services without one.

    `state` is the address of the state's online service, empty for none.
    """

    id: str
    key: str
    service: str
    name: str
    theme: str
    ozg_id: str
    business: bool
    state: str = ""
    state_joined: Known = Known.UNKNOWN


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One service in one municipality.

    `level` is 0..4, None where it was not asked or not seen; `how` tells what it was found by: set (the criteria set asks
    for it), url_key, text_key, name, synonym, or nothing. `reported` is unknown where no reports are imported for it.
    """

    ags: str
    town: str
    league: str
    wanted: Wanted
    competent: Known
    carrier: str = ""
    level: int | None = None
    described: bool = False
    page: str = ""
    form: str = ""
    how: str = ""
    state_linked: Known = Known.UNKNOWN
    reported: Known = Known.UNKNOWN
    reported_url: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def gap(self) -> Gap:
        """How far it is from online; a page whose forms nobody read is a page."""
        if self.level is None:
            return Gap.PAGE_ONLY if self.described else Gap.MISSING if self.how != "unseen" else Gap.UNKNOWN
        return (Gap.MISSING, Gap.PAGE_ONLY, Gap.PDF_ONLY, Gap.ONLINE, Gap.ONLINE)[self.level]

    def has(self, code: Code) -> bool:
        """Whether a finding is among them."""
        return any(finding.code is code for finding in self.findings)


@dataclass(frozen=True)
class Match:
    """The match of a run: its rows by AGS and name of the service, and which municipalities no scan could see."""

    run: str
    rows: tuple[MatchRow, ...]
    unseen: tuple[str, ...] = ()
    catalogue: str = ""  # hash of the catalogue
