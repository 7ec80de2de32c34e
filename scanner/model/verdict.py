"""What was decided: verdicts, service findings and the judgement that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from scanner.model.place import Place


class State(StrEnum):
    """State of one criterion."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    NOT_TESTABLE = "not_testable"
    UNREACHABLE = "unreachable"


class Doubt(StrEnum):
    """Where the rule leaves room: why a verdict is not sure."""

    UNFINISHED = "unfinished"  # the crawl did not come to its end
    PART_UNSEEN = "part_unseen"  # some of it was not seen; the score is that of the rest
    FAR_LINK = "far_link"  # rests on what a link to a foreign page says, and that page was not read
    DENIED_TOO = "denied_too"  # the site says it and denies it
    ONE_MENTION = "one_mention"  # rests on one mention in running text


@dataclass(frozen=True)
class Verdict:
    """One criterion of one scan.

    `score` is 0..1 when scored; `low` and `high` are the range where parts could not be seen (equal to the score when
    all was). `points` is score x max. `reason` is a code with `values` for its sentence; `searched` lists what was
    looked at (every 0 must have it). `confidence` is 0..1, below 1 where the rule leaves room; `doubts` say why.
    """

    criterion: str
    version: str
    state: State
    score: float | None = None
    max: float = 1.0
    low: float = 0.0
    high: float = 1.0
    evidence: tuple[Place, ...] = ()
    searched: tuple[str, ...] = ()
    reason: str = ""
    values: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()

    @property
    def points(self) -> float | None:
        """Score in points of the criterion's scale."""
        return None if self.score is None else self.score * self.max


@dataclass(frozen=True)
class ServiceFinding:
    """Where a service is described and how far it goes: OZG level 0-4, None where it could not be seen."""

    service: str
    level: int | None
    pages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    clicks: int | None = None
    contact: str = "none"
    path: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """All verdicts and findings of one scan under one criteria set and one scanner version."""

    ags: str
    league: str
    criteria_set: str
    criteria_hash: str
    scanner_version: str
    verdicts: tuple[Verdict, ...]
    services: tuple[ServiceFinding, ...]
    completeness: float = 1.0
    notes: tuple[str, ...] = ()
    figures: tuple[tuple[str, float], ...] = field(default=())
